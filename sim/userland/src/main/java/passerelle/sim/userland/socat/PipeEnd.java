package passerelle.sim.userland.socat;

import java.util.List;
import java.util.function.Consumer;
import passerelle.addr.SocketAddress;
import passerelle.packet.Payload;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.userland.nc.Wire;

/** What is written into one pipe, and read from another or the same one. */
final class PipeEnd implements Wire {
  private static final int CHUNK = 8192;

  private final Pipe input;
  private final Pipe output;
  private boolean finished;

  private PipeEnd(Pipe input, Pipe output) {
    this.input = input;
    this.output = output;
    input.sink().retain();
    output.source().retain();
  }

  /** An unnamed pipe, which gives back what is written. */
  static PipeEnd unnamed() {
    Pipe pipe = new Pipe();
    return new PipeEnd(pipe, pipe);
  }

  /**
   * The standard input and output of a program that is started as a child.
   *
   * @param child told of the child before it runs
   * @param errors whether what it has to complain of is its output, too
   */
  static PipeEnd ofChild(
      Process self, Program program, List<String> argv, boolean errors, Consumer<Process> child) {
    PipeEnd end = new PipeEnd(new Pipe(), new Pipe());
    Process started =
        self.spawn(program, argv)
            .stdin(end.input.source())
            .stdout(end.output.sink())
            .stderr(errors ? end.output.sink() : self.stderr().sink())
            .create();
    child.accept(started);
    started.start();
    return end;
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
