package passerelle.gotemplate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Go's view of strings, which are bytes of UTF-8. A piece cut through the middle of a character
 * shows U+FFFD in its place, as a terminal would.
 */
final class GoStrings {
  private GoStrings() {}

  /** {@code len(s)}. */
  static int byteLength(String s) {
    int n = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      n += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return n;
  }

  static byte[] bytes(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code s[from:to]}. */
  static String slice(String s, int from, int to) {
    return new String(Arrays.copyOfRange(bytes(s), from, to), StandardCharsets.UTF_8);
  }

  static int runeCount(String s) {
    return s.codePointCount(0, s.length());
  }

  static String firstRunes(String s, int n) {
    return runeCount(s) <= n ? s : s.substring(0, s.offsetByCodePoints(0, n));
  }

  /** The string with halves of surrogate pairs, which UTF-8 can't hold, replaced by U+FFFD. */
  static String wellFormed(String s) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints().map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c).forEach(out::appendCodePoint);
    return out.toString();
  }

  /** {@code fmt}'s %#U. */
  static String unicode(int c) {
    String code = "U+%04X".formatted(c);
    return isPrint(c) ? code + " '" + Character.toString(c) + "'" : code;
  }

  /** Letters, marks, numbers, punctuation, symbols and the ASCII space. */
  static boolean isPrint(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** The numbers in a text, in their order. */
  static long[] numbers(String s) {
    return Arrays.stream(s.split("[^0-9]+"))
        .filter(n -> !n.isEmpty() && n.length() < 19)
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
