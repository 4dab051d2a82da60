package passerelle.sim.userland.traceroute;

/** A command line that the tool does not take; the message is complete, line ends included. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** With what is printed on standard error, or on standard output when the status is 0. */
  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
