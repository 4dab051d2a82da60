package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4InterfaceAddress;
import passerelle.addr.Ipv4Prefix;
import passerelle.engine.EngineException;
import passerelle.network.NetworkSpec;
import passerelle.network.SubnetSpec;

/** {@code docker network create} (docker/cli network/create.go, api/types/network/ipam.go). */
final class NetworkCreateCommand {
  private NetworkCreateCommand() {}

  static int run(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    for (String option : List.of("ipv6", "config-from", "config-only", "ingress", "ipam-opt")) {
      if (flags.has(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    if (flags.has("ipv4") && !flags.on("ipv4")) {
      throw Unmodelled.refuse("option --ipv4=false");
    }
    if (!flags.text("scope").orElse("local").equals("local")) {
      throw Unmodelled.refuse("option --scope " + flags.text("scope").orElse(""));
    }
    String driver = flags.text("driver").orElse("bridge");
    SubnetSpec subnet = subnet(call);
    NetworkSpec spec =
        new NetworkSpec(
            call.arguments().get(0),
            driver,
            subnet,
            flags.on("internal"),
            flags.on("attachable"),
            new TreeMap<>(pairs(flags.all("opt"))),
            pairs(flags.all("label")));
    call.line(call.engine().createNetwork(spec).id());
    return 0;
  }

  private static Map<String, String> pairs(List<String> values) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      pairs.put(
          equals < 0 ? value : value.substring(0, equals),
          equals < 0 ? "" : value.substring(equals + 1));
    }
    return pairs;
  }

  private static SubnetSpec subnet(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    List<String> subnets = split(flags.all("subnet"));
    List<String> ranges = split(flags.all("ip-range"));
    List<String> gateways = split(flags.all("gateway"));
    if (subnets.size() < ranges.size() || subnets.size() < gateways.size()) {
      throw new CliException("every ip-range or gateway must have a corresponding subnet\n", 1);
    }
    if (subnets.isEmpty()) {
      return SubnetSpec.ANY;
    }
    if (subnets.size() > 1) {
      throw Unmodelled.refuse("networks with several subnets");
    }
    Optional<String> unreadable = call.style().wrongPrefix(subnets.get(0));
    if (unreadable.isPresent()) {
      throw new CliException(unreadable.get() + "\n", 1);
    }
    matching(subnets, ranges, gateways);
    List<String> wrong = new ArrayList<>();
    Optional<Ipv4Prefix> subnet = prefix(subnets.get(0), "subnet", wrong);
    Optional<Ipv4Prefix> range =
        ranges.isEmpty() ? Optional.empty() : prefix(ranges.get(0), "ip-range", wrong);
    if (wrong.size() == 1) {
      throw invalid("invalid network config:\n" + wrong.get(0));
    } else if (!wrong.isEmpty()) {
      throw invalid("invalid network config:\n* " + String.join("\n* ", wrong));
    }
    return new SubnetSpec(
        subnet, range, gateways.stream().findFirst().flatMap(Ipv4Address::parse), auxiliary(flags));
  }

  private static EngineException invalid(String message) {
    return new EngineException(EngineException.Kind.BAD_REQUEST, message);
  }

  /** Options of type {@code strings} take several values with commas between them. */
  private static List<String> split(List<String> values) {
    List<String> all = new ArrayList<>();
    values.forEach(v -> all.addAll(List.of(v.split(","))));
    return all;
  }

  /** The client itself sees whether ranges and gateways lie in the subnet. */
  private static void matching(List<String> subnets, List<String> ranges, List<String> gateways)
      throws CliException {
    Optional<Ipv4Prefix> subnet = Ipv4Prefix.parse(subnets.get(0));
    for (String range : ranges) {
      Optional<Ipv4Prefix> parsed = Ipv4Prefix.parse(range);
      if (subnet.isPresent() && parsed.filter(subnet.get()::contains).isEmpty()) {
        throw new CliException("no matching subnet for range " + range + "\n", 1);
      }
    }
    for (String gateway : gateways) {
      Optional<Ipv4Address> parsed = Ipv4Address.parse(gateway);
      if (subnet.isPresent() && parsed.filter(subnet.get()::contains).isEmpty()) {
        throw new CliException("no matching subnet for gateway " + gateway + "\n", 1);
      }
    }
  }

  private static Map<String, Ipv4Address> auxiliary(ParsedFlags flags) throws CliException {
    Map<String, Ipv4Address> addresses = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : pairs(flags.all("aux-address")).entrySet()) {
      Optional<Ipv4Address> address = Ipv4Address.parse(entry.getValue());
      if (address.isEmpty()) {
        throw new CliException("no matching subnet for aux-address " + entry.getValue() + "\n", 1);
      }
      addresses.put(entry.getKey(), address.get());
    }
    return addresses;
  }

  private static Optional<Ipv4Prefix> prefix(String text, String what, List<String> wrong) {
    Optional<Ipv4InterfaceAddress> address =
        text.contains("/") ? Ipv4InterfaceAddress.parse(text) : Optional.empty();
    if (address.isEmpty()) {
      wrong.add("invalid " + what + " " + text + ": invalid CIDR block notation");
      return Optional.empty();
    }
    Ipv4Prefix prefix = address.get().prefix();
    if (!prefix.network().equals(address.get().address())) {
      wrong.add("invalid " + what + " " + text + ": it should be " + prefix);
    }
    return Optional.of(prefix);
  }
}
