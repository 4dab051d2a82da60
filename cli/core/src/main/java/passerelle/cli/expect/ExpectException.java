package passerelle.cli.expect;

/** An expectation that cannot be read: says which word, and what was expected in its place. */
public final class ExpectException extends Exception {
  ExpectException(String message) {
    super(message);
  }
}
