package passerelle.sim.userland.nft;

/**
 * A word of nft's language, and where it stands.
 *
 * @param line from 1
 * @param from its first column, from 0
 * @param to the column behind it
 */
record NftToken(Kind kind, String text, int line, int from, int to) {
  enum Kind {
    WORD,
    QUOTED,
    MARK,
    NEWLINE,
    JUNK,
    END
  }

  boolean is(String word) {
    return kind != Kind.QUOTED && text.equals(word);
  }

  /** It ends a command, or one thing within a block. */
  boolean isEnd() {
    return kind == Kind.NEWLINE || kind == Kind.END || is(";");
  }

  boolean isNumber() {
    return kind == Kind.WORD && text.matches("0x[0-9a-fA-F]{1,8}|[0-9]{1,10}");
  }

  /** The same word standing where another stands. */
  NftToken at(NftToken other) {
    return new NftToken(kind, text, other.line, other.from, other.to);
  }
}
