package passerelle.sim.process;

/** Asked before the clock moves, so that a terminal can let real time pass too. */
@FunctionalInterface
public interface Pacer {
  /** Lets the clock go as fast as it can. */
  Pacer NONE = due -> due;

  /**
   * Lets time pass until {@code due}, in nanoseconds of virtual time.
   *
   * @return the virtual time that it is now: {@code due}, or earlier when {@link #wake} ended the
   *     wait
   */
  long passUntil(long due);

  /** Ends the wait, or the next one at once if there is none: a key has come. */
  default void wake() {
    // Who does not wait need not be woken.
  }

  /** Whether it waits for somebody who may type, where nothing else is to happen any more. */
  default boolean isPatient() {
    return false;
  }

  /**
   * Whether what is due then ought to have happened already: a key that comes now comes after it,
   * however busy the machine is.
   */
  default boolean isBehind(long due) {
    return false;
  }
}
