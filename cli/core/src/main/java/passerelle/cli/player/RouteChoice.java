package passerelle.cli.player;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;

/**
 * The routes among which a namespace chooses (fib_table_lookup): the longest prefix that holds the
 * destination wins; of two with the same prefix, the lower metric.
 *
 * @param tables the routes by namespace, as they are when the trace is told
 * @param text words for why one lost
 */
record RouteChoice(Map<String, List<RouteSpec>> tables, StopText text) {
  private static final int MOST = 12;

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
    if (!(packet instanceof Ipv4Packet ip)) {
      return out;
    }
    List<RouteSpec> all = tables.getOrDefault(netns, List.of());
    Optional<RouteSpec> won = all.stream().filter(r -> r.toString().equals(winner)).findFirst();
    for (RouteSpec route : all) {
      boolean same = route.toString().equals(winner);
      boolean asked = route.table() != RouteSpec.LOCAL || holds(route, ip.destination());
      if (!same && asked && out.size() < MOST) {
        out.add(new PlayedTrace.Route(route.toString(), lost(route, won, ip.destination())));
      }
    }
    return out;
  }

  private static boolean holds(RouteSpec route, IpAddress address) {
    return route.destination().contains(address);
  }

  private String lost(RouteSpec route, Optional<RouteSpec> won, IpAddress address) {
    if (!holds(route, address)) {
      return text.say("route.elsewhere", address);
    }
    int length = won.map(w -> w.destination().length()).orElse(0);
    if (won.filter(w -> w.table() != route.table()).isPresent()) {
      return text.say("route.later");
    }
    return route.destination().length() < length
        ? text.say("route.shorter", route.destination().length(), length)
        : text.say("route.metric");
  }
}
