package passerelle.sim.userland.ip;

import java.util.Locale;
import java.util.Optional;
import passerelle.kernel.RouteSpec;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Names and numbers of tables, scopes, protocols and types (iproute2's lib/rt_names.c). */
final class RouteNames {
  /** {@code table all}. */
  static final int ALL_TABLES = 0;

  private RouteNames() {}

  static int table(String text) throws ToolFailure {
    return switch (text) {
      case "main" -> RouteSpec.MAIN;
      case "local" -> RouteSpec.LOCAL;
      case "default" -> 253;
      default -> (int) Words.number(text, Integer.MAX_VALUE, "\"table\" value is invalid\n");
    };
  }

  static String table(int number) {
    return switch (number) {
      case RouteSpec.MAIN -> "main";
      case RouteSpec.LOCAL -> "local";
      case 253 -> "default";
      default -> Integer.toString(number);
    };
  }

  static RouteSpec.Scope scope(String text) throws ToolFailure {
    return switch (text) {
      case "global", "0" -> RouteSpec.Scope.GLOBAL;
      case "link", "253" -> RouteSpec.Scope.LINK;
      case "host", "254" -> RouteSpec.Scope.HOST;
      case "site", "200", "nowhere", "255" -> throw ToolFailure.notModelled("ip", "scope " + text);
      default -> throw Words.invalid("invalid \"scope\" value\n", text);
    };
  }

  static RouteSpec.Protocol protocol(String text) throws ToolFailure {
    return switch (text) {
      case "kernel", "2" -> RouteSpec.Protocol.KERNEL;
      case "boot", "3" -> RouteSpec.Protocol.BOOT;
      case "static", "4" -> RouteSpec.Protocol.STATIC;
      case "redirect", "ra", "dhcp", "bird", "zebra", "ospf", "bgp", "babel", "isis", "rip" ->
          throw ToolFailure.notModelled("ip", "routing protocol " + text);
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
      case "multicast", "throw", "nat", "anycast", "xresolve" ->
          throw ToolFailure.notModelled("ip", "routes of type " + text);
      default -> Optional.empty();
    };
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
