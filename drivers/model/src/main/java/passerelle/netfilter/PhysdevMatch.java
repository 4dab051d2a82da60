package passerelle.netfilter;

import java.util.Optional;

/**
 * {@code -m physdev}: the bridge ports of a bridged packet (extensions/libxt_physdev.c).
 *
 * @param in port that it came in by, {@code +} at the end stands for any rest
 * @param out port that it goes out by
 * @param isIn whether it came in by a bridge port at all
 * @param isOut whether it goes out by a bridge port
 * @param isBridged whether it is bridged, and so not routed
 * @param inNegated any other port
 * @param outNegated any other port
 */
public record PhysdevMatch(
    Optional<String> in,
    Optional<String> out,
    Flag isIn,
    Flag isOut,
    Flag isBridged,
    boolean inNegated,
    boolean outNegated)
    implements Match {

  /** A yes-or-no question that may also not be asked. */
  public enum Flag {
    UNASKED,
    YES,
    NO
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "physdev",
          PhysdevMatch::parse,
          Option.value("physdev-in").orNot(),
          Option.value("physdev-out").orNot(),
          Option.flag("physdev-is-in").orNot(),
          Option.flag("physdev-is-out").orNot(),
          Option.flag("physdev-is-bridged").orNot());

  private static Match parse(OptionValues values) throws IptablesException {
    if (values.isEmpty()) {
      throw IptablesException.parameter("PHYSDEV: no physdev option specified");
    }
    return new PhysdevMatch(
        values.get("physdev-in").map(OptionValues.Value::word),
        values.get("physdev-out").map(OptionValues.Value::word),
        flag(values, "physdev-is-in"),
        flag(values, "physdev-is-out"),
        flag(values, "physdev-is-bridged"),
        values.negated("physdev-in"),
        values.negated("physdev-out"));
  }

  private static Flag flag(OptionValues values, String option) {
    return !values.has(option) ? Flag.UNASKED : values.negated(option) ? Flag.NO : Flag.YES;
  }

  private String options() {
    StringBuilder text = new StringBuilder();
    flag(text, isIn, "--physdev-is-in");
    in.ifPresent(n -> CommandWords.part(text, inNegated, "--physdev-in " + n));
    flag(text, isOut, "--physdev-is-out");
    out.ifPresent(n -> CommandWords.part(text, outNegated, "--physdev-out " + n));
    flag(text, isBridged, "--physdev-is-bridged");
    return text.toString();
  }

  private static void flag(StringBuilder text, Flag flag, String option) {
    if (flag != Flag.UNASKED) {
      CommandWords.part(text, flag == Flag.NO, option);
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.physdev(this);
  }

  @Override
  public String text() {
    return "-m physdev" + options();
  }

  @Override
  public String listing(ListingStyle style) {
    return "PHYSDEV match" + options();
  }
}
