package passerelle.sim.userland.net;

import java.util.Optional;
import passerelle.addr.IpAddress;

/** Addresses as {@code inet_aton(3)} reads them: one to four numbers, octal and hexadecimal too. */
final class AddressText {
  private AddressText() {}

  /** The address; empty when the text is none. */
  public static Optional<IpAddress> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      int bits = last ? 8 * (4 - i) : 8;
      long number = number(parts[i]);
      if (number < 0 || number >>> bits != 0) {
        return Optional.empty();
      }
      value |= number << (last ? 0 : 24 - 8 * i);
    }
    return Optional.of(IpAddress.of((int) value));
  }

  private static long number(String text) {
    if (text.matches("0[xX][0-9a-fA-F]{1,8}")) {
      return Long.parseLong(text.substring(2), 16);
    }
    if (text.matches("0[0-7]{0,11}")) {
      return Long.parseLong(text, 8);
    }
    return text.matches("[1-9][0-9]{0,9}") ? Long.parseLong(text) : -1;
  }
}
