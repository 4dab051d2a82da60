package passerelle.real.space;

import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;

/**
 * How the JVM and a process that it is about to start talk.
 *
 * @param output non-blocking descriptor to read what it prints
 * @param input non-blocking descriptor to write what it reads; the same for a terminal
 * @param descriptors what it has at 0, 1, 2...
 * @param childEnds descriptors that only it needs
 */
record Channel(int output, int input, List<Stdio> descriptors, List<Integer> childEnds) {

  /** A pipe to its standard input, and one from its standard output and error. */
  static Channel pipes() throws KernelException {
    Descriptors.PipeEnds in = Descriptors.pipe();
    Descriptors.PipeEnds out = Descriptors.pipe();
    Descriptors.nonBlocking(in.writing());
    Descriptors.nonBlocking(out.reading());
    Stdio printed = new Stdio.Inherited(out.writing());
    return new Channel(
        out.reading(),
        in.writing(),
        List.of(new Stdio.Inherited(in.reading()), printed, printed),
        List.of(in.reading(), out.writing()));
  }

  /** A terminal, which becomes its controlling one. */
  static Channel terminal(Pty pty) {
    Stdio slave = new Stdio.Opened(pty.slave(), Libc.O_RDWR);
    return new Channel(pty.master(), pty.master(), List.of(slave, slave, slave), List.of());
  }

  /** The process has been started. */
  void started() {
    childEnds.forEach(Descriptors::close);
  }

  /** The process has not been started. */
  void abandoned() {
    started();
    Descriptors.close(output);
    if (input != output) {
      Descriptors.close(input);
    }
  }
}
