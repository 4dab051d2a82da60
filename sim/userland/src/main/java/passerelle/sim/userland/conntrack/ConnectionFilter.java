package passerelle.sim.userland.conntrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.ConnectionView;
import passerelle.sim.uapi.Flow;
import passerelle.text.Cut;
import passerelle.text.WordSet;

/** Which connections a command is about. */
final class ConnectionFilter implements Predicate<Flow> {
  private static final Set<String> STATES =
      WordSet.of(
          """
          NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE
          SYN_SENT2
          """);

  private final List<Predicate<Flow>> conditions = new ArrayList<>();

  @Override
  public boolean test(Flow flow) {
    return conditions.stream().allMatch(c -> c.test(flow));
  }

  void protocol(int protocol) {
    conditions.add(flow -> flow.view().protocol() == protocol);
  }

  /** IPv6 is not tracked, so that nothing fits it. */
  void family(String word) throws ConntrackFault {
    if (word.equals("ipv6")) {
      conditions.add(c -> false);
    } else if (!word.equals("ipv4")) {
      throw new ConntrackFault("`" + word + "' unsupported protocol");
    }
  }

  void address(String word, Function<ConnectionView, IpAddress> field) throws ConntrackFault {
    String host = Cut.first(word, "/").before();
    if (Ipv6Address.parse(host).isPresent()) {
      conditions.add(c -> false);
      return;
    }
    if (Family.IPV4.parse(host).isEmpty()) {
      throw new ConntrackFault("Invalid IP address `" + word + "'");
    }
    Optional<IpPrefix> prefix = Family.IPV4.parsePrefix(word);
    if (prefix.isEmpty()) {
      throw new ConntrackFault("Invalid netmask");
    }
    IpPrefix network = prefix.get();
    conditions.add(c -> network.contains(field.apply(c.view())));
  }

  void port(String word, ToIntFunction<ConnectionView> field) {
    int port = leadingNumber(word);
    conditions.add(c -> field.applyAsInt(c.view()) == port);
  }

  void state(String word) throws ConntrackFault {
    String wanted = word.toUpperCase(Locale.ROOT);
    if (!STATES.contains(wanted)) {
      throw new ConntrackFault("unknown TCP state `" + word + "'");
    }
    conditions.add(c -> c.view().state().filter(wanted::equals).isPresent());
  }

  void status(String words) throws ConntrackFault {
    for (String word : words.split(",", -1)) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "ASSURED" -> conditions.add(c -> c.view().assured());
        case "SEEN_REPLY" -> conditions.add(c -> c.view().answered());
        case "CONFIRMED" -> conditions.add(c -> true);
        case "SRC_NAT" -> conditions.add(Flow::sourceNat);
        case "DST_NAT" -> conditions.add(Flow::destinationNat);
        case "UNREPLIED" -> conditions.add(c -> !c.view().answered());
        case "UNSET" -> conditions.add(c -> !c.view().assured() && !c.view().answered());
        default -> throw new ConntrackFault("Bad parameter `" + word + "'");
      }
    }
  }

  /** {@code VALUE} or {@code VALUE/MASK}. */
  void mark(String word) {
    Cut masked = Cut.first(word, "/");
    int value = number(masked.before());
    int mask = masked.found() ? number(masked.after()) : -1;
    conditions.add(c -> (c.view().mark() & mask) == value);
  }

  void sourceNat(Optional<String> address) throws ConntrackFault {
    conditions.add(Flow::sourceNat);
    if (address.isPresent()) {
      address(address.get(), c -> c.reply().destination());
    }
  }

  void destinationNat(Optional<String> address) throws ConntrackFault {
    conditions.add(Flow::destinationNat);
    if (address.isPresent()) {
      address(address.get(), c -> c.reply().source());
    }
  }

  void anyNat(Optional<String> address) throws ConntrackFault {
    ConnectionFilter source = new ConnectionFilter();
    ConnectionFilter destination = new ConnectionFilter();
    source.sourceNat(address);
    destination.destinationNat(address);
    conditions.add(source.or(destination));
  }

  /** As atoi(3). */
  static int leadingNumber(String text) {
    int value = 0;
    for (int i = 0; i < Math.min(text.length(), 9); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  /** As strtoul(3), of a text that may be hexadecimal. */
  static int number(String text) {
    try {
      return (int) (long) Long.decode(text);
    } catch (NumberFormatException e) {
      return leadingNumber(text);
    }
  }
}
