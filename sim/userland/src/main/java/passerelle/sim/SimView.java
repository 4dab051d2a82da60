package passerelle.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.Kernel;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.kernel.Traffic;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.RuleReference;
import passerelle.netfilter.Table;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.Fdb;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.link.Device;
import passerelle.sim.link.Vxlan;
import passerelle.sim.netfilter.RuleSet;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpState;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.RuleInfo;

/** Reads namespaces as values. */
record SimView(Namespaces namespaces) implements Kernel.View {
  /** The order in which iptables-save prints the tables: nf_tables'. */
  private static final List<Table> SAVED =
      List.of(Table.MANGLE, Table.RAW, Table.FILTER, Table.NAT);

  @Override
  public Optional<Traffic> traffic(String netns) {
    long received = 0;
    long sent = 0;
    for (Device device : namespaces.find(netns).map(Netns::devices).orElse(List.of())) {
      if (!device.name().equals("lo")) {
        received += device.statistics().counters().rxBytes();
        sent += device.statistics().counters().txBytes();
      }
    }
    return Optional.of(new Traffic(received, sent));
  }

  @Override
  public boolean exists(String netns) {
    return namespaces.find(netns).isPresent();
  }

  @Override
  public RulesView rules(String netns, Family family) {
    return namespaces.find(netns).map(n -> rules(n, family)).orElse(RulesView.NONE);
  }

  @Override
  public long generation(String netns) {
    return namespaces.find(netns).map(n -> n.netfilter().generation()).orElse(0L);
  }

  @Override
  public NetnsSnapshot snapshot(String name) {
    return namespaces.find(name).map(this::snapshot).orElseGet(() -> NetnsSnapshot.nothing(name));
  }

  private NetnsSnapshot snapshot(Netns netns) {
    return new NetnsSnapshot(
        netns.name(),
        links(netns.name()),
        routes(netns.name()),
        neighbours(netns),
        fdb(netns),
        rules(netns, Family.IPV4).uncounted(),
        rules(netns, Family.IPV6).uncounted(),
        connections(netns),
        sockets(netns),
        settings(netns));
  }

  @Override
  public List<LinkView> links(String name) {
    return namespaces.find(name).stream()
        .flatMap(netns -> netns.devices().stream().map(device -> link(netns, device)))
        .toList();
  }

  @Override
  public Optional<LinkView> link(String netns, String name) {
    Optional<Netns> found = namespaces.find(netns);
    return found
        .flatMap(its -> its.device(name))
        .filter(device -> device.name().equals(name))
        .map(device -> link(found.get(), device));
  }

  @Override
  public List<RouteSpec> routes(String name) {
    return namespaces.find(name).stream()
        .flatMap(netns -> netns.ip().fib().routes().stream())
        .map(FibRoute::spec)
        .sorted(Comparator.comparingInt(RouteSpec::table))
        .toList();
  }

  @Override
  public List<NetnsSnapshot.Socket> sockets(String name) {
    return namespaces.find(name).map(SimView::sockets).orElse(List.of());
  }

  @Override
  public Optional<String> sysctl(String name, String key) {
    return isShown(key)
        ? namespaces.find(name).flatMap(netns -> netns.sysctls().read(key))
        : Optional.empty();
  }

  private static LinkView.Peer named(Device device) {
    return new LinkView.Peer(device.netns(), device.index(), device.name());
  }

  private static Optional<LinkView.Tunnel> tunnel(Device device) {
    return device instanceof Vxlan vxlan
        ? Optional.of(new LinkView.Tunnel(vxlan.settings().id(), vxlan.settings().remote()))
        : Optional.empty();
  }

  private static LinkView link(Netns netns, Device device) {
    return new LinkView(
        device.index(),
        device.name(),
        device.kind(),
        device.mac(),
        device.mtu(),
        device.isUp(),
        device.hasCarrier(),
        device.master().map(Device::name),
        device.peer().map(SimView::named),
        device.peer().isPresent() ? Optional.empty() : device.link().map(SimView::named),
        tunnel(device),
        Stream.of(Family.values())
            .flatMap(family -> netns.ip().addresses().of(device, family).stream())
            .map(IfAddress::view)
            .toList());
  }

  /**
   * By device and address, since the kernel's own order is that of a hash table. {@code ip neigh}
   * leaves out those of devices without ARP.
   */
  private static List<NetnsSnapshot.Neighbour> neighbours(Netns netns) {
    List<NetnsSnapshot.Neighbour> out = new ArrayList<>();
    for (Neighbour entry : netns.ip().neighbours().entries()) {
      NeighbourState state = netns.ip().neighbours().shownState(entry);
      if (state != NeighbourState.NOARP) {
        out.add(
            new NetnsSnapshot.Neighbour(
                entry.address(), entry.device().name(), entry.mac(), state.name()));
      }
    }
    out.sort(
        Comparator.comparing(NetnsSnapshot.Neighbour::device)
            .thenComparing(NetnsSnapshot.Neighbour::address));
    return out;
  }

  /** By bridge and address. */
  private static List<NetnsSnapshot.FdbEntry> fdb(Netns netns) {
    List<NetnsSnapshot.FdbEntry> out = new ArrayList<>();
    for (Bridge bridge : netns.bridges()) {
      for (Fdb.Entry entry : bridge.fdb().entries(netns.machine().now())) {
        String port = entry.port().device().name();
        out.add(new NetnsSnapshot.FdbEntry(bridge.name(), entry.mac(), port, entry.isPermanent()));
      }
    }
    out.sort(
        Comparator.comparing(NetnsSnapshot.FdbEntry::bridge)
            .thenComparing(NetnsSnapshot.FdbEntry::mac));
    return out;
  }

  static RulesView rules(Netns netns, Family family) {
    List<RulesView.Chain> out = new ArrayList<>();
    RuleSet rules = netns.netfilter().rules(family);
    for (Table table : SAVED) {
      if (rules.table(table).isPresent()) {
        rules
            .dump(table)
            .forEach(c -> out.add(chain(c, ChainReference.of(family, table, c.name()))));
      }
    }
    for (NftTableInfo table : netns.netfilter().nftables().tables()) {
      if (table.family().sees(family)) {
        table.chains().forEach(c -> out.add(chain(c, table.chain(family, c.name()))));
      }
    }
    return new RulesView(List.copyOf(out));
  }

  private static RulesView.Chain chain(ChainInfo chain, ChainReference reference) {
    RuleReference head =
        chain.hook().isPresent() ? reference.policy(chain.policy()) : reference.declaration();
    List<RulesView.Counted> rules = new ArrayList<>();
    for (RuleInfo its : chain.rules()) {
      RuleReference rule = reference.rule(rules.size() + 1, its.text());
      rules.add(new RulesView.Counted(rule, its.packets(), its.bytes()));
    }
    return new RulesView.Chain(
        new RulesView.Counted(head, chain.packets(), chain.bytes()), List.copyOf(rules));
  }

  private static RulesView.Chain chain(NftTableInfo.Chain chain, ChainReference reference) {
    RuleReference head =
        chain.base().map(base -> reference.policy(base.policy())).orElse(reference.declaration());
    List<RulesView.Counted> rules = new ArrayList<>();
    for (NftTableInfo.Entry its : chain.rules()) {
      RuleReference rule = reference.rule(rules.size() + 1, its.rule().text());
      rules.add(new RulesView.Counted(rule, its.packets(), its.bytes()));
    }
    return new RulesView.Chain(new RulesView.Counted(head, 0, 0), List.copyOf(rules));
  }

  private static List<ConnectionView> connections(Netns netns) {
    long now = netns.machine().now();
    return netns.netfilter().conntrack().connections().stream()
        .map(c -> c.view(now))
        .sorted(Comparator.comparing(ConnectionView::line))
        .toList();
  }

  /** By protocol, port and address. */
  private static List<NetnsSnapshot.Socket> sockets(Netns netns) {
    return netns.sockets().list().stream()
        .filter(s -> s.state() == TcpState.LISTEN || isUnconnectedUdp(s))
        .map(
            s ->
                new NetnsSnapshot.Socket(
                    s.protocol(),
                    address(s),
                    s.family() == SocketFamily.INET6_ONLY,
                    s.local().port(),
                    s.owner().map(Owner::process).orElse("")))
        .sorted(
            Comparator.comparing(NetnsSnapshot.Socket::protocol)
                .thenComparing(NetnsSnapshot.Socket::port)
                .thenComparing(NetnsSnapshot.Socket::address))
        .toList();
  }

  private static boolean isUnconnectedUdp(SocketInfo socket) {
    return socket.protocol().equals("udp") && socket.state() == TcpState.CLOSE;
  }

  /** A socket of IPv6 that takes any address is bound to {@code ::}. */
  private static String address(SocketInfo socket) {
    boolean any = socket.local().address().isUnspecified();
    return any && socket.family() != SocketFamily.INET
        ? Ipv6Address.ANY.toString()
        : socket.local().address().toString();
  }

  /**
   * Those of the network; the host name is a space's, not a namespace's. Who may ping is told in
   * the groups of whoever reads it, of which a lab on a real kernel has few.
   */
  private static boolean isShown(String key) {
    return key.startsWith("net.") && !key.equals("net.ipv4.ping_group_range");
  }

  private static Map<String, String> settings(Netns netns) {
    Map<String, String> out = new TreeMap<>();
    for (String key : netns.sysctls().keys()) {
      if (isShown(key)) {
        netns.sysctls().read(key).ifPresent(value -> out.put(key, value));
      }
    }
    return out;
  }
}
