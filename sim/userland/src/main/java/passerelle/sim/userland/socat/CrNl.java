package passerelle.sim.userland.socat;

import java.io.ByteArrayOutputStream;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.userland.nc.Wire;

/**
 * An end whose lines end with CR and LF (socat(1), {@code crnl}): LF is written so, and of what is
 * read every CR is left out.
 */
final class CrNl implements Wire {
  private final Wire wire;
  private Payload pending = Payload.EMPTY;

  CrNl(Wire wire) {
    this.wire = wire;
  }

  @Override
  public SocketAddress peer() {
    return wire.peer();
  }

  @Override
  public boolean isReadable() {
    return wire.isReadable();
  }

  @Override
  public boolean isWritable() {
    return wire.isWritable();
  }

  @Override
  public Payload read() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (byte octet : wire.read().toBytes()) {
      if (octet != '\r') {
        kept.write(octet);
      }
    }
    return Payload.of(kept.toByteArray());
  }

  @Override
  public boolean atEnd() {
    return wire.atEnd();
  }

  @Override
  public int write(Payload data) throws KernelException {
    flush();
    if (pending.length() > 0) {
      return 0;
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte octet : data.toBytes()) {
      if (octet == '\n') {
        lines.write('\r');
      }
      lines.write(octet);
    }
    pending = Payload.of(lines.toByteArray());
    flush();
    return data.length();
  }

  private void flush() throws KernelException {
    if (pending.length() > 0) {
      pending = pending.slice(wire.write(pending), pending.length());
    }
  }

  @Override
  public void finish() {
    wire.finish();
  }

  @Override
  public void close() {
    wire.close();
  }
}
