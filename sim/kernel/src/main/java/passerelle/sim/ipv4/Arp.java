package passerelle.sim.ipv4;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Hook;
import passerelle.packet.ArpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.ip.Fib;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.ip.NeighbourOps;
import passerelle.sim.ip.NeighbourTable;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.uapi.NftFamily;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** The Address Resolution Protocol (RFC 826; net/ipv4/arp.c). */
public final class Arp implements NeighbourOps, Device.FrameHandler {
  /** {@code net.ipv4.neigh.*.proxy_delay}: 0.8 seconds, in nanoseconds. */
  private static final int PROXY_DELAY = 800_000_000;

  private final Ipv4Stack stack;
  private final Ipv4Conf conf;
  private final Fib fib;
  private final NeighbourTable neighbours;

  Arp(Ipv4Stack stack) {
    this.stack = stack;
    this.conf = stack.conf();
    this.fib = stack.fib();
    neighbours = new NeighbourTable(stack.shared(), this);
  }

  /** The neighbours of IPv4 ({@code arp_tbl}). */
  NeighbourTable neighbours() {
    return neighbours;
  }

  /** {@code arp_error_report}. */
  @Override
  public void reportError(Neighbour entry, Skb skb) {
    skb.drop(
        entry.device(),
        "arp_error_report",
        DropReason.NEIGH_FAILED,
        "no answer from " + entry.address());
    stack.icmp().linkFailure(skb);
  }

  /** Asks for a neighbour ({@code arp_solicit}): by broadcast, or directly when it was known. */
  @Override
  public void solicit(Neighbour entry, Optional<Skb> waiting) {
    Device device = entry.device();
    IpAddress source = sourceFor(device, entry.address(), waiting);
    ArpPacket request = ArpPacket.request(device.mac(), source, entry.address());
    boolean direct = entry.state() == NeighbourState.PROBE;
    send(device, request, direct ? entry.mac() : MacAddress.BROADCAST, waiting.map(Skb::id));
  }

  /** The waiting packet's own source address when it is ours, by arp_announce. */
  private IpAddress sourceFor(Device device, IpAddress target, Optional<Skb> waiting) {
    if (conf.arpAnnounce(device) == 0
        && waiting.isPresent()
        && waiting.get().packet() instanceof Ipv4Packet packet
        && stack.addresses().deviceWith(packet.source()).isPresent()) {
      return packet.source();
    }
    return stack.addresses().select(device, target, RouteSpec.Scope.LINK);
  }

  /** Announces an address of ours to the link (RFC 5227 section 3). */
  public void announce(Device device, IpAddress address) {
    ArpPacket packet = ArpPacket.request(device.mac(), address, address);
    send(device, packet, MacAddress.BROADCAST, Optional.empty());
  }

  private void send(Device device, ArpPacket packet, MacAddress to, Optional<Long> cause) {
    if (!device.usesArp()) {
      return;
    }
    Skb skb = new Skb(stack.machine(), packet);
    skb.setFrame(device.mac(), to);
    skb.trace(device, "arp_send_dst", hop -> new HopEvent.Originated(hop, "arp", cause));
    if (passes(Hook.OUTPUT, skb, Optional.empty(), device.some())) {
      device.transmit(skb);
    }
  }

  /** An ARP packet came in ({@code arp_rcv}). */
  @Override
  public void receive(Device device, Skb skb) {
    if (!device.usesArp()) {
      skb.drop(device, "arp_rcv", DropReason.NOT_SPECIFIED, "ARP is off on " + device.name());
    } else if (skb.packetType() == Skb.PacketType.OTHERHOST) {
      skb.drop(device, "arp_rcv", DropReason.OTHERHOST, skb.destination());
    } else if (!passes(Hook.INPUT, skb, device.some(), Optional.empty())) {
      return;
    } else if (isNonsense(device, skb.arp().targetIp())) {
      String detail = "nobody asks for " + skb.arp().targetIp();
      skb.drop(device, "arp_process", DropReason.IP_INVALID_DEST, detail);
    } else {
      process(device, skb);
    }
  }

  private boolean passes(Hook hook, Skb skb, Optional<Device> in, Optional<Device> out) {
    return !skb.machine().needsFrameHooks()
        || stack.hooks().passes(NftFamily.ARP, hook, skb, in, out);
  }

  private boolean isNonsense(Device device, IpAddress target) {
    return target.isMulticast() || target.isLoopback() && !conf.routeLocalnet(device);
  }

  /**
   * Answers and learns ({@code arp_process}). A question is answered when a packet from its sender
   * to the address that is asked for would be let in: for this machine, or through it to another
   * link ({@code ip_route_input}).
   */
  private void process(Device device, Skb skb) {
    ArpPacket packet = skb.arp();
    boolean request = packet.operation() == ArpPacket.Operation.REQUEST;
    Optional<Route> way = Optional.empty();
    if (packet.senderIp().isUnspecified()) {
      answerProbe(device, skb, request);
      delivered(device, skb);
      return;
    }
    if (request && concerns(device, packet.targetIp())) {
      RouteKey key = RouteKey.in(packet.targetIp(), packet.senderIp(), device.name());
      way =
          stack.routing().decide(key, device) instanceof InputRoute.Accepted accepted
              ? Optional.of(accepted.route())
              : Optional.empty();
    }
    if (way.isPresent() && way.get().isLocal()) {
      if (mayAnswer(device, packet)) {
        learn(device, skb);
        reply(device, packet, skb);
      }
    } else if (way.isPresent() && proxies(device, packet.targetIp(), way.get())) {
      learn(device, skb);
      answerForAnother(device, skb);
    } else {
      boolean solicited = !request && skb.packetType() == Skb.PacketType.HOST;
      neighbours.update(skb, device, packet.senderIp(), packet.senderMac(), solicited, false);
    }
    delivered(device, skb);
  }

  /**
   * Whether the way to an address can make a difference: only what is local is answered for, and
   * where the user has said so, what is behind this machine. Most of what a bridge floods is for
   * others.
   */
  private boolean concerns(Device device, IpAddress target) {
    return fib.mayBeLocal(target)
        || conf.proxyArp(device)
        || neighbours.proxies().has(target, device);
  }

  /** Who asks is there, and will want to be answered ({@code neigh_event_ns}). */
  private void learn(Device device, Skb skb) {
    ArpPacket packet = skb.arp();
    neighbours.update(skb, device, packet.senderIp(), packet.senderMac(), false, true);
  }

  private void delivered(Device device, Skb skb) {
    skb.trace(device, "arp_process", hop -> new HopEvent.Delivered(hop, "arp"));
  }

  /** Whether somebody else has the address that the sender would like to take (RFC 5227). */
  private void answerProbe(Device device, Skb skb, boolean request) {
    ArpPacket packet = skb.arp();
    if (request && stack.isLocalAddress(packet.targetIp()) && mayAnswer(device, packet)) {
      reply(device, packet, skb);
    }
  }

  /**
   * {@code arp_ignore}: 1 answers only for addresses of this device, 2 only to its networks, 3 for
   * all but those that are of this machine alone, 8 for none; others mean nothing.
   */
  private boolean mayAnswer(Device device, ArpPacket packet) {
    return switch (conf.arpIgnore(device)) {
      case 1 -> own(device, packet).isPresent();
      case 2 ->
          own(device, packet).filter(own -> own.network().contains(packet.senderIp())).isPresent();
      case 3 ->
          stack.addresses().devices().stream()
              .flatMap(any -> own(any, packet).stream())
              .anyMatch(own -> own.scope() != RouteSpec.Scope.HOST);
      case 8 -> false;
      default -> true;
    };
  }

  private Optional<IfAddress> own(Device device, ArpPacket packet) {
    return stack.addresses().of(device, Family.IPV4).stream()
        .filter(own -> own.local().equals(packet.targetIp()))
        .findFirst();
  }

  /** {@code arp_fwd_proxy}: we forward, and the way there is by another device. */
  private boolean proxies(Device device, IpAddress target, Route way) {
    return way.kind() == HopEvent.RouteKind.UNICAST
        && way.out() != device
        && (conf.proxyArp(device) || neighbours.proxies().has(target, device));
  }

  /**
   * For somebody on another link we answer a broadcast a little later, so that he goes first if he
   * is here after all ({@code pneigh_enqueue}).
   */
  private void answerForAnother(Device device, Skb skb) {
    if (skb.packetType() == Skb.PacketType.HOST) {
      reply(device, skb.arp(), skb);
      return;
    }
    long delay = neighbours.jitter(PROXY_DELAY);
    stack.machine().loop().startTimer(delay, () -> reply(device, skb.arp(), skb));
  }

  private void reply(Device device, ArpPacket request, Skb cause) {
    send(
        device,
        ArpPacket.replyTo(request, device.mac()),
        request.senderMac(),
        Optional.of(cause.id()));
  }
}
