package passerelle.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.kernel.Kernel;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RouteSpec;
import passerelle.netfilter.Family;
import passerelle.netfilter.Table;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.Fdb;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.link.Device;
import passerelle.sim.link.Veth;
import passerelle.sim.netfilter.RuleSet;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.TcpState;

/** Reads namespaces as values. */
final class SimView implements Kernel.View {
  private final Namespaces namespaces;

  SimView(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  @Override
  public boolean exists(String netns) {
    return namespaces.find(netns).isPresent();
  }

  @Override
  public NetnsSnapshot snapshot(String name) {
    Netns netns = namespaces.require(name);
    List<RouteSpec> routes = netns.ip().fib().routes().stream().map(FibRoute::spec).toList();
    return new NetnsSnapshot(
        name,
        netns.devices().stream().map(device -> link(netns, device)).toList(),
        routes,
        neighbours(netns),
        fdb(netns),
        rules(netns),
        connections(netns),
        sockets(netns),
        settings(netns));
  }

  private static LinkView link(Netns netns, Device device) {
    Optional<LinkView.Peer> peer =
        device instanceof Veth veth
            ? veth.peer().map(p -> new LinkView.Peer(p.netns(), p.index(), p.name()))
            : Optional.empty();
    return new LinkView(
        device.index(),
        device.name(),
        device.kind(),
        device.mac(),
        device.mtu(),
        device.isUp(),
        device.hasCarrier(),
        device.master().map(m -> m.device().name()),
        peer,
        netns.ip().inet().of(device).stream()
            .map(a -> new LinkView.Inet(a.address(), a.broadcast(), a.scope(), a.secondary()))
            .toList(),
        netns.inet6().of(device).stream()
            .map(a -> new LinkView.Inet6(a.address(), a.length(), a.scope(), a.protocol()))
            .toList());
  }

  private static List<NetnsSnapshot.Neighbour> neighbours(Netns netns) {
    List<NetnsSnapshot.Neighbour> out = new ArrayList<>();
    for (Neighbour entry : netns.ip().neighbours().entries()) {
      String state = netns.ip().neighbours().shownState(entry).name();
      out.add(
          new NetnsSnapshot.Neighbour(entry.address(), entry.device().name(), entry.mac(), state));
    }
    return out;
  }

  private static List<NetnsSnapshot.FdbEntry> fdb(Netns netns) {
    List<NetnsSnapshot.FdbEntry> out = new ArrayList<>();
    for (Device device : netns.devices()) {
      if (device instanceof Bridge bridge) {
        for (Fdb.Entry entry : bridge.fdb().entries(netns.machine().now())) {
          String port = entry.port().device().name();
          out.add(
              new NetnsSnapshot.FdbEntry(bridge.name(), entry.mac(), port, entry.isPermanent()));
        }
      }
    }
    return out;
  }

  private static List<String> rules(Netns netns) {
    List<String> out = new ArrayList<>();
    RuleSet rules = netns.netfilter().rules(Family.IPV4);
    for (Table table : Table.values()) {
      if (rules.table(table).isPresent()) {
        out.add("*" + table.label());
        out.addAll(rules.rules(table));
      }
    }
    return out;
  }

  private static List<String> connections(Netns netns) {
    return netns.netfilter().conntrack().connections().stream()
        .map(c -> c.original() + " " + c.reply())
        .toList();
  }

  private static List<NetnsSnapshot.Socket> sockets(Netns netns) {
    return netns.sockets().list().stream()
        .filter(s -> s.state() == TcpState.LISTEN || s.protocol().equals("udp"))
        .map(
            s ->
                new NetnsSnapshot.Socket(
                    s.protocol(),
                    s.local().address().toString(),
                    s.local().port(),
                    s.owner().map(Owner::process).orElse("")))
        .toList();
  }

  private static Map<String, String> settings(Netns netns) {
    Map<String, String> out = new TreeMap<>();
    for (String key : netns.sysctls().keys()) {
      netns.sysctls().read(key).ifPresent(value -> out.put(key, value));
    }
    return out;
  }
}
