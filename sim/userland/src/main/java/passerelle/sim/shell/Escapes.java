package passerelle.sim.shell;

import java.util.Locale;
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
    return interpret(text, zeroOctal, Dialect.BASH);
  }

  /** The same as a shell's {@code printf} knows them: dash has no {@code \\x}. */
  static Result interpret(String text, boolean zeroOctal, Dialect dialect) {
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
      } else if (e == 'u' && dialect == Dialect.BASH && digits(text, i, 4, 16) > 0) {
        int count = digits(text, i, 4, 16);
        out.append(unicode(Integer.parseInt(text.substring(i, i + count), 16)));
        i += count;
      } else if (e == 'x' && dialect != Dialect.DASH && digits(text, i, 2, 16) > 0) {
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

  /** The lab's programs run in the C locale, which has ASCII only ({@code u32cconv}). */
  private static String unicode(int code) {
    String hex = Integer.toHexString(code).toUpperCase(Locale.ROOT);
    return code < 128 ? "" + (char) code : "\\u" + "0".repeat(4 - hex.length()) + hex;
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
