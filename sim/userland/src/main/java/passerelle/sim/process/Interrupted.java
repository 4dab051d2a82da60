package passerelle.sim.process;

/** Unwinds what an interactive process is doing, which itself goes on living. */
final class Interrupted extends Error {
  private final transient Process process;
  private final Signal signal;

  Interrupted(Process process, Signal signal) {
    super("interrupted", null, false, false);
    this.process = process;
    this.signal = signal;
  }

  Signal signal() {
    return signal;
  }

  boolean unwinds(Process other) {
    return process == other;
  }
}
