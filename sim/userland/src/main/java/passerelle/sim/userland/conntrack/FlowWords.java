package passerelle.sim.userland.conntrack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.ConnectionView;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.FlowChange;
import passerelle.sim.uapi.NewFlow;

/** What a command line says of one connection that is made, looked up or changed. */
final class FlowWords {
  private final Map<String, String> given = new LinkedHashMap<>();
  private int protocol = -1;

  void put(String name, String value) {
    given.put(name, value);
  }

  void protocol(int number) {
    protocol = number;
  }

  /**
   * Complains of what is missing ({@code generic_opt_check}, {@code parse_opts}).
   *
   * @param letter the command
   */
  void check(char letter) throws ConntrackFault {
    if (protocol < 0) {
      throw needed("protonum");
    }
    boolean makes = letter == 'I';
    if (makes && !given.containsKey("t")) {
      throw needed("timeout");
    }
    if (!given.containsKey("s") || !given.containsKey("d")) {
      boolean reply = given.containsKey("r") && given.containsKey("q");
      if (!reply) {
        throw new ConntrackFault("you have to specify `--src' and `--dst'");
      }
    }
    if (protocol == IpProtocol.ICMP) {
      for (String name : List.of("icmp-type", "icmp-code", "icmp-id")) {
        if (!given.containsKey(name)) {
          throw needed(name);
        }
      }
    } else if (ConntrackTool.hasPorts(protocol)
        && !(given.containsKey("sport") && given.containsKey("dport"))
        && !given.containsKey("reply-port-src")) {
      throw new ConntrackFault("you have to specify `--sport' and `--dport'");
    }
    if (makes && protocol == IpProtocol.TCP && !given.containsKey("state")) {
      throw needed("state");
    }
  }

  private static ConntrackFault needed(String option) {
    return new ConntrackFault("You need to supply the `--" + option + "' option for this command");
  }

  /** The connection; empty where it is told by its answers alone. */
  Optional<NewFlow> flow() throws ConntrackFault {
    if (!given.containsKey("s")) {
      return Optional.empty();
    }
    boolean icmp = protocol == IpProtocol.ICMP;
    int from = number(icmp ? "icmp-id" : "sport");
    int to = icmp ? number("icmp-type") << 8 | number("icmp-code") : number("dport");
    ConnectionView.Tuple original =
        new ConnectionView.Tuple(protocol, address("s"), from, address("d"), to);
    return Optional.of(
        new NewFlow(
            original,
            address("r", "g"),
            address("q", "n"),
            number("reply-port-src", given),
            number("reply-port-dst", given)));
  }

  private Optional<IpAddress> address(String name, String other) throws ConntrackFault {
    String there = given.containsKey(other) ? other : name;
    return given.containsKey(there) ? Optional.of(address(there)) : Optional.empty();
  }

  private IpAddress address(String name) throws ConntrackFault {
    String word = given.get(name);
    return Family.IPV4
        .parse(word)
        .orElseThrow(() -> new ConntrackFault("Invalid IP address `" + word + "'"));
  }

  private int number(String name) {
    return ConnectionFilter.leadingNumber(given.getOrDefault(name, "0"));
  }

  /** What it is to be. */
  FlowChange change() {
    String status = given.getOrDefault("u", "").toUpperCase(Locale.ROOT);
    List<String> bits = List.of(status.split(","));
    return new FlowChange(
        number("t", given),
        given.containsKey("m")
            ? OptionalInt.of(ConnectionFilter.number(given.get("m")))
            : OptionalInt.empty(),
        bits.contains("ASSURED"),
        bits.contains("SEEN_REPLY"),
        Optional.ofNullable(given.get("state")).map(word -> word.toUpperCase(Locale.ROOT)));
  }

  private static OptionalInt number(String name, Map<String, String> given) {
    return given.containsKey(name)
        ? OptionalInt.of(ConnectionFilter.leadingNumber(given.get(name)))
        : OptionalInt.empty();
  }
}
