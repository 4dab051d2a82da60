package passerelle.netfilter;

import java.util.OptionalLong;

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

  static final Extension<Match> EXTENSION =
      Extension.of("limit", LimitMatch::parse, Option.value("limit"), Option.value("limit-burst"));

  private static Match parse(OptionValues values) throws IptablesException {
    String rate = values.has("limit") ? values.word("limit") : "3/hour";
    int burst = values.has("limit-burst") ? values.number("limit-burst", 0, 10_000) : DEFAULT_BURST;
    return new LimitMatch(period(rate), burst);
  }

  private static int period(String rate) throws IptablesException {
    OptionalLong period = Rate.period(rate, SCALE);
    if (period.isEmpty()) {
      throw IptablesException.parameter("bad rate \"" + rate + "\"'");
    }
    if (period.getAsLong() == 0) {
      throw IptablesException.parameter("Rate too fast \"" + rate + "\"");
    }
    return (int) period.getAsLong();
  }

  private String rate() {
    return Rate.text(period, SCALE);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.limit(this);
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
