package passerelle.scenarios.canon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patterns in the words of Python's {@code re}: {@code \w}, {@code \d}, {@code \s} and {@code \b}
 * mean what they mean there for Unicode text, which is neither of Java's two meanings ({@code \b}
 * even changed between Java releases).
 */
final class Regex {
  private static final String WORD = "\\p{javaLetter}\\p{Nd}\\p{Nl}\\p{No}_";
  private static final String BLANK =
      "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  private static final Pattern LEADING_BOUNDARY = Pattern.compile("(^|\\(\\?<=)\\\\b");
  private static final String WORD_BEGINS = "(?<![" + WORD + "])";
  private static final String WORD_ENDS = "(?![" + WORD + "])";

  private Regex() {}

  /**
   * Compiles a pattern written with Python's classes. A {@code \b} at its beginning, or at that of
   * a lookbehind, must precede a word character, every other one must follow one.
   */
  static Pattern python(String regex) {
    return Pattern.compile(
        LEADING_BOUNDARY
            .matcher(regex)
            .replaceAll("$1" + Matcher.quoteReplacement(WORD_BEGINS))
            .replace("\\b", WORD_ENDS)
            .replace("\\w", "[" + WORD + "]")
            .replace("\\d", "\\p{Nd}")
            .replace("\\s", "[" + BLANK + "]")
            .replace("\\S", "[^" + BLANK + "]"),
        Pattern.DOTALL);
  }

  /** A line without the blanks at its end, as Python's {@code str.rstrip} leaves it. */
  static String stripEnd(String line) {
    int end = line.length();
    while (end > 0 && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  /** A line without the blanks at both ends. */
  static String strip(String line) {
    int start = 0;
    while (start < line.length() && isBlank(line.charAt(start))) {
      start++;
    }
    return stripEnd(line.substring(start));
  }

  private static boolean isBlank(char c) {
    return c >= '\t' && c <= '\r'
        || c >= 0x1c && c <= 0x20
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || c >= 0x2000 && c <= 0x200a
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }
}
