package passerelle.cli.play;

/** A file that cannot be played. Its message says where and what was expected, for a person. */
public final class PieceException extends Exception {
  PieceException(String message) {
    super(message);
  }
}
