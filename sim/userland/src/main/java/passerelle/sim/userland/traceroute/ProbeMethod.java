package passerelle.sim.userland.traceroute;

import passerelle.kernel.KernelException;
import passerelle.sim.process.Process;

/** A way to probe (traceroute.h: {@code struct tr_module_struct}). */
interface ProbeMethod {
  /**
   * Gets ready.
   *
   * @throws TraceFailure what stands against it
   */
  void open() throws TraceFailure;

  /** Sends a probe with a time to live. */
  void send(Probe probe, int ttl) throws TraceFailure;

  /** Whether {@link #collect} has something to look at. */
  boolean hasAnswers();

  /** Enters what has come back, at most one thing for each socket, in the probes. */
  void collect() throws TraceFailure;

  /** A system call that ended the trace: what {@code perror(3)} says about it. */
  final class TraceFailure extends Exception {
    private final KernelException error;

    TraceFailure(String call, KernelException error) {
      super(call, null, false, false);
      this.error = error;
    }

    String text(Process self) {
      return getMessage() + ": " + self.place().libc().strerror(error.errno());
    }
  }
}
