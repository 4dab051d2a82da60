package passerelle.netfilter;

import java.util.Locale;
import passerelle.text.CNumber;

/**
 * {@code -m statistic}: by chance, or every n-th packet (extensions/libxt_statistic.c).
 *
 * @param every 0 for chance; otherwise every how manieth packet, at least 1
 * @param packet which of them, from 0
 * @param probability chance in 1/2^31, 0..2^31
 * @param negated the others
 */
public record StatisticMatch(int every, int packet, long probability, boolean negated)
    implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of(
          "statistic",
          StatisticMatch::parse,
          Option.value("mode"),
          Option.value("probability").orNot(),
          Option.value("every").orNot(),
          Option.value("packet"));

  private static Match parse(OptionValues values) throws IptablesException {
    String mode = values.get("mode").map(OptionValues.Value::word).orElse("random");
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "random" -> random(values);
      case "nth" -> nth(values);
      default -> throw IptablesException.parameter("Bad mode \"" + mode + "\"");
    };
  }

  private static Match random(OptionValues values) throws IptablesException {
    if (!values.has("probability")) {
      throw IptablesException.incomplete("--probability must be specified when using random mode");
    }
    String word = values.word("probability");
    double chance = word.matches("[0-9]*\\.?[0-9]+") ? Double.parseDouble(word) : -1;
    if (chance < 0 || chance > 1) {
      throw values.fault("bad value for option \"--probability\", or out of range (0-1).\n");
    }
    long parts = Math.round(chance * 0x8000_0000L);
    return new StatisticMatch(0, 0, parts, values.negated("probability"));
  }

  private static Match nth(OptionValues values) throws IptablesException {
    if (!values.has("every") && !values.has("packet")) {
      throw IptablesException.incomplete(
          "--every and --packet must be specified when using nth mode");
    }
    if (!values.has("packet")) {
      throw IptablesException.incomplete(
          "statistic: option \"--every\" also requires \"--packet\".\n");
    }
    int every = values.number("every", 1, Integer.MAX_VALUE);
    int packet = values.number("packet", 0, Integer.MAX_VALUE);
    if (packet >= every) {
      throw IptablesException.incomplete("the --packet p must be 0 <= p <= n-1");
    }
    return new StatisticMatch(every, packet, 0, values.negated("every"));
  }

  private String chance() {
    return CNumber.fixed(probability / (double) 0x8000_0000L, 11);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.statistic(this);
  }

  @Override
  public String text() {
    return every == 0
        ? "-m statistic --mode random " + CommandWords.bang(negated) + "--probability " + chance()
        : "-m statistic --mode nth %s--every %s --packet %s"
            .formatted(CommandWords.bang(negated), every, packet);
  }

  @Override
  public String listing(ListingStyle style) {
    return every == 0
        ? "statistic mode random " + CommandWords.bang(negated) + "probability " + chance()
        : "statistic mode nth %severy %s".formatted(CommandWords.bang(negated), every)
            + (packet == 0 ? "" : " packet " + packet);
  }
}
