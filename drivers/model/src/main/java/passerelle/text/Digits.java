package passerelle.text;

/** Numbers as people type them: digits from 0 to 9, without a pattern to compile for each. */
public final class Digits {
  private Digits() {}

  /** Whether a text is one digit at least, {@code most} at most, and nothing else. */
  public static boolean are(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The number that a text is, of at most 18 digits behind {@code -} or nothing; 0 for others. */
  public static long orZero(String text) {
    return are(text.startsWith("-") ? text.substring(1) : text, 18) ? Long.parseLong(text) : 0;
  }
}
