package passerelle.sim.ip;

import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.RouteSpec;
import passerelle.packet.ArpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** The Address Resolution Protocol (RFC 826; net/ipv4/arp.c). */
public final class Arp {
  private final IpStack stack;

  Arp(IpStack stack) {
    this.stack = stack;
  }

  /** Asks for a neighbour ({@code arp_solicit}): by broadcast, or directly when it was known. */
  void solicit(Neighbour entry, Optional<Skb> waiting) {
    Device device = entry.device();
    Ipv4Address source = sourceFor(device, entry.address(), waiting);
    ArpPacket request = ArpPacket.request(device.mac(), source, entry.address());
    boolean direct = entry.state() == Neighbour.State.PROBE;
    send(device, request, direct ? entry.mac() : MacAddress.BROADCAST, waiting.map(Skb::id));
  }

  /** The waiting packet's own source address when it is ours, by arp_announce. */
  private Ipv4Address sourceFor(Device device, Ipv4Address target, Optional<Skb> waiting) {
    if (stack.conf().arpAnnounce(device.name()) == 0
        && waiting.isPresent()
        && waiting.get().packet() instanceof Ipv4Packet packet
        && stack.inet().deviceWith(packet.source()).isPresent()) {
      return packet.source();
    }
    return stack.inet().select(device, target, RouteSpec.Scope.LINK);
  }

  /** Announces an address of ours to the link (RFC 5227 section 3). */
  public void announce(Device device, Ipv4Address address) {
    ArpPacket packet =
        new ArpPacket(ArpPacket.Operation.REQUEST, device.mac(), address, MacAddress.ZERO, address);
    send(device, packet, MacAddress.BROADCAST, Optional.empty());
  }

  private void send(Device device, ArpPacket packet, MacAddress to, Optional<Long> cause) {
    Skb skb = new Skb(stack.machine(), packet);
    skb.setFrame(device.mac(), to);
    if (stack.machine().tracer().isOn()) {
      stack
          .machine()
          .tracer()
          .emit(new HopEvent.Originated(skb.hop(device, "arp_send_dst"), "arp", cause));
    }
    device.transmit(skb);
  }

  /** An ARP packet came in ({@code arp_process}). */
  void receive(Device device, Skb skb) {
    ArpPacket packet = skb.arp();
    if (skb.packetType() == Skb.PacketType.OTHERHOST) {
      skb.drop(device, "arp_rcv", DropReason.OTHERHOST, skb.destination().toString());
      return;
    }
    boolean request = packet.operation() == ArpPacket.Operation.REQUEST;
    if (packet.senderIp().isUnspecified()) {
      answerProbe(device, packet, request, skb);
    } else if (request && answers(device, packet)) {
      stack.neighbours().update(skb, device, packet.senderIp(), packet.senderMac(), false, true);
      reply(device, packet, skb);
    } else {
      boolean solicited = !request && skb.packetType() == Skb.PacketType.HOST;
      stack
          .neighbours()
          .update(skb, device, packet.senderIp(), packet.senderMac(), solicited, false);
    }
    if (stack.machine().tracer().isOn()) {
      stack.machine().tracer().emit(new HopEvent.Delivered(skb.hop(device, "arp_process"), "arp"));
    }
  }

  private void answerProbe(Device device, ArpPacket packet, boolean request, Skb skb) {
    if (request && isLocal(packet.targetIp()) && mayAnswer(device, packet)) {
      reply(device, packet, skb);
    }
  }

  private boolean answers(Device device, ArpPacket packet) {
    if (isLocal(packet.targetIp())) {
      return mayAnswer(device, packet);
    }
    return proxies(device, packet.targetIp());
  }

  private boolean isLocal(Ipv4Address address) {
    return stack
        .fib()
        .lookupLocal(address, r -> r.spec().type() == RouteSpec.Type.LOCAL)
        .isPresent();
  }

  /** {@code arp_ignore}: 1 answers only for addresses of this device, 2 only to its networks. */
  private boolean mayAnswer(Device device, ArpPacket packet) {
    int ignore = stack.conf().arpIgnore(device.name());
    if (ignore == 0) {
      return true;
    }
    for (Inet.Address own : stack.inet().of(device)) {
      if (own.local().equals(packet.targetIp())) {
        return ignore == 1 || own.address().prefix().contains(packet.senderIp());
      }
    }
    return false;
  }

  /** {@code arp_fwd_proxy}: we forward, and the way there is by another device. */
  private boolean proxies(Device device, Ipv4Address target) {
    if (!stack.conf().proxyArp(device.name()) || !stack.conf().forwarding(device.name())) {
      return false;
    }
    Optional<FibRoute> route = stack.fib().lookup(target);
    return route.isPresent()
        && route.get().spec().type() == RouteSpec.Type.UNICAST
        && route.get().device().filter(d -> d != device).isPresent();
  }

  private void reply(Device device, ArpPacket request, Skb cause) {
    send(
        device,
        ArpPacket.replyTo(request, device.mac()),
        request.senderMac(),
        Optional.of(cause.id()));
  }
}
