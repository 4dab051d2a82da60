package passerelle.text;

import java.util.regex.Pattern;

/**
 * The spaces of French typography: none of {@code ; : ! ? »} may begin a line, and no {@code «} may
 * end one, so the space beside it does not break. It is U+00A0, which every terminal font has; in a
 * font of one width the narrow U+202F would look the same.
 */
public final class FrenchTypography {
  /** The no-break space. */
  public static final char NO_BREAK_SPACE = '\u00a0';

  private static final Pattern BEFORE = Pattern.compile(" (?=(?:[;:!?](?! -)(?=\\s|$|[)»%]))|»)");
  private static final Pattern AFTER = Pattern.compile("(?<=«) ");

  private FrenchTypography() {}

  /** A French text with its no-break spaces; those that it has already stay. */
  public static String of(String text) {
    String closed = BEFORE.matcher(text).replaceAll(String.valueOf(NO_BREAK_SPACE));
    return AFTER.matcher(closed).replaceAll(String.valueOf(NO_BREAK_SPACE));
  }
}
