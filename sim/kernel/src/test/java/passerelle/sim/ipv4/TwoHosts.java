package passerelle.sim.ipv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.packet.Background;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netns.Links;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.trace.HopEvent;

/** Two namespaces and a cable: {@code a} is 10.0.0.1, {@code b} 10.0.0.2, both on /24. */
final class TwoHosts {
  static final IpAddress A = IpAddress.of("10.0.0.1");
  static final IpAddress B = IpAddress.of("10.0.0.2");
  static final MacAddress MAC_OF_B = new MacAddress(0x02_00_00_00_00_02L);

  final Machine machine = new Machine(1);
  final Links links;
  final Netns a;
  final Netns b;
  final List<HopEvent> events = new ArrayList<>();

  TwoHosts() throws KernelException {
    Namespaces namespaces = new Namespaces(machine);
    a = namespaces.add("a");
    b = namespaces.add("b");
    MacAddress macOfA = new MacAddress(0x02_00_00_00_00_01L);
    links = namespaces.links();
    links.add(a, eth0(macOfA), new LinkKind.Veth("b", eth0(MAC_OF_B)));
    start(a, A);
    start(b, B);
    machine.tracer().listen(events::add);
  }

  private static LinkSpec eth0(MacAddress mac) {
    return new LinkSpec("eth0", Optional.of(mac), OptionalInt.of(1500), LinkSpec.DEFAULT_QUEUE);
  }

  private void start(Netns netns, IpAddress address) throws KernelException {
    Device eth0 = eth0(netns);
    netns.addresses().add(eth0, new IpInterfaceAddress(address, 24), Optional.empty());
    netns.setUp(eth0, true);
  }

  static Device eth0(Netns netns) {
    return netns.device("eth0").orElseThrow();
  }

  /** A UDP packet with so many octets of data, the first of which count up. */
  Skb udp(IpAddress from, IpAddress to, int octets, boolean dontFragment) {
    byte[] data = new byte[octets];
    for (int i = 0; i < octets; i++) {
      data[i] = (byte) i;
    }
    UdpDatagram datagram = new UdpDatagram(4000, 5000, Payload.of(data));
    return new Skb(machine, Ipv4Packet.of(from, to, Ipv4Header.of(7, dontFragment), datagram));
  }

  void pass(long seconds) {
    machine.loop().advance(seconds * EventLoop.SECOND);
  }

  /** The events of one kind, the oldest first, without what devices say by themselves. */
  <E extends HopEvent> List<E> seen(Class<E> kind) {
    return events.stream()
        .filter(kind::isInstance)
        .filter(event -> !Background.is(event.hop().packet()))
        .map(kind::cast)
        .toList();
  }
}
