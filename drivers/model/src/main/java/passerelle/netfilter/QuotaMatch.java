package passerelle.netfilter;

/**
 * {@code -m quota}: as long as there is room for the packet in a number of octets.
 *
 * @param quota octets of IP packets, 64 bits without a sign
 * @param negated once it is used up
 */
public record QuotaMatch(long quota, boolean negated) implements Match {
  static final Extension<Match> EXTENSION =
      Extension.of(
          "quota",
          values -> new QuotaMatch(values.unsigned("quota", 0, -1), values.negated("quota")),
          Option.value("quota").orNot().must());

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.quota(this);
  }

  @Override
  public String text() {
    return "-m quota " + CommandWords.bang(negated) + "--quota " + octets();
  }

  /** The same whether negated or not, as libxt_quota prints it. */
  @Override
  public String listing(ListingStyle style) {
    return "quota: " + octets() + " bytes";
  }

  /** The quota in digits. */
  public String octets() {
    return Long.toUnsignedString(quota);
  }
}
