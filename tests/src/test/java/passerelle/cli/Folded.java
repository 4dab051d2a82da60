package passerelle.cli;

/** What Passerelle says, read as one who does not mind where the lines end. */
public final class Folded {
  private Folded() {}

  /** The text with its lines as they were before they were folded, in a difference as well. */
  public static String undo(String text) {
    return text.replaceAll("\n[+-]? {2,}(?=\\S)", " ");
  }
}
