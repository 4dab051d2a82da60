package passerelle.netfilter;

import java.util.Optional;
import passerelle.addr.Family;

/**
 * {@code -m icmp} and {@code -m icmp6}.
 *
 * @param family ICMP or ICMPv6
 * @param type message type; 255 in IPv4 stands for any
 * @param code message code, -1 for any
 * @param negated any other type or code
 */
public record IcmpMatch(Family family, int type, int code, boolean negated) implements Match {
  static final Extension<Match> V4 =
      Extension.of("icmp", IcmpMatch::parse, Option.value("icmp-type").orNot().must());
  static final Extension<Match> V6 =
      Extension.of("icmp6", IcmpMatch::parse, Option.value("icmpv6-type").orNot().must());

  private static Match parse(OptionValues values) throws IptablesException {
    String option = values.family() == Family.IPV4 ? "icmp-type" : "icmpv6-type";
    IcmpTypes.Named named = IcmpTypes.parse(values.word(option), values.family());
    return new IcmpMatch(values.family(), named.type(), named.code(), values.negated(option));
  }

  /**
   * How {@code iptables -S} prints a type of ICMP: {@code 3/4} for {@code fragmentation-needed};
   * empty when it is none.
   *
   * @param word a name, the beginning of one, or numbers
   */
  public static Optional<String> printed(String word) {
    try {
      IcmpTypes.Named named = IcmpTypes.parse(word, Family.IPV4);
      return Optional.of(new IcmpMatch(Family.IPV4, named.type(), named.code(), false).value());
    } catch (IptablesException none) {
      return Optional.empty();
    }
  }

  private String value() {
    return isAny() ? "any" : code < 0 ? Integer.toString(type) : type + "/" + code;
  }

  /** {@code --icmp-type any}. */
  public boolean isAny() {
    return family == Family.IPV4 && type == 255 && code < 0;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.icmp(this);
  }

  @Override
  public String text() {
    return (family == Family.IPV4 ? "-m icmp " : "-m icmp6 ")
        + CommandWords.bang(negated)
        + (family == Family.IPV4 ? "--icmp-type " : "--icmpv6-type ")
        + value();
  }

  @Override
  public String listing(ListingStyle style) {
    String protocol = family == Family.IPV4 ? "icmp" : "ipv6-icmp";
    var name = IcmpTypes.name(type, code, family);
    if (!style.numeric() && name.isPresent()) {
      return protocol + " " + (negated ? "!" : "") + name.get();
    }
    return protocol + (negated ? " !" : "") + "type " + type + (code < 0 ? "" : " code " + code);
  }
}
