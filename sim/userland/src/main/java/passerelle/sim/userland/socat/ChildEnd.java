package passerelle.sim.userland.socat;

import java.util.List;
import passerelle.addr.SocketAddress;
import passerelle.packet.Payload;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.userland.nc.Wire;

/** The standard input and output of a program that socat has started as one end. */
final class ChildEnd implements Wire {
  private static final int CHUNK = 8192;

  private final Pipe input = new Pipe();
  private final Pipe output = new Pipe();
  private boolean finished;

  /** Starts the program as a child. */
  ChildEnd(Process self, Program program, List<String> argv) {
    input.sink().retain();
    output.source().retain();
    self.spawn(program, argv)
        .stdin(input.source())
        .stdout(output.sink())
        .stderr(self.stderr().sink())
        .start();
  }

  @Override
  public SocketAddress peer() {
    return SocketAddress.ANY;
  }

  @Override
  public boolean isReadable() {
    return output.source().isReadable();
  }

  @Override
  public boolean isWritable() {
    return !input.sink().isFull();
  }

  @Override
  public Payload read() {
    return Payload.of(output.source().take(CHUNK));
  }

  @Override
  public boolean atEnd() {
    return output.source().atEnd();
  }

  @Override
  public int write(Payload data) {
    input.sink().write(data.toBytes());
    return data.length();
  }

  @Override
  public void finish() {
    if (!finished) {
      finished = true;
      input.sink().release();
    }
  }

  @Override
  public void close() {
    finish();
    output.source().release();
  }
}
