package passerelle.text;

/** Text in a column of a given width, in characters; a longer text is left as it is. */
public final class Align {
  private Align() {}

  /** The text, and blanks behind it. */
  public static String left(String text, int width) {
    return text + blanks(width - text.length());
  }

  /** The text behind blanks. */
  public static String right(String text, int width) {
    return blanks(width - text.length()) + text;
  }

  private static String blanks(int count) {
    return " ".repeat(Math.max(0, count));
  }
}
