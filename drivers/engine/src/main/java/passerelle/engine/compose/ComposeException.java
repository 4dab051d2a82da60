package passerelle.engine.compose;

/** A compose file that cannot be read or says what cannot be done, in the words of compose. */
public final class ComposeException extends Exception {
  private final boolean unmodelled;

  /** A file that compose refuses. */
  public ComposeException(String message) {
    this(message, false);
  }

  private ComposeException(String message, boolean unmodelled) {
    super(message);
    this.unmodelled = unmodelled;
  }

  /** A file that compose would take, with something in it that is not modelled. */
  static ComposeException unmodelled(String what) {
    return new ComposeException(what, true);
  }

  /** Whether the message names what is not modelled, rather than what compose says. */
  public boolean isUnmodelled() {
    return unmodelled;
  }
}
