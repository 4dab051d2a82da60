package passerelle.sim.process;

/** Asked before the clock moves, so that a terminal can let real time pass too. */
@FunctionalInterface
public interface Pacer {
  /** Lets the clock go as fast as it can. */
  Pacer NONE = due -> due;

  /**
   * Lets time pass until {@code due}, in nanoseconds of virtual time.
   *
   * @return the virtual time that it is now: {@code due}, or earlier when Ctrl-C ended the wait
   */
  long passUntil(long due);
}
