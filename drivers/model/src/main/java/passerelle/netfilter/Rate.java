package passerelle.netfilter;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A rate as {@code -m limit} and {@code -m hashlimit} write it: {@code 5/min}. It is kept as the
 * time from one token to the next, in parts of a second (extensions/libxt_limit.c).
 */
final class Rate {

  /** The units of a rate. */
  private enum Unit {
    DAY(24 * 60 * 60, "day", "day"),
    HOUR(60 * 60, "hour", "hour"),
    MINUTE(60, "minute", "min"),
    SECOND(1, "second", "sec");

    private final int seconds;
    private final String word;
    private final String label;

    Unit(int seconds, String word, String label) {
      this.seconds = seconds;
      this.word = word;
      this.label = label;
    }
  }

  private Rate() {}

  /**
   * The time between two tokens; 0 when the rate is too fast to tell, empty when it is none.
   *
   * @param scale parts of a second in which it is counted
   */
  static OptionalLong period(String rate, int scale) {
    int slash = rate.indexOf('/');
    String unit = slash < 0 ? "second" : rate.substring(slash + 1).toLowerCase(Locale.ROOT);
    OptionalInt count = leadingNumber(slash < 0 ? rate : rate.substring(0, slash));
    for (Unit u : Unit.values()) {
      if (!unit.isEmpty() && u.word.startsWith(unit) && count.orElse(0) > 0) {
        return OptionalLong.of((long) scale * u.seconds / count.getAsInt());
      }
    }
    return OptionalLong.empty();
  }

  /** As atoi(3). */
  private static OptionalInt leadingNumber(String text) {
    int end = 0;
    while (end < text.length() && end < 9 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == 0
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(text.substring(0, end)));
  }

  /** The rate in the largest unit that does not distort it ({@code print_rate}). */
  static String text(long period, int scale) {
    Unit chosen = Unit.DAY;
    for (Unit unit : Unit.values()) {
      long all = (long) scale * unit.seconds;
      boolean finer = unit == Unit.DAY || period <= all && all / period >= all % period;
      if (!finer) {
        break;
      }
      chosen = unit;
    }
    return (long) scale * chosen.seconds / period + "/" + chosen.label;
  }
}
