package passerelle.sim.shell;

/** Ends the script that runs: an expansion failed. The message lacks the shell's prefix. */
final class ShellError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ShellError(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
