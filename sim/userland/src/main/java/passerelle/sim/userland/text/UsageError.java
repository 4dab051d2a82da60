package passerelle.sim.userland.text;

/** A command line that the tool refuses; the message is complete, the last newline included. */
final class UsageError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  UsageError(String message, int status) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
