package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code -m multiport}: up to 15 ports, a range counts as two (extensions/libxt_multiport.c).
 *
 * @param which which port of the packet is looked at
 * @param ports the ports and ranges
 * @param negated none of them
 * @param protocol the protocol that {@code -p} names, for the names of ports
 */
public record MultiportMatch(Which which, List<PortRange> ports, boolean negated, String protocol)
    implements Match {

  /** Source port, destination port, or either. */
  public enum Which {
    SOURCE("source-ports", "sports"),
    DESTINATION("destination-ports", "dports"),
    EITHER("ports", "ports");

    private final String canonical;
    private final String label;

    Which(String canonical, String label) {
      this.canonical = canonical;
      this.label = label;
    }
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "multiport",
          MultiportMatch::parse,
          Option.value("source-ports").orNot(),
          Option.value("source-ports").orNot().alias("sports"),
          Option.value("destination-ports").orNot(),
          Option.value("destination-ports").orNot().alias("dports"),
          Option.value("ports").orNot());

  public MultiportMatch {
    ports = List.copyOf(ports);
  }

  private static Match parse(OptionValues values) throws IptablesException {
    boolean other = values.protocol() == 0 && values.protocolNamed() != 0;
    boolean portless = !List.of(0, 6, 17, 33, 132, 136).contains(values.protocol());
    if (other || portless) {
      throw IptablesException.parameter(
          "multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP");
    }
    if (values.protocol() == 0) {
      throw IptablesException.parameter(
          "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'");
    }
    String protocol = Protocols.name(values.protocol());
    Optional<Match> found = Optional.empty();
    for (Which which : Which.values()) {
      if (values.has(which.canonical)) {
        List<PortRange> ports = list(values.word(which.canonical), protocol, values.names());
        boolean negated = values.negated(which.canonical);
        found = Optional.of(new MultiportMatch(which, ports, negated, protocol));
      }
    }
    values.exclusive("source-ports", "destination-ports", "ports");
    return found.orElseThrow(() -> IptablesException.incomplete("no ports specified"));
  }

  private static List<PortRange> list(String text, String protocol, NameService names)
      throws IptablesException {
    List<PortRange> out = new ArrayList<>();
    int slots = 0;
    for (String part : text.split(",", -1)) {
      PortRange range = range(part, protocol, names);
      slots += part.indexOf(':') >= 0 ? 2 : 1;
      if (slots > 15) {
        throw IptablesException.parameter("too many ports specified");
      }
      out.add(range);
    }
    return out;
  }

  private static PortRange range(String part, String protocol, NameService names)
      throws IptablesException {
    int colon = part.indexOf(':');
    if (colon < 0) {
      return PortRange.of(PortRange.port(part, protocol, names));
    }
    int first = PortRange.port(part.substring(0, colon), protocol, names);
    int last = PortRange.port(part.substring(colon + 1), protocol, names);
    if (last <= first) {
      throw IptablesException.parameter("invalid portrange specified");
    }
    return new PortRange(first, last);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.multiport(this);
  }

  @Override
  public String text() {
    String list = ports.stream().map(PortRange::text).collect(Collectors.joining(","));
    return "-m multiport " + CommandWords.bang(negated) + "--" + which.label + " " + list;
  }

  @Override
  public String listing(ListingStyle style) {
    String list =
        ports.stream().map(p -> p.listing(style, protocol)).collect(Collectors.joining(","));
    return "multiport " + which.label + " " + (negated ? " !" : "") + list;
  }
}
