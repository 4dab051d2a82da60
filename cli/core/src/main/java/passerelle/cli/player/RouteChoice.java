package passerelle.cli.player;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;

/**
 * The routes among which a namespace chooses (fib_table_lookup): the longest prefix that holds the
 * destination wins; of two with the same prefix, the lower metric. Which table is asked first, and
 * for whom, rules say (fib_rules_lookup).
 *
 * @param tables the routes by namespace, as they are when the trace is told
 * @param rules of a namespace, as {@code ip rule} has them
 * @param text words for why one lost
 */
record RouteChoice(
    Map<String, List<RouteSpec>> tables, Function<String, List<String>> rules, StopText text) {
  private static final int MOST = 12;

  /** The rules that are there from the beginning, which need no telling. */
  private static final int USUAL = 3;

  private static final Pattern RULE = Pattern.compile("\\d+:\\s+from (\\S+)(?: to (\\S+))?.*");
  private static final Pattern TABLE = Pattern.compile(".*\\blookup (\\S+).*");

  /**
   * The winner first.
   *
   * @param netns the namespace
   * @param winner in iproute2's words; empty where none won
   */
  List<PlayedTrace.Route> of(String netns, String winner, L3Packet packet) {
    List<PlayedTrace.Route> out = new ArrayList<>();
    if (!winner.isEmpty()) {
      out.add(new PlayedTrace.Route(winner, text.say("route.won")));
    }
    if (!(packet instanceof IpPacket ip)) {
      return out;
    }
    List<RouteSpec> all = tables.getOrDefault(netns, List.of());
    List<String> order = order(netns);
    Optional<RouteSpec> won = winner(netns, winner);
    for (RouteSpec route : all) {
      boolean same = route.toString().equals(winner);
      boolean asked = route.table() != RouteSpec.LOCAL || holds(route, ip.destination());
      if (!same && asked && out.size() < MOST) {
        String why = lost(route, won, ip.destination(), order);
        out.add(new PlayedTrace.Route(route + table(route), why));
      }
    }
    return out;
  }

  private Optional<RouteSpec> winner(String netns, String winner) {
    List<String> order = order(netns);
    return tables.getOrDefault(netns, List.of()).stream()
        .filter(route -> route.toString().equals(winner))
        .min(Comparator.comparingInt(route -> order.indexOf(name(route.table()))));
  }

  /**
   * The same, and the rules of policy routing where somebody has made any: which of them sent the
   * packet to the winner's table.
   *
   * @param routes as {@link #of} gives them; nothing is added to none
   */
  List<PlayedTrace.Route> withRules(List<PlayedTrace.Route> routes, String netns, L3Packet packet) {
    if (routes.isEmpty() || !(packet instanceof IpPacket ip)) {
      return routes;
    }
    List<String> lines = rules.apply(netns);
    if (lines.size() <= USUAL) {
      return routes;
    }
    List<PlayedTrace.Route> out = new ArrayList<>(routes);
    String wanted = winner(netns, routes.get(0).text()).map(r -> name(r.table())).orElse("");
    boolean sent = false;
    for (String line : lines) {
      boolean sends = !sent && tableOf(line).equals(wanted) && isFor(line, ip);
      String why = sends ? "rule.sent" : sent ? "rule.later" : "rule.passed";
      sent |= sends;
      String told = "ip rule " + line.replaceAll("\\s+", " ").strip();
      out.add(new PlayedTrace.Route(told, text.say(why, ip.destination())));
    }
    return out;
  }

  /** The tables by the rules that name them, the first one first. */
  private List<String> order(String netns) {
    List<String> asked = rules.apply(netns).stream().map(RouteChoice::tableOf).distinct().toList();
    return asked.isEmpty() ? List.of("local", "main", "default") : asked;
  }

  private static String tableOf(String rule) {
    Matcher named = TABLE.matcher(rule);
    return named.matches() ? named.group(1) : "";
  }

  /** As far as addresses say. */
  private static boolean isFor(String rule, IpPacket packet) {
    Matcher selectors = RULE.matcher(rule);
    return selectors.matches()
        && has(selectors.group(1), packet.source())
        && has(selectors.group(2), packet.destination());
  }

  private static boolean has(String prefix, IpAddress address) {
    return prefix == null
        || prefix.equals("all")
        || IpPrefix.parse(prefix).filter(p -> p.contains(address)).isPresent();
  }

  private static String name(int table) {
    return switch (table) {
      case RouteSpec.LOCAL -> "local";
      case RouteSpec.MAIN -> "main";
      case RouteSpec.DEFAULT -> "default";
      default -> String.valueOf(table);
    };
  }

  /** As {@code ip route show table all} has it. */
  private static String table(RouteSpec route) {
    boolean usual = route.table() == RouteSpec.MAIN || route.table() == RouteSpec.LOCAL;
    return usual ? "" : " table " + name(route.table());
  }

  private static boolean holds(RouteSpec route, IpAddress address) {
    return route.destination().contains(address);
  }

  private String lost(
      RouteSpec route, Optional<RouteSpec> won, IpAddress address, List<String> order) {
    if (!holds(route, address)) {
      return text.say("route.elsewhere", address);
    }
    int length = won.map(w -> w.destination().length()).orElse(0);
    if (won.filter(w -> w.table() != route.table()).isPresent()) {
      int asked = order.indexOf(name(route.table()));
      boolean later = asked > order.indexOf(name(won.get().table()));
      return text.say(later ? "route.later" : "route.unasked");
    }
    return route.destination().length() < length
        ? text.say("route.shorter", route.destination().length(), length)
        : text.say("route.metric");
  }
}
