package passerelle.picture;

/**
 * How wide text is. Whoever looks at the picture has fonts of their own, so the widths are those of
 * a wide one: text may turn out narrower, never wider than it was thought to be.
 */
final class Fit {
  /** Size of all text but headings, in units of the picture. */
  static final int SIZE = 16;

  private static final String NARROW = "ijl.,:;'|!()[] ";
  private static final String WIDE = "mwMW@%";
  private static final String CUT = "\u2026";

  private Fit() {}

  /** Width of monospaced text. */
  static int mono(String text) {
    return (int) Math.ceil(text.codePointCount(0, text.length()) * SIZE * 0.603);
  }

  /** Width of bold proportional text. */
  static int bold(String text) {
    double em = text.chars().mapToDouble(c -> letter((char) c)).sum();
    return (int) Math.ceil(em * SIZE);
  }

  private static double letter(char c) {
    if (NARROW.indexOf(c) >= 0) {
      return 0.4;
    }
    if (c > 0x2e80) {
      return 1.05;
    }
    return WIDE.indexOf(c) >= 0 ? 1.05 : Character.isUpperCase(c) ? 0.78 : 0.68;
  }

  /** Monospaced text, cut where it is too wide. */
  static String monoIn(String text, int width) {
    String cut = text;
    for (int n = text.length(); mono(cut) > width && n > 0; n--) {
      cut = text.substring(0, n - 1) + CUT;
    }
    return cut;
  }

  /** Bold text, cut where it is too wide. */
  static String boldIn(String text, int width) {
    String cut = text;
    for (int n = text.length(); bold(cut) > width && n > 0; n--) {
      cut = text.substring(0, n - 1) + CUT;
    }
    return cut;
  }
}
