package passerelle.netfilter;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * {@code -m limit}: a token bucket (extensions/libxt_limit.c).
 *
 * @param period the time between two tokens, in 1/10000 s, at least 1
 * @param burst how many tokens the bucket holds, 0..10000
 */
public record LimitMatch(int period, int burst) implements Match {
  /** Parts of a second in which periods are counted (XT_LIMIT_SCALE). */
  public static final int SCALE = 10_000;

  private static final int DEFAULT_BURST = 5;

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

  static final Extension<Match> EXTENSION =
      Extension.of("limit", LimitMatch::parse, Option.value("limit"), Option.value("limit-burst"));

  private static Match parse(OptionValues values) throws IptablesException {
    String rate = values.has("limit") ? values.word("limit") : "3/hour";
    int burst = values.has("limit-burst") ? values.number("limit-burst", 0, 10_000) : DEFAULT_BURST;
    return new LimitMatch(period(rate), burst);
  }

  private static int period(String rate) throws IptablesException {
    int slash = rate.indexOf('/');
    String unit = slash < 0 ? "second" : rate.substring(slash + 1).toLowerCase(Locale.ROOT);
    OptionalInt count = leadingNumber(slash < 0 ? rate : rate.substring(0, slash));
    for (Unit u : Unit.values()) {
      if (!unit.isEmpty() && u.word.startsWith(unit) && count.orElse(0) > 0) {
        int period = (int) ((long) SCALE * u.seconds / count.getAsInt());
        if (period == 0) {
          throw IptablesException.parameter("Rate too fast \"" + rate + "\"");
        }
        return period;
      }
    }
    throw IptablesException.parameter("bad rate \"" + rate + "\"'");
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
  private String rate() {
    Unit chosen = Unit.DAY;
    for (Unit unit : Unit.values()) {
      long all = (long) SCALE * unit.seconds;
      boolean finer = unit == Unit.DAY || period <= all && all / period >= all % period;
      if (!finer) {
        break;
      }
      chosen = unit;
    }
    return (long) SCALE * chosen.seconds / period + "/" + chosen.label;
  }

  @Override
  public String text() {
    return "-m limit --limit " + rate() + (burst == DEFAULT_BURST ? "" : " --limit-burst " + burst);
  }

  @Override
  public String listing(ListingStyle style) {
    return "limit: avg " + rate() + " burst " + burst;
  }
}
