package passerelle.sim.process;

/** Ends a {@link BlockingProgram} from inside, as {@code exit(3)} does. */
public final class ExitException extends RuntimeException {
  private final int status;

  /** Ends with the given status, 0 to 255. */
  public ExitException(int status) {
    super("exit " + status, null, false, false);
    this.status = status;
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}
