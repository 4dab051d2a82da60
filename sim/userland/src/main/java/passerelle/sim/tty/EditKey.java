package passerelle.sim.tty;

/**
 * A key as a line editor sees it.
 *
 * @param kind what it is
 * @param text the character of {@link Kind#TEXT} or {@link Kind#CONTROL}
 */
record EditKey(Kind kind, String text) {
  enum Kind {
    /** A character. */
    TEXT,
    /** Ctrl and a letter, and such. */
    CONTROL,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    HOME,
    END,
    DELETE,
    WORD_LEFT,
    WORD_RIGHT,
    KILL_WORD,
    RUB_OUT_WORD,
    LAST_ARGUMENT,
    PASTE_BEGINS,
    PASTE_ENDS,
    /** One that means nothing here. */
    OTHER
  }

  static EditKey of(Kind kind) {
    return new EditKey(kind, "");
  }

  /** The control character; 0 for any other key. */
  char control() {
    return kind == Kind.CONTROL ? text.charAt(0) : 0;
  }
}
