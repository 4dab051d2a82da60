package passerelle.engine.cli;

/** Ends a command: what goes to standard error, line end included, and the exit status. */
final class CliException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  CliException(String text, int status) {
    super(text);
    this.status = status;
  }

  int status() {
    return status;
  }
}
