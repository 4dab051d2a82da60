package passerelle.real.trace;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.RouteSpec;

/**
 * What is known of the namespaces: their state before, and what was learned since from the packets
 * that were seen.
 */
final class Facts {
  private final Observations observed;
  private final Map<String, String> fdb = new HashMap<>();
  private final Map<String, String> neighbours = new HashMap<>();
  private final Set<String> connections = new HashSet<>();

  Facts(Observations observed) {
    this.observed = observed;
    for (NetnsSnapshot netns : observed.before().values()) {
      netns.fdb().forEach(e -> fdb.put(fdbKey(netns.netns(), e.bridge(), e.mac()), e.port()));
      for (NetnsSnapshot.Neighbour n : netns.neighbours()) {
        neighbours.put(neighbourKey(netns.netns(), n.device(), n.address()), n.state());
      }
      netns.conntrack().stream()
          .forEach(known -> connections.add(netns.netns() + " " + known.original()));
    }
  }

  private Stream<NetnsSnapshot> snapshots(String netns) {
    return Stream.of(observed.before(), observed.after())
        .map(all -> Optional.ofNullable(all.get(netns)))
        .flatMap(Optional::stream);
  }

  private Stream<LinkView> links(String netns) {
    return snapshots(netns).flatMap(snapshot -> snapshot.links().stream());
  }

  Optional<LinkView> link(String netns, String device) {
    return links(netns).filter(link -> link.name().equals(device)).findFirst();
  }

  /** The name of the device with an index; empty for none. */
  String name(String netns, int index) {
    return links(netns).filter(l -> l.index() == index).map(LinkView::name).findFirst().orElse("");
  }

  boolean isBridge(String netns, String device) {
    return link(netns, device).filter(LinkView::isBridge).isPresent();
  }

  boolean isLoopback(String netns, String device) {
    return link(netns, device).filter(LinkView::isLoopback).isPresent();
  }

  /** The bridge that a device is a port of. */
  Optional<String> bridge(String netns, String device) {
    return link(netns, device).flatMap(LinkView::master);
  }

  /** The other end of a veth device. */
  Optional<CapturedDevice> peer(CapturedDevice device) {
    return link(device.netns(), device.name())
        .flatMap(LinkView::peer)
        .map(peer -> new CapturedDevice(peer.netns(), peer.name()));
  }

  RuleBook rules(String netns) {
    return observed.rules().getOrDefault(netns, RuleBook.of(RulesView.NONE, Map.of()));
  }

  /** What the rules of a namespace counted, where that is all they tell. */
  Optional<Counters> counters(String netns) {
    return Optional.ofNullable(observed.counters().get(netns));
  }

  /** Bridged packets are shown to iptables. */
  boolean bridgeCallsIptables(String netns) {
    return snapshots(netns)
        .anyMatch(s -> "1".equals(s.sysctls().get("net.bridge.bridge-nf-call-iptables")));
  }

  /** A setting of a namespace, 0 where it is not known. */
  int setting(String netns, String key) {
    return snapshots(netns)
        .map(s -> Optional.ofNullable(s.sysctls().get(key)))
        .flatMap(Optional::stream)
        .filter(value -> value.matches("\\d+"))
        .map(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  /** The route that wins: table local first, then the longest prefix, then the lowest metric. */
  Optional<RouteSpec> route(String netns, IpAddress destination) {
    Comparator<RouteSpec> best =
        Comparator.<RouteSpec>comparingInt(r -> r.table() == RouteSpec.LOCAL ? 0 : 1)
            .thenComparingInt(r -> -r.destination().length())
            .thenComparingInt(RouteSpec::metric);
    return snapshots(netns)
        .findFirst()
        .flatMap(
            s ->
                s.routes().stream()
                    .filter(r -> r.table() == RouteSpec.LOCAL || r.table() == RouteSpec.MAIN)
                    .filter(r -> r.destination().contains(destination))
                    .min(best));
  }

  boolean isLocal(String netns, IpAddress address) {
    return route(netns, address).filter(r -> r.type() == RouteSpec.Type.LOCAL).isPresent();
  }

  /** Who listens on a port. */
  Optional<NetnsSnapshot.Socket> listener(
      String netns, String protocol, IpAddress address, int port) {
    return snapshots(netns)
        .flatMap(snapshot -> snapshot.sockets().stream())
        .filter(s -> s.protocol().startsWith(protocol) && s.port() == port)
        .filter(s -> s.takes(address))
        .min(Comparator.comparing(NetnsSnapshot.Socket::isAny));
  }

  private static String fdbKey(String netns, String bridge, MacAddress mac) {
    return netns + "/" + bridge + "/" + mac;
  }

  /** A bridge saw an address behind a port; whether that is news. */
  boolean learn(String netns, String bridge, MacAddress mac, String port) {
    return !port.equals(fdb.put(fdbKey(netns, bridge, mac), port));
  }

  /** Behind which port of a bridge an address is. */
  Optional<String> port(String netns, String bridge, MacAddress mac) {
    return Optional.ofNullable(fdb.get(fdbKey(netns, bridge, mac)));
  }

  private static String neighbourKey(String netns, String device, IpAddress address) {
    return netns + "/" + device + "/" + address;
  }

  /** The state of a neighbour; empty where its address must be asked for. */
  Optional<String> neighbour(String netns, String device, IpAddress address) {
    return Optional.ofNullable(neighbours.get(neighbourKey(netns, device, address)))
        .filter(state -> !state.equals("FAILED") && !state.equals("INCOMPLETE"));
  }

  /** There is an entry for a neighbour, in whatever state. */
  boolean hasNeighbour(String netns, String device, IpAddress address) {
    return neighbours.containsKey(neighbourKey(netns, device, address));
  }

  void setNeighbour(String netns, String device, IpAddress address, String state) {
    neighbours.put(neighbourKey(netns, device, address), state);
  }

  /** The connection that a packet belongs to, by its tuple. */
  Optional<ConnectionView> connection(String netns, String tuple) {
    return Stream.of(observed.after(), observed.before())
        .map(all -> Optional.ofNullable(all.get(netns)))
        .flatMap(Optional::stream)
        .flatMap(snapshot -> snapshot.conntrack().stream())
        .filter(c -> c.original().toString().equals(tuple) || c.reply().toString().equals(tuple))
        .findFirst();
  }

  /** Whether a connection was not there before, and has not been heard of since. */
  boolean isNewConnection(String netns, String original) {
    return connections.add(netns + " " + original);
  }
}
