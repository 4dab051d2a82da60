package passerelle.sim.process;

/**
 * A program written top to bottom, which waits where it needs to ({@link Process#await}, {@link
 * Process#sleep}, reading its input). It runs as a coroutine.
 */
@FunctionalInterface
public interface BlockingProgram extends Program {
  /**
   * Runs to the end.
   *
   * @return the exit status, 0 to 255
   * @throws ExitException to end at once from anywhere inside
   */
  int run(Process self);

  /** A lambda of this type starts a coroutine, as everything of this type does. */
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged")
  default void start(Process self) {
    self.scheduler().startCoroutine(self, this);
  }
}
