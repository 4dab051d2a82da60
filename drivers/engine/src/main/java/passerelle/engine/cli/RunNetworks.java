package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.engine.Trait;
import passerelle.network.EndpointSpec;

/**
 * The networks that {@code docker run} asks for (docker/cli container/opts.go:parseNetworkOpts).
 * Options like {@code --ip} concern the first of them.
 */
record RunNetworks(ParsedFlags flags, CliStyle style) {
  /** Refuses a hardware address that cannot be read, which docker does before all else. */
  static Optional<MacAddress> mac(Optional<String> text) throws Problem {
    if (text.isEmpty() || text.get().isEmpty()) {
      return Optional.empty();
    }
    Optional<MacAddress> mac = FlagValues.mac(text.get());
    if (mac.isEmpty()) {
      throw new Problem(text.get() + " is not a valid mac address");
    }
    return mac;
  }

  /** None when the default network will do as it is. */
  List<EndpointSpec> all() throws Problem {
    List<NetworkSyntax> given = given();
    List<String> seen = new ArrayList<>();
    List<EndpointSpec> networks = new ArrayList<>();
    for (NetworkSyntax network : given) {
      networks.add(endpoint(network, networks.isEmpty()));
      if (seen.contains(network.name())) {
        throw new Problem("network \"" + network.name() + "\" is specified multiple times");
      }
      seen.add(network.name());
    }
    if (given.stream().anyMatch(NetworkSyntax::isUserDefined)
        && !given.stream().allMatch(NetworkSyntax::isUserDefined)) {
      throw new Problem(
          "conflicting options: cannot attach both user-defined and non-user-defined"
              + " network-modes");
    }
    boolean asked = flags.has("network") || flags.has("net");
    boolean plain = networks.get(0).equals(EndpointSpec.of("bridge"));
    return !asked && plain ? List.of() : networks;
  }

  private List<NetworkSyntax> given() throws Problem {
    List<String> values = new ArrayList<>(flags.all("network"));
    values.addAll(flags.all("net"));
    if (values.isEmpty()) {
      values.add("default");
    }
    List<NetworkSyntax> given = new ArrayList<>();
    for (String value : values) {
      given.add(NetworkSyntax.parse(value, style));
    }
    return given;
  }

  private EndpointSpec endpoint(NetworkSyntax network, boolean first) throws Problem {
    List<String> aliases = new ArrayList<>(network.aliases());
    List<String> links = List.of();
    Optional<String> address = network.wish("ip");
    Optional<String> address6 = network.wish("ip6");
    Optional<String> mac = network.wish("mac-address");
    if (first) {
      checkConflicts(network);
      aliases.addAll(flags.all("network-alias"));
      aliases.addAll(flags.all("net-alias"));
      boolean refused = style.has(Trait.REFUSES_LINKS) && !network.name().equals("default");
      links = network.isUserDefined() || refused ? flags.all("link") : links;
      address = flags.text("ip").filter(ip -> !ip.isEmpty()).or(() -> network.wish("ip"));
      address6 = flags.text("ip6").filter(ip -> !ip.isEmpty()).or(() -> network.wish("ip6"));
      mac = flags.text("mac-address").or(() -> network.wish("mac-address"));
    }
    checkModes(network, aliases, links);
    return new EndpointSpec(
        network.name().equals("default") ? "bridge" : network.name(),
        address,
        address6,
        mac(mac),
        aliases,
        links,
        linkLocal(network, first),
        network.options(),
        network.wish("gw-priority").map(ParsedFlags::clamped).orElse(0));
  }

  private List<String> linkLocal(NetworkSyntax network, boolean first) {
    List<String> given = first ? flags.all("link-local-ip") : List.of();
    return given.isEmpty() ? network.linkLocal() : given;
  }

  private void checkConflicts(NetworkSyntax network) throws Problem {
    boolean alias = flags.has("network-alias") || flags.has("net-alias");
    conflict(alias && !network.aliases().isEmpty(), "--network-alias and per-network alias");
    conflict("ip", network, "IPv4 address");
    conflict("ip6", network, "IPv6 address");
    conflict("mac-address", network, "MAC address");
    conflict(
        flags.has("link-local-ip") && !network.linkLocal().isEmpty(),
        "--link-local-ip and per-network link-local IP addresses");
  }

  private void conflict(String option, NetworkSyntax network, String what) throws Problem {
    boolean both = !flags.text(option).orElse("").isEmpty() && network.wish(option).isPresent();
    conflict(both, "--" + option + " and per-network " + what);
  }

  private static void conflict(boolean both, String what) throws Problem {
    if (both) {
      throw new Problem("conflicting options: cannot specify both " + what);
    }
  }

  private static void checkModes(NetworkSyntax network, List<String> aliases, List<String> links)
      throws Problem {
    if (network.name().isBlank()) {
      throw new Problem("no name set for network");
    }
    if (!network.isUserDefined() && !aliases.isEmpty()) {
      throw new Problem("network-scoped aliases are only supported for user-defined networks");
    }
    if (!network.isUserDefined() && !links.isEmpty()) {
      throw new Problem("links are only supported for user-defined networks");
    }
  }
}
