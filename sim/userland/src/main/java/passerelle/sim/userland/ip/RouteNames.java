package passerelle.sim.userland.ip;

import java.util.Locale;
import java.util.Optional;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Names and numbers of tables, scopes, protocols and types (iproute2's lib/rt_names.c). */
final class RouteNames {
  /** {@code table all}. */
  static final int ALL_TABLES = 0;

  private RouteNames() {}

  /** The name of who made a rule, by number ({@code rtnl_rtprot_n2a}). */
  static String protocolName(int number) {
    for (RouteSpec.Protocol protocol : RouteSpec.Protocol.values()) {
      if (protocol.number() == number) {
        return lower(protocol);
      }
    }
    return number == 0 ? "unspec" : Integer.toString(number);
  }

  /** A type of service, in hexadecimal digits ({@code rtnl_dsfield_a2n}). */
  static int tos(String text) throws ToolFailure {
    try {
      String digits = text.startsWith("0x") ? text.substring(2) : text;
      int value = Integer.parseInt(digits, 16);
      if (value >= 0 && value < 256) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      throw Words.invalid("TOS value is invalid\n", text);
    }
    throw Words.invalid("TOS value is invalid\n", text);
  }

  /** A scope; {@code complaint} is said of what is none. */
  static RouteSpec.Scope scope(String text, String complaint) throws ToolFailure {
    return switch (text) {
      case "global", "0" -> RouteSpec.Scope.GLOBAL;
      case "link", "253" -> RouteSpec.Scope.LINK;
      case "host", "254" -> RouteSpec.Scope.HOST;
      case "site", "200", "nowhere", "255" -> throw ToolFailure.notModelled("ip", "scope " + text);
      default -> throw Words.invalid(complaint, text);
    };
  }

  static RouteSpec.Protocol protocol(String text) throws ToolFailure {
    return switch (text) {
      case "kernel", "2" -> RouteSpec.Protocol.KERNEL;
      case "boot", "3" -> RouteSpec.Protocol.BOOT;
      case "static", "4" -> RouteSpec.Protocol.STATIC;
      case "redirect", "ra", "dhcp", "bird", "zebra", "ospf", "bgp", "babel", "isis", "rip" ->
          RouteSpec.Protocol.valueOf(text.toUpperCase(Locale.ROOT));
      default -> {
        Words.number(text, 255, "\"protocol\" value is invalid\n");
        throw ToolFailure.notModelled("ip", "routing protocol " + text);
      }
    };
  }

  /** The type that a word names, if it does. */
  static Optional<RouteSpec.Type> type(String text) throws ToolFailure {
    return switch (text) {
      case "unicast" -> Optional.of(RouteSpec.Type.UNICAST);
      case "local" -> Optional.of(RouteSpec.Type.LOCAL);
      case "broadcast", "brd" -> Optional.of(RouteSpec.Type.BROADCAST);
      case "unreachable" -> Optional.of(RouteSpec.Type.UNREACHABLE);
      case "prohibit" -> Optional.of(RouteSpec.Type.PROHIBIT);
      case "blackhole" -> Optional.of(RouteSpec.Type.BLACKHOLE);
      case "throw" -> Optional.of(RouteSpec.Type.THROW);
      case "multicast", "nat", "anycast", "xresolve" ->
          throw ToolFailure.notModelled("ip", "routes of type " + text);
      default -> Optional.empty();
    };
  }

  /**
   * What a route says of its packets, the MTU perhaps one that was learned ({@code
   * print_rta_metrics}).
   */
  static void printMetrics(Printer out, int mtu, RouteSpec.Options options) {
    if (mtu == 0 && options.advmss() == 0) {
      return;
    }
    out.openArray("metrics");
    out.openObject();
    if (mtu != 0) {
      out.any("mtu", mtu, options.mtuLocked() ? "mtu lock %d " : "mtu %d ", mtu);
    }
    if (options.advmss() != 0) {
      out.any("advmss", options.advmss(), "advmss %d ", options.advmss());
    }
    out.closeObject();
    out.closeArray();
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
