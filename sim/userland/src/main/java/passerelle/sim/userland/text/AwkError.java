package passerelle.sim.userland.text;

/** An awk program that cannot be read. */
final class AwkError extends Exception {
  private final int line;

  AwkError(String message, int line) {
    super(message, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }
}
