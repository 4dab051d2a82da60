package passerelle.scenarios.format;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of expected output.
 *
 * @param kind how it is compared
 * @param text the line without the backslash that escapes it
 * @param source the line as it stands in the file, without its line end
 */
public record ExpectedLine(Kind kind, String text, String source) {
  /** How a line of expected output is compared. */
  public enum Kind {
    /** {@code ...}: stands for any lines, none included. */
    ANY_LINES,
    /** Holds {@code [..]}, which stands for anything within the line. */
    WITH_GAPS,
    /** Stands for itself. */
    LITERAL
  }

  /** What stands for anything within a line. */
  public static final String GAP = "[..]";

  private static final String ANY = "...";
  private static final Pattern STATUS = Pattern.compile("\\[([1-9][0-9]{0,2})\\]");
  private static final Pattern FENCE = Pattern.compile(" {0,3}`{3,}\\s*");

  /** Reads a line of a console fence that is neither prompt nor exit status. */
  static ExpectedLine parse(String source) {
    if (source.equals(ANY)) {
      return new ExpectedLine(Kind.ANY_LINES, source, source);
    }
    if (source.startsWith("\\") && isSpecial(unslashed(source))) {
      return new ExpectedLine(Kind.LITERAL, source.substring(1), source);
    }
    return new ExpectedLine(source.contains(GAP) ? Kind.WITH_GAPS : Kind.LITERAL, source, source);
  }

  /** The line that stands for exactly this output, escaped if it looks like something else. */
  public static ExpectedLine literal(String output) {
    String source = isSpecial(unslashed(output)) ? "\\" + output : output;
    return new ExpectedLine(Kind.LITERAL, output, source);
  }

  /** The exit status that a line of a fence tells, if it has the form {@code [N]}, N 1 to 255. */
  static OptionalInt status(String source) {
    Matcher m = STATUS.matcher(source);
    if (!m.matches() || Integer.parseInt(m.group(1)) > 255) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(m.group(1)));
  }

  /**
   * Escaping adds a backslash and reading takes one away only where what follows all backslashes
   * would mean something; so each output has one form, and most lines that begin with a backslash
   * stay as they are.
   */
  private static String unslashed(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\\') {
      start++;
    }
    return line.substring(start);
  }

  private static boolean isSpecial(String line) {
    return line.equals(ANY)
        || line.contains(GAP)
        || Prompt.of(line).isPresent()
        || status(line).isPresent()
        || FENCE.matcher(line).matches();
  }
}
