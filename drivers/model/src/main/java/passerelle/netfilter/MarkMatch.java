package passerelle.netfilter;

/**
 * {@code -m mark} and {@code -m connmark}.
 *
 * @param connection the connection's mark, not the packet's
 * @param value 32 bits
 * @param mask the bits that are compared
 * @param negated any other value
 */
public record MarkMatch(boolean connection, int value, int mask, boolean negated) implements Match {
  static final Extension<Match> MARK = extension("mark", false);
  static final Extension<Match> CONNMARK = extension("connmark", true);

  private static Extension<Match> extension(String name, boolean connection) {
    return Extension.of(
        name,
        values -> {
          int[] marked = values.marked("mark");
          return new MarkMatch(connection, marked[0], marked[1], values.negated("mark"));
        },
        Option.value("mark").orNot().must());
  }

  private String shown() {
    return CommandWords.hex(value) + (mask == -1 ? "" : "/" + CommandWords.hex(mask));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.mark(this);
  }

  @Override
  public String text() {
    String module = connection ? "connmark" : "mark";
    return "-m " + module + " " + CommandWords.bang(negated) + "--mark " + shown();
  }

  @Override
  public String listing(ListingStyle style) {
    // libxt_connmark prints two blanks where libxt_mark prints one.
    String gap = connection && !negated ? " " : "";
    return (connection ? "connmark match " : "mark match ")
        + gap
        + CommandWords.bang(negated)
        + shown();
  }
}
