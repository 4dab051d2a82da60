package passerelle.netfilter;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Numbers as strtoul(3) reads them: decimal, {@code 0x} hexadecimal, or octal behind a 0. */
final class Numbers {
  private Numbers() {}

  /** A number of 0 to {@code max}; empty when the text is anything else. */
  static OptionalInt parse(String text, int max) {
    OptionalLong value = parseUnsigned(text, max);
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  /** A number of 0 to {@code max}, both of up to 64 bits without a sign. */
  static OptionalLong parseUnsigned(String text, long max) {
    int base = 10;
    String digits = text;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      base = 16;
      digits = text.substring(2);
    } else if (text.length() > 1 && text.startsWith("0")) {
      base = 8;
    }
    if (digits.isEmpty()) {
      return OptionalLong.empty();
    }
    long mostBefore = Long.divideUnsigned(max, base);
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, base) : -1;
      if (digit < 0 || Long.compareUnsigned(value, mostBefore) > 0) {
        return OptionalLong.empty();
      }
      value = value * base;
      if (Long.compareUnsigned(digit, max - value) > 0) {
        return OptionalLong.empty();
      }
      value += digit;
    }
    return OptionalLong.of(value);
  }
}
