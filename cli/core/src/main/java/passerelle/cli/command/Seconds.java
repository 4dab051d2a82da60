package passerelle.cli.command;

import java.math.BigDecimal;
import java.util.Optional;

/** Spans of the lab's time as people write them: seconds, to the nanosecond. */
final class Seconds {
  private static final int NANO_DIGITS = 9;

  private Seconds() {}

  /** Nanoseconds as seconds, without needless zeros. */
  static String of(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Seconds, at most a day, as nanoseconds; empty when they are none. */
  static Optional<Long> read(String text) {
    if (!text.matches("[0-9]{1,5}(?:\\.[0-9]{1,9})?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
  }
}
