package passerelle.sim.shell;

import passerelle.text.ByteText;

/** Backslash escapes, as {@code echo -e}, {@code printf} and {@code $'...'} know them. */
public final class Escapes {
  private static final String LETTERS = "abefnrtv\\";
  private static final String VALUES = "\u0007\b\u001b\f\n\r\t\u000b\\";

  private Escapes() {}

  /**
   * Text with its escapes done.
   *
   * @param stopped whether {@code \c} cut it off
   */
  public record Result(String text, boolean stopped) {}

  /**
   * Does the escapes.
   *
   * @param zeroOctal whether octal numbers begin with 0, as for {@code echo} and {@code %b}
   */
  public static Result interpret(String text, boolean zeroOctal) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c);
        continue;
      }
      char e = text.charAt(i++);
      if (e == 'c') {
        return new Result(ByteText.join(out.toString()), true);
      } else if (LETTERS.indexOf(e) >= 0) {
        out.append(VALUES.charAt(LETTERS.indexOf(e)));
      } else if (e == '\'' || e == '"') {
        out.append(zeroOctal ? "\\" : "").append(e);
      } else if (e == 'x' && digits(text, i, 2, 16) > 0) {
        int count = digits(text, i, 2, 16);
        out.append(ByteText.escape((byte) Integer.parseInt(text.substring(i, i + count), 16)));
        i += count;
      } else if (e >= '0' && e <= '7' && (!zeroOctal || e == '0')) {
        int from = zeroOctal ? i : i - 1;
        int count = digits(text, from, 3, 8);
        out.append(
            count == 0
                ? '\0'
                : ByteText.escape((byte) Integer.parseInt(text.substring(from, from + count), 8)));
        i = from + count;
      } else {
        out.append('\\').append(e);
      }
    }
    return new Result(ByteText.join(out.toString()), false);
  }

  private static int digits(String text, int from, int max, int radix) {
    int count = 0;
    while (count < max
        && from + count < text.length()
        && Character.digit(text.charAt(from + count), radix) >= 0) {
      count++;
    }
    return count;
  }
}
