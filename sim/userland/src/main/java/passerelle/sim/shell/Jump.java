package passerelle.sim.shell;

/** Control that leaves the middle of a command: {@code break}, {@code return}, {@code exit}. */
final class Jump extends RuntimeException {
  /** Where to. */
  enum Kind {
    BREAK,
    CONTINUE,
    RETURN,
    EXIT
  }

  private final Kind kind;
  private final int number;

  /**
   * A jump.
   *
   * @param number of loops for BREAK and CONTINUE, the status for RETURN and EXIT
   */
  Jump(Kind kind, int number) {
    super(kind.name(), null, false, false);
    this.kind = kind;
    this.number = number;
  }

  Kind kind() {
    return kind;
  }

  int number() {
    return number;
  }

  /** The same jump, one loop further out. */
  Jump outwards() {
    return new Jump(kind, number - 1);
  }
}
