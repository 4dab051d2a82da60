package passerelle.sim.process;

/**
 * Unwinds the stack of a process that has already ended. Not an exception that a program could
 * catch by mistake.
 */
final class Killed extends Error {
  private final transient Process victim;

  Killed(Process victim) {
    super("killed", null, false, false);
    this.victim = victim;
  }

  boolean unwinds(Process process) {
    return victim == process;
  }
}
