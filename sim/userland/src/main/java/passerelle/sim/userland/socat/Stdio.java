package passerelle.sim.userland.socat;

import passerelle.addr.SocketAddress;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.userland.nc.Wire;

/** The standard input and output of a process as one end. */
record Stdio(Process self) implements Wire {
  private static final int CHUNK = 8192;

  @Override
  public SocketAddress peer() {
    return SocketAddress.ANY;
  }

  @Override
  public boolean isReadable() {
    return self.stdin().source().isReadable();
  }

  @Override
  public boolean isWritable() {
    return !self.stdout().sink().isFull();
  }

  @Override
  public Payload read() {
    return Payload.of(self.stdin().take(CHUNK));
  }

  @Override
  public boolean atEnd() {
    return !isReadable() && self.stdin().atEnd();
  }

  @Override
  public int write(Payload data) {
    self.stdout().write(data.toBytes());
    return data.length();
  }

  @Override
  public void finish() {
    // The output stays open until the process ends.
  }

  @Override
  public void close() {
    // Standard streams are closed with the process.
  }
}
