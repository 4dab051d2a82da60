package passerelle.text;

/**
 * A text on both sides of a separator (Go's {@code strings.Cut}).
 *
 * @param before what stands before it; all of the text where there is none
 * @param after what stands behind it; empty where there is none
 * @param found whether there is one
 */
public record Cut(String before, String after, boolean found) {
  /** Cuts at the first separator. */
  public static Cut first(String text, String separator) {
    return at(text.indexOf(separator), text, separator);
  }

  /** Cuts at the last separator. */
  public static Cut last(String text, String separator) {
    return at(text.lastIndexOf(separator), text, separator);
  }

  /** What stands behind the separator; without one, {@code otherwise}. */
  public String after(String otherwise) {
    return found ? after : otherwise;
  }

  private static Cut at(int place, String text, String separator) {
    return place < 0
        ? new Cut(text, "", false)
        : new Cut(text.substring(0, place), text.substring(place + separator.length()), true);
  }
}
