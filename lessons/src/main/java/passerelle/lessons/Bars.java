package passerelle.lessons;

/** Progress and stars as a person sees them. */
public final class Bars {
  private static final int MOST_STARS = 3;

  private Bars() {}

  /** {@code ■■□□□}: so many of all are done. */
  public static String progress(int done, int all) {
    return "■".repeat(Math.min(done, all)) + "□".repeat(Math.max(0, all - done));
  }

  /** {@code ★★☆}: so many of three. */
  public static String stars(int stars) {
    return "★".repeat(stars) + "☆".repeat(MOST_STARS - stars);
  }
}
