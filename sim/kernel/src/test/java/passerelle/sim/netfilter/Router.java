package passerelle.sim.netfilter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.ConnectionView;
import passerelle.netfilter.Hook;
import passerelle.netfilter.IptablesCommand;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.NameService;
import passerelle.netfilter.Table;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.link.Veth;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.NfTables;
import passerelle.sim.uapi.RuleInfo;

/**
 * A host between two networks, reduced to its hooks: {@code docker0} with 172.17.0.0/16 and {@code
 * eth0}, where everything else is. Its own address is 192.0.2.10.
 */
final class Router {
  static final Ipv4Address OWN = Ipv4Address.of("192.0.2.10");
  final Machine machine;
  final FakeStack stack = new FakeStack();
  final Netfilter netfilter;
  private final Map<String, Device> devices = new LinkedHashMap<>();

  Router(long seed) {
    machine = new Machine(seed);
    netfilter = new Netfilter(machine, stack);
    for (String name : new String[] {"docker0", "eth0", "lo"}) {
      Device device =
          Veth.pair(machine, name, new MacAddress(1), name + "p", new MacAddress(2), 1500);
      device.place("host", devices.size() + 1, (d, skb) -> {});
      devices.put(name, device);
    }
    stack.addresses.put("eth0", OWN);
    stack.addresses.put("docker0", Ipv4Address.of("172.17.0.1"));
    stack.types.put(OWN, "LOCAL");
    stack.types.put(Ipv4Address.of("172.17.0.1"), "LOCAL");
    stack.types.put(Ipv4Address.LOOPBACK, "LOCAL");
  }

  Device device(String name) {
    return devices.get(name);
  }

  static Ipv4Packet packet(String from, String to, Transport transport) {
    return new Ipv4Packet(
        Ipv4Address.of(from), Ipv4Address.of(to), Ipv4Header.of(1, true), transport);
  }

  static Ipv4Packet udp(String from, int sourcePort, String to, int destinationPort) {
    return packet(from, to, new UdpDatagram(sourcePort, destinationPort, Payload.zeros(18)));
  }

  static Ipv4Packet tcp(String from, int sourcePort, String to, int destinationPort, int flags) {
    return packet(
        from,
        to,
        new TcpSegment(
            sourcePort, destinationPort, 1, 1, flags, 1000, TcpOptions.NONE, Payload.EMPTY));
  }

  /** The packet comes in by a device and is routed: where it comes out, or nowhere. */
  Optional<Ipv4Packet> pass(String in, Ipv4Packet packet) {
    Skb skb = new Skb(machine, packet);
    Optional<Device> from = Optional.of(devices.get(in));
    if (!accepts(Hook.PREROUTING, skb, from, Optional.empty())) {
      return Optional.empty();
    }
    Ipv4Address to = skb.ip().destination();
    if (stack.types.containsKey(to)) {
      return accepts(Hook.INPUT, skb, from, Optional.empty())
          ? Optional.of(skb.ip())
          : Optional.empty();
    }
    Optional<Device> out = Optional.of(route(to));
    return accepts(Hook.FORWARD, skb, from, out)
            && accepts(Hook.POSTROUTING, skb, Optional.empty(), out)
        ? Optional.of(skb.ip())
        : Optional.empty();
  }

  /** The host sends a packet of its own. */
  Optional<Ipv4Packet> send(Ipv4Packet packet) {
    Skb skb = new Skb(machine, packet);
    Optional<Device> out = Optional.of(route(packet.destination()));
    return accepts(Hook.OUTPUT, skb, Optional.empty(), out)
            && accepts(
                Hook.POSTROUTING, skb, Optional.empty(), Optional.of(route(skb.ip().destination())))
        ? Optional.of(skb.ip())
        : Optional.empty();
  }

  private Device route(Ipv4Address to) {
    return devices.get(to.bits() >>> 16 == 0xac11 ? "docker0" : "eth0");
  }

  private boolean accepts(Hook hook, Skb skb, Optional<Device> in, Optional<Device> out) {
    return netfilter.run(hook, skb, in, out) == Verdict.ACCEPT;
  }

  /** Lets time pass. */
  void pause(long seconds) {
    machine.loop().advance(seconds * 1_000_000_000L);
  }

  /** The connections: protocol, seconds left, and what {@code conntrack} prints of each. */
  String connections() {
    return netfilter.conntrack().connections().stream()
        .map(connection -> line(connection.flow(netfilter.now()).view()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(ConnectionView view) {
    return IpProtocol.name(view.protocol()) + " " + view.secondsLeft() + " " + view.flow();
  }

  /** Changes the rules: {@code [-t TABLE] -A|-I|-D|-N CHAIN ...}, as iptables' words are read. */
  void rules(String line) {
    try {
      IptablesCommand command =
          IptablesSyntax.parseCommand(Family.IPV4, IptablesSyntax.words(line), NameService.NONE);
      NfTables rules = netfilter.rules(Family.IPV4);
      Table table = Table.ofLabel(command.table()).orElseThrow();
      String chain = command.chain().orElseThrow();
      switch (command.operation()) {
        case NEW_CHAIN -> rules.newChain(table, chain);
        case DELETE_NUMBER -> rules.delete(table, chain, command.number());
        case INSERT -> rules.insert(table, chain, command.number(), command.rules().get(0));
        case APPEND -> rules.append(table, chain, command.rules().get(0));
        default -> throw new AssertionError(line);
      }
    } catch (IptablesException e) {
      throw new AssertionError(line, e);
    }
  }

  /** The rules of a table with what they counted, as {@code iptables-save -c} writes them. */
  String counters(Table table) {
    return netfilter.rules(Family.IPV4).dump(table).stream()
        .flatMap(chain -> chain.rules().stream().map(rule -> counted(chain, rule)))
        .collect(Collectors.joining("\n"));
  }

  private static String counted(ChainInfo chain, RuleInfo rule) {
    String counters = "[" + rule.packets() + ":" + rule.bytes() + "]";
    return counters + " -A " + chain.name() + " " + rule.text();
  }
}
