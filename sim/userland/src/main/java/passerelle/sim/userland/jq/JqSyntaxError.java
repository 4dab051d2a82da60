package passerelle.sim.userland.jq;

/** A program that jq does not compile; the message is jq's. */
final class JqSyntaxError extends Exception {
  private final int position;

  JqSyntaxError(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Where in the program it is. */
  int position() {
    return position;
  }
}
