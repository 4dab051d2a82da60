package passerelle.netfilter;

import java.util.Locale;

/**
 * A rule as a line of {@code iptables -L} (iptables/xshared.c:print_rule_details and its
 * neighbours): in columns, or with words between as {@code iptables -v -A} confirms it.
 *
 * @param style names or numbers
 * @param devices with the columns "in" and "out"
 * @param columns in columns
 */
public record RuleListing(ListingStyle style, boolean devices, boolean columns) {

  /** The part of the line behind number and counters. */
  public String line(Rule rule) {
    StringBuilder out = new StringBuilder();
    out.append(column("%-9s ", rule.target().label()));
    var protocol = rule.find(ProtocolMatch.class, m -> true);
    out.append(protocol.filter(ProtocolMatch::negated).isPresent() ? '!' : ' ');
    out.append(column("%-4s ", protocol.map(m -> protocolName(m.protocol())).orElse("all")));
    var fragment = rule.find(FragmentMatch.class, m -> true);
    String flag = fragment.map(f -> f.negated() ? "!f" : "-f").orElse("--");
    out.append(columns ? "" : "opt ").append(flag).append(' ');
    if (devices) {
      out.append(columns ? ' ' + column("%-6s ", device(rule, InterfaceMatch.Side.IN)) : "in ");
      out.append(columns ? "" : device(rule, InterfaceMatch.Side.IN) + " out ");
      out.append(column("%-6s ", device(rule, InterfaceMatch.Side.OUT)));
    }
    out.append(bang(rule, AddressMatch.Side.SOURCE));
    out.append(column("%-19s ", network(rule, AddressMatch.Side.SOURCE)));
    out.append(bang(rule, AddressMatch.Side.DESTINATION));
    String destination = network(rule, AddressMatch.Side.DESTINATION);
    out.append(columns ? column("%-19s ", destination) : "-> " + destination + "  ");
    if (rule.target() instanceof JumpTarget jump && jump.isGoto()) {
      out.append("[goto] ");
    }
    for (Match match : rule.matches()) {
      append(out, match.listing(style));
    }
    append(out, rule.target().listing(style));
    return out.toString();
  }

  private static void append(StringBuilder out, String part) {
    if (!part.isEmpty()) {
      out.append(' ').append(part);
    }
  }

  private String column(String format, String text) {
    return columns ? String.format(Locale.ROOT, format, text) : text + " ";
  }

  private String protocolName(int protocol) {
    return style.numeric() ? Protocols.name(protocol) : Protocols.listing(protocol);
  }

  private String device(Rule rule, InterfaceMatch.Side side) {
    return rule.find(InterfaceMatch.class, m -> m.side() == side)
        .map(m -> (m.negated() ? "!" : "") + m.name())
        .orElse(style.numeric() ? "*" : "any");
  }

  private static char bang(Rule rule, AddressMatch.Side side) {
    var match = rule.find(AddressMatch.class, m -> m.side() == side);
    return match.filter(AddressMatch::negated).isPresent() ? '!' : ' ';
  }

  private String network(Rule rule, AddressMatch.Side side) {
    return rule.find(AddressMatch.class, m -> m.side() == side)
        .map(AddressMatch::network)
        .orElse(AddressMask.any(style.family()))
        .listing(style);
  }
}
