package passerelle.real.space;

import java.util.List;
import java.util.OptionalInt;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;

/**
 * How the JVM and a process that it is about to start talk.
 *
 * @param output non-blocking descriptor to read what it prints
 * @param errors the same for its standard error; none for a terminal, which shows both
 * @param input non-blocking descriptor to write what it reads; the same for a terminal
 * @param descriptors what it has at 0, 1, 2...
 * @param childEnds descriptors that only it needs
 */
record Channel(
    int output, OptionalInt errors, int input, List<Stdio> descriptors, List<Integer> childEnds) {

  /** A pipe to its standard input, and one from each of its standard output and error. */
  static Channel pipes() throws KernelException {
    Descriptors.PipeEnds in = Descriptors.pipe();
    Descriptors.PipeEnds out = Descriptors.pipe();
    Descriptors.PipeEnds err = Descriptors.pipe();
    Descriptors.nonBlocking(in.writing());
    Descriptors.nonBlocking(out.reading());
    Descriptors.nonBlocking(err.reading());
    return new Channel(
        out.reading(),
        OptionalInt.of(err.reading()),
        in.writing(),
        List.of(
            new Stdio.Inherited(in.reading()),
            new Stdio.Inherited(out.writing()),
            new Stdio.Inherited(err.writing())),
        List.of(in.reading(), out.writing(), err.writing()));
  }

  /** A terminal, which becomes its controlling one. */
  static Channel terminal(Pty pty) {
    Stdio slave = new Stdio.Opened(pty.slave(), Libc.O_RDWR);
    int master = pty.master();
    return new Channel(
        master, OptionalInt.empty(), master, List.of(slave, slave, slave), List.of());
  }

  /** The process has been started. */
  void started() {
    childEnds.forEach(Descriptors::close);
  }

  /** The process has not been started. */
  void abandoned() {
    started();
    Descriptors.close(output);
    errors.ifPresent(Descriptors::close);
    if (input != output) {
      Descriptors.close(input);
    }
  }
}
