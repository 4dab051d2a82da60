package passerelle.text;

/**
 * How many columns of a terminal a text takes ({@code wcswidth(3)}): two for the wide characters of
 * East Asia and for pictograms (Unicode Standard Annex 11), none for what is put onto the character
 * before it, one for all others.
 */
public final class Columns {
  /** First and last code points that are wide, in order. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x2e80, 0x303e, 0x3041, 0x33ff,
    0x3400, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19,
    0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900,
    0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
  };

  private static final int FIRST_WIDE = WIDE[0];

  /** The vowels and final consonants that join the Hangul syllable before them. */
  private static final int FIRST_JOINING_JAMO = 0x1160;

  private static final int LAST_JOINING_JAMO = 0x11ff;
  private static final int SOFT_HYPHEN = 0xad;

  private Columns() {}

  /** Columns of a text without line breaks. */
  public static int of(String text) {
    int columns = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      columns += of(c);
      i += Character.charCount(c);
    }
    return columns;
  }

  /** Columns of one character. */
  public static int of(int codePoint) {
    if (joins(codePoint)) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean joins(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT && c != SOFT_HYPHEN
        || type == Character.CONTROL
        || c >= FIRST_JOINING_JAMO && c <= LAST_JOINING_JAMO;
  }

  private static boolean isWide(int c) {
    if (c < FIRST_WIDE) {
      return false;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (c >= WIDE[i] && c <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
