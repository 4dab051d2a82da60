package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.Ipv6Address;
import passerelle.sim.userland.tool.ToolFailure;

/** Addresses and prefixes as iproute2 reads them (lib/utils.c:get_addr_1, get_prefix_1). */
final class Prefixes {
  private Prefixes() {}

  /**
   * What was written as a prefix.
   *
   * @param address its address, host bits kept
   * @param hasLength whether a length was written
   */
  record Written(IpInterfaceAddress address, boolean hasLength) {}

  /**
   * Reads {@code 10.0.0.0/8}, {@code 10/8}, {@code 10.0.0.1}, {@code 10.0.0.0/255.0.0.0}, {@code
   * default}.
   */
  static Written prefix(String text, IpOptions options) throws ToolFailure {
    if (text.equals("default") || text.equals("any") || text.equals("all")) {
      return new Written(new IpInterfaceAddress(Family.IPV4.any(), 0), text.equals("default"));
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> parsed = shortForm(address);
    Optional<Integer> length = slash < 0 ? Optional.of(32) : length(text.substring(slash + 1));
    boolean inet6 = Ipv6Address.parse(address).isPresent();
    if (inet6 && options.wants(IpOptions.Family.INET6)) {
      throw ToolFailure.notModelled("ip", "changing or looking up IPv6 addresses and routes");
    }
    if (parsed.isEmpty() || length.isEmpty() || options.family == IpOptions.Family.INET6) {
      throw new ToolFailure(
          1, "Error: " + kind(options) + " prefix is expected rather than \"" + text + "\".\n");
    }
    return new Written(new IpInterfaceAddress(parsed.get(), length.get()), slash >= 0);
  }

  /** Reads an address without a length. */
  static IpAddress address(String text, IpOptions options) throws ToolFailure {
    if (text.equals("default") || text.equals("any") || text.equals("all")) {
      return Family.IPV4.any();
    }
    Optional<IpAddress> parsed = shortForm(text);
    if (parsed.isPresent()) {
      return parsed.get();
    }
    if (Ipv6Address.parse(text).isPresent() && options.wants(IpOptions.Family.INET6)) {
      throw ToolFailure.notModelled("ip", "changing or looking up IPv6 addresses and routes");
    }
    throw new ToolFailure(
        1, "Error: " + kind(options) + " address is expected rather than \"" + text + "\".\n");
  }

  /** Reads an address of the family {@code inet}, which is a gateway's when none is told. */
  static IpAddress inetAddress(String text, IpOptions options) throws ToolFailure {
    Optional<IpAddress> parsed = shortForm(text);
    if (parsed.isEmpty() && Ipv6Address.parse(text).isPresent()) {
      return address(text, options);
    }
    return parsed.orElseThrow(
        () ->
            new ToolFailure(1, "Error: inet address is expected rather than \"" + text + "\".\n"));
  }

  private static String kind(IpOptions options) {
    return switch (options.family) {
      case INET -> "inet";
      case INET6 -> "inet6";
      default -> "any valid";
    };
  }

  /** A dotted quad of which the last octets may be missing: {@code 10.1} is 10.1.0.0. */
  private static Optional<IpAddress> shortForm(String text) {
    if (text.endsWith(".") || text.isEmpty()) {
      return Optional.empty();
    }
    long dots = text.chars().filter(c -> c == '.').count();
    return Family.IPV4.parse(text + ".0".repeat((int) Math.max(0, 3 - dots)));
  }

  private static Optional<Integer> length(String text) {
    if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) <= 32) {
      return Optional.of(Integer.parseInt(text));
    }
    return Family.IPV4
        .parse(text)
        .filter(mask -> mask.maskLength().isPresent())
        .map(IpAddress::bitCount);
  }
}
