package passerelle.engine.cli;

/** Ends a command: what goes to standard error, line end included, and the exit status. */
public final class CliException extends Exception {
  private final int status;

  public CliException(String text, int status) {
    super(text);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
