package passerelle.netfilter;

/**
 * {@code -m comment}: always true.
 *
 * @param comment up to 255 characters
 */
public record CommentMatch(String comment) implements Match {
  private static final int MAX_LENGTH = 255;
  static final Extension<Match> EXTENSION =
      Extension.of("comment", CommentMatch::parse, Option.value("comment").must());

  private static Match parse(OptionValues values) {
    String comment = values.word("comment");
    return new CommentMatch(comment.substring(0, Math.min(comment.length(), MAX_LENGTH)));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.comment(this);
  }

  @Override
  public String text() {
    return "-m comment --comment " + CommandWords.quote(comment);
  }

  @Override
  public String listing(ListingStyle style) {
    return "/* " + comment + " */";
  }
}
