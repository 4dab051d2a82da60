package passerelle.engine.cli.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.engine.EngineException;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Unmodelled;
import passerelle.network.SubnetSpec;

/**
 * The subnets of {@code docker network create}: which range, gateway and auxiliary addresses belong
 * to which subnet (docker/cli network/create.go), and whether they can (moby network/ipam.go).
 */
final class IpamOptions {
  private final Map<String, Pool> pools = new LinkedHashMap<>();

  /** A subnet as typed, and what goes with it. */
  private static final class Pool {
    final String subnet;
    final Map<String, String> auxiliary = new LinkedHashMap<>();
    String range = "";
    String gateway = "";

    Pool(String subnet) {
      this.subnet = subnet;
    }
  }

  /** Takes what belongs to a pool, unless the pool has one already. */
  @FunctionalInterface
  private interface Taker {
    Optional<String> problem(Pool pool);
  }

  /**
   * Reads and sorts the options.
   *
   * @param auxiliary addresses by name
   */
  IpamOptions(ParsedFlags flags, Map<String, String> auxiliary, CliStyle style)
      throws CliException {
    List<String> subnets = split(flags.all("subnet"));
    List<String> ranges = split(flags.all("ip-range"));
    List<String> gateways = split(flags.all("gateway"));
    if (subnets.size() < ranges.size() || subnets.size() < gateways.size()) {
      throw wrong("every ip-range or gateway must have a corresponding subnet");
    }
    for (String subnet : subnets) {
      addSubnet(subnet, style);
    }
    for (String range : ranges) {
      if (style.has(Trait.READS_RANGES)) {
        checkCidr(range, "");
      }
      give("range", range, pool -> takeRange(pool, range));
    }
    for (String gateway : gateways) {
      give("gateway", gateway, pool -> takeGateway(pool, gateway));
    }
    for (Map.Entry<String, String> entry : auxiliary.entrySet()) {
      Optional<String> unreadable = style.wrongAddress(entry.getValue());
      if (unreadable.isPresent() && !entry.getValue().isEmpty()) {
        throw wrong(unreadable.get());
      }
      give(
          "aux-address",
          entry.getValue(),
          pool -> {
            pool.auxiliary.put(entry.getKey(), entry.getValue());
            return Optional.empty();
          });
    }
  }

  /** Options of type {@code strings} take several values with commas between them. */
  private static List<String> split(List<String> values) {
    List<String> all = new ArrayList<>();
    values.forEach(v -> all.addAll(List.of(v.split(","))));
    return all;
  }

  private void addSubnet(String subnet, CliStyle style) throws CliException {
    for (String other : pools.keySet()) {
      if (matches(subnet, other) || matches(other, subnet)) {
        throw wrong("multiple overlapping subnet configuration is not supported");
      }
    }
    Optional<String> unreadable = style.wrongPrefix(subnet);
    if (unreadable.isPresent()) {
      throw wrong(unreadable.get());
    }
    pools.put(subnet, new Pool(subnet));
  }

  private void give(String what, String value, Taker taker) throws CliException {
    boolean taken = false;
    for (Pool pool : pools.values()) {
      if (matches(pool.subnet, value)) {
        Optional<String> problem = taker.problem(pool);
        if (problem.isPresent()) {
          throw wrong(problem.get());
        }
        taken = true;
      }
    }
    if (!taken) {
      throw wrong("no matching subnet for " + what + " " + value);
    }
  }

  private static Optional<String> takeRange(Pool pool, String range) {
    if (!pool.range.isEmpty()) {
      String both = range + ", " + pool.range;
      return Optional.of(
          "cannot configure multiple ranges (%s) on the same subnet (%s)"
              .formatted(both, pool.subnet));
    }
    pool.range = range;
    return Optional.empty();
  }

  private static Optional<String> takeGateway(Pool pool, String gateway) {
    if (!pool.gateway.isEmpty()) {
      String both = gateway + ", " + pool.gateway;
      return Optional.of(
          ("cannot configure multiple gateways (" + both + ") for the same subnet (")
              + (pool.subnet + ")"));
    }
    pool.gateway = gateway;
    return Optional.empty();
  }

  /** Whether an address, or the first address of a prefix as typed, lies in a subnet. */
  private static boolean matches(String subnet, String data) throws CliException {
    checkCidr(subnet, "invalid subnet: ");
    if (data.contains("/")) {
      checkCidr(data, "");
    }
    Optional<IpPrefix> prefix =
        Family.IPV4.parseInterfaceAddress(subnet).map(IpInterfaceAddress::prefix);
    Optional<IpAddress> address = Family.IPV4.parse(data.split("/")[0]);
    return prefix.isPresent() && address.filter(prefix.get()::contains).isPresent();
  }

  private static void checkCidr(String text, String where) throws CliException {
    int slash = text.indexOf('/');
    Optional<IpAddress> address =
        slash < 0 ? Optional.empty() : IpAddress.parse(text.substring(0, slash));
    String length = text.substring(slash + 1);
    if (address.isEmpty()
        || !length.matches("[0-9]{1,3}")
        || Integer.parseInt(length) > address.get().width()) {
      throw wrong(where + "invalid CIDR address: " + text);
    }
  }

  private static CliException wrong(String problem) {
    return new CliException(problem + "\n", 1);
  }

  /** The network's subnets; the engine says what is wrong with them. */
  List<SubnetSpec> specs() throws EngineException, CliException {
    List<SubnetSpec> specs = new ArrayList<>();
    for (Pool pool : pools.values()) {
      if (pool.subnet.indexOf(':') >= 0) {
        throw Unmodelled.refuse("IPv6 subnets");
      }
      specs.add(spec(pool));
    }
    return specs;
  }

  private static SubnetSpec spec(Pool pool) throws EngineException {
    List<String> wrong = new ArrayList<>();
    Optional<IpPrefix> subnet = prefix(pool.subnet, "subnet", wrong);
    Optional<IpPrefix> range = Optional.empty();
    if (!pool.range.isEmpty() && subnet.isPresent()) {
      range = range(pool.range, subnet.get(), wrong);
    }
    Optional<IpAddress> gateway =
        pool.gateway.isEmpty()
            ? Optional.empty()
            : address(pool.gateway, "gateway " + pool.gateway, wrong);
    Map<String, IpAddress> auxiliary = new LinkedHashMap<>();
    pool.auxiliary.forEach(
        (name, text) ->
            address(text, "auxiliary address " + name, wrong)
                .ifPresent(address -> auxiliary.put(name, address)));
    if (!wrong.isEmpty()) {
      String all = wrong.size() == 1 ? wrong.get(0) : "* " + String.join("\n* ", wrong);
      throw EngineException.bad("invalid network config:\n" + all);
    }
    return new SubnetSpec(subnet, range, gateway, auxiliary);
  }

  /** An address; the client lets a prefix pass that lies in the subnet. */
  private static Optional<IpAddress> address(String text, String what, List<String> wrong) {
    Optional<IpAddress> address = Family.IPV4.parse(text);
    if (address.isEmpty()) {
      wrong.add("invalid " + what + ": invalid address");
    }
    return address;
  }

  private static Optional<IpPrefix> range(String text, IpPrefix subnet, List<String> wrong) {
    List<String> here = new ArrayList<>();
    Optional<IpPrefix> range = prefix(text, "ip-range", here);
    if (range.isPresent() && range.get().length() < subnet.length()) {
      here.add(
          0,
          "invalid ip-range " + (text + ": CIDR block is bigger than its parent subnet ") + subnet);
    }
    wrong.addAll(here);
    return range;
  }

  private static Optional<IpPrefix> prefix(String text, String what, List<String> wrong) {
    Optional<IpInterfaceAddress> address =
        text.contains("/") ? Family.IPV4.parseInterfaceAddress(text) : Optional.empty();
    if (address.isEmpty()) {
      wrong.add("invalid " + what + " " + text + ": invalid CIDR block notation");
      return Optional.empty();
    }
    IpPrefix prefix = address.get().prefix();
    if (!prefix.network().equals(address.get().address())) {
      wrong.add("invalid " + what + " " + text + ": it should be " + prefix);
    }
    return Optional.of(prefix);
  }
}
