package passerelle.capture.filter;

/**
 * One word of an expression.
 *
 * @param kind its class
 * @param text as written (of an escaped name without the backslash); the message of an ERROR
 * @param number the value of a NUMBER, else 0
 */
record Token(Kind kind, String text, long number) {

  /** The classes of scanner.l; a keyword or operator is told by its text. */
  enum Kind {
    KEYWORD,
    OPERATOR,
    NUMBER,
    NAME,
    IPV4,
    IPV6,
    MAC,
    ARCNET,
    ERROR,
    END
  }

  boolean is(String word) {
    return (kind == Kind.KEYWORD || kind == Kind.OPERATOR) && text.equals(word);
  }
}
