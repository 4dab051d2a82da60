package passerelle.sim.shell;

/** A script that is none. Each dialect words it in its own way. */
final class SyntaxError extends Exception {
  /** What is wrong. */
  enum Kind {
    /** A token where it cannot be. */
    UNEXPECTED,
    /** The script ends inside a command. */
    END_OF_FILE,
    /** A quote or bracket that is not closed. */
    UNCLOSED,
    /** Anything else; the token is the message. */
    OTHER
  }

  private final Kind kind;
  private final String token;
  private final String expecting;
  private final int line;

  SyntaxError(Kind kind, String token, String expecting, int line) {
    super(kind + " " + token, null, false, false);
    this.kind = kind;
    this.token = token;
    this.expecting = expecting;
    this.line = line;
  }

  Kind kind() {
    return kind;
  }

  /** The unexpected token, or the missing closing character. */
  String token() {
    return token;
  }

  /** The keyword that was wanted, or empty. */
  String expecting() {
    return expecting;
  }

  int line() {
    return line;
  }

  /** The same error that many lines further down. */
  SyntaxError after(int lines) {
    return new SyntaxError(kind, token, expecting, line + lines);
  }

  /** More input could make it right. */
  boolean isIncomplete() {
    return kind == Kind.END_OF_FILE || kind == Kind.UNCLOSED;
  }
}
