package passerelle.sim.uapi;

import java.util.Optional;

/**
 * How traffic control names things: {@code 1:} is a queueing discipline, {@code 1:10} a class of
 * it, both parts hexadecimal ({@code tc_handle}).
 *
 * @param major 0..0xffff
 * @param minor 0..0xffff
 */
public record Handle(int major, int minor) {
  /** What nobody named: the handle of a default queueing discipline. */
  public static final Handle NONE = new Handle(0, 0);

  private static final int MOST = 0xffff;

  /** The place of what the device itself asks ({@code TC_H_ROOT}). */
  public static final Handle ROOT = new Handle(MOST, MOST);

  /** The name of a queueing discipline. */
  public static Handle of(int major) {
    return new Handle(major, 0);
  }

  /** {@code 10:}, {@code 10} or {@code 10:3}; empty for anything else. */
  public static Optional<Handle> parse(String text) {
    int colon = text.indexOf(':');
    Optional<Integer> major = part(colon < 0 ? text : text.substring(0, colon));
    Optional<Integer> minor = part(colon < 0 ? "" : text.substring(colon + 1));
    return major.flatMap(m -> minor.map(n -> new Handle(m, n)));
  }

  private static Optional<Integer> part(String digits) {
    if (digits.isEmpty()) {
      return Optional.of(0);
    }
    if (!digits.matches("(0x)?[0-9a-fA-F]{1,8}")) {
      return Optional.empty();
    }
    long value = Long.parseLong(digits.replaceFirst("^0x", ""), 16);
    return value > MOST ? Optional.empty() : Optional.of((int) value);
  }

  /** The queueing discipline that the class is of. */
  public Handle qdisc() {
    return of(major);
  }

  @Override
  public String toString() {
    String low = minor == 0 ? "" : Integer.toHexString(minor);
    return "%x:%s".formatted(major, low);
  }
}
