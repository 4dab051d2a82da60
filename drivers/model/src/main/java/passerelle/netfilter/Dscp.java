package passerelle.netfilter;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The names of code points of differentiated services: class selectors (RFC 2474, section 4.2.2),
 * assured (RFC 2597) and expedited forwarding (RFC 3246), and best effort.
 */
public final class Dscp {
  private static final int BITS = 64;

  private Dscp() {}

  /**
   * The code point of a class.
   *
   * @param name in small letters
   */
  public static OptionalInt codePoint(String name) {
    return name.equals("be")
        ? OptionalInt.of(0)
        : IntStream.range(0, BITS)
            .filter(value -> name(value).filter(name::equals).isPresent())
            .findFirst();
  }

  /** The class of a code point, 0..63, if it has one. */
  public static Optional<String> name(int value) {
    int high = value >> 3;
    int low = value & 7;
    if (value == 46) {
      return Optional.of("ef");
    }
    if (low == 0) {
      return Optional.of("cs" + high);
    }
    boolean assured = high >= 1 && high <= 4 && (low == 2 || low == 4 || low == 6);
    return assured ? Optional.of("af" + high + low / 2) : Optional.empty();
  }
}
