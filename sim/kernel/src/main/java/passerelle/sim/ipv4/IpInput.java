package passerelle.sim.ipv4;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Hook;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.TransportHandler;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.Verdict;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** The way in (net/ipv4/ip_input.c): PREROUTING, the routing decision, INPUT, and the protocol. */
public final class IpInput {
  /** By the two bits of explicit congestion notification (RFC 3168 section 5). */
  private static final Counter[] BY_ECN = {
    Counter.IP_IN_NOT_ECT, Counter.IP_IN_ECT1, Counter.IP_IN_ECT0, Counter.IP_IN_CE
  };

  private final Ipv4Stack stack;

  /** By protocol number, up to the highest that is there ({@code inet_protos}). */
  private TransportHandler[] protocols = {};

  private final List<RawReceiver> raw = new ArrayList<>();

  IpInput(Ipv4Stack stack) {
    this.stack = stack;
  }

  /** Registers the protocol above IP with a number ({@code inet_add_protocol}). */
  public void register(int protocol, TransportHandler handler) {
    protocols = Arrays.copyOf(protocols, Math.max(protocols.length, protocol + 1));
    protocols[protocol] = handler;
  }

  public void addRaw(RawReceiver receiver) {
    raw.add(receiver);
  }

  public void removeRaw(RawReceiver receiver) {
    raw.remove(receiver);
  }

  Optional<TransportHandler> protocol(int number) {
    return Optional.ofNullable(handler(number));
  }

  /** Null when there is none. */
  private TransportHandler handler(int protocol) {
    return protocol < protocols.length ? protocols[protocol] : null;
  }

  /** A packet from a device ({@code ip_rcv}). */
  void receive(Device in, Skb skb) {
    if (skb.packetType() == Skb.PacketType.OTHERHOST) {
      skb.drop(in, "ip_rcv", DropReason.OTHERHOST, "frame for " + skb.destination());
      return;
    }
    countReceived(skb.ip());
    skb.clearControlBlock();
    boolean seenByBridge = skb.nfBridge().preRouted();
    skb.setNfBridge(skb.nfBridge().withPreRouted(false));
    if (seenByBridge || preRouting(in, skb)) {
      receiveFinish(in, skb);
    }
  }

  private void countReceived(Ipv4Packet packet) {
    stack.mib().count(Counter.IP_IN_RECEIVES, Counter.IP_IN_OCTETS, packet.length());
    stack.mib().count(BY_ECN[packet.header().tos() & 3]);
  }

  private void countGroup(HopEvent.RouteKind kind, Skb skb) {
    int length = skb.ip().length();
    if (kind == HopEvent.RouteKind.MULTICAST) {
      stack.mib().count(Counter.IP_IN_MULTICASTS, Counter.IP_IN_MULTICAST_OCTETS, length);
    } else if (kind == HopEvent.RouteKind.BROADCAST) {
      stack.mib().count(Counter.IP_IN_BROADCASTS, Counter.IP_IN_BROADCAST_OCTETS, length);
    }
  }

  /**
   * Our own copy of a packet for everybody on a link: it still has the route by which it went out,
   * which says local delivery too, and so is not routed again ({@code ip_rcv_finish_core}).
   */
  void receiveLoopedBack(Device in, Skb skb) {
    countReceived(skb.ip());
    if (preRouting(in, skb)) {
      boolean multicast = skb.packetType() == Skb.PacketType.MULTICAST;
      countGroup(multicast ? HopEvent.RouteKind.MULTICAST : HopEvent.RouteKind.BROADCAST, skb);
      localDeliver(skb, in);
    }
  }

  private boolean preRouting(Device in, Skb skb) {
    return stack.hooks().isIdle()
        || stack.hooks().run(Hook.PREROUTING, skb, in.some(), Optional.empty()) == Verdict.ACCEPT;
  }

  /** Routes the packet ({@code ip_rcv_finish}, {@code dst_input}). */
  void receiveFinish(Device in, Skb skb) {
    Optional<InputRoute.Accepted> found = stack.routing().input(skb, in);
    if (found.isEmpty()) {
      return;
    }
    noteOptions(skb, in, found.get().route());
    countGroup(found.get().route().kind(), skb);
    switch (found.get().route().kind()) {
      case UNICAST -> stack.forward().forward(skb, in, found.get());
      case MULTICAST -> multicast(skb, in);
      default -> localDeliver(skb, in);
    }
  }

  /** {@code ip_rcv_options}, {@code ip_forward_options}. */
  private void noteOptions(Skb skb, Device in, Route route) {
    Ipv4Packet packet = skb.ip();
    if (packet.header().options().length() > 0) {
      IpAddress own =
          route.isLocal() ? packet.destination() : stack.routing().sourceOf(route.fib());
      IpAddress near =
          route.isLocal()
              ? own
              : stack.addresses().select(in, packet.source(), RouteSpec.Scope.LINK);
      long now = stack.machine().now();
      skb.setPacket(packet.withHeader(IpOptions.noted(packet.header(), own, near, now, true)));
    }
  }

  private void multicast(Skb skb, Device in) {
    if (stack.isMember(in, skb.ip().destination())) {
      localDeliver(skb, in);
    } else {
      skb.drop(
          in, "ip_mr_input", DropReason.IP_INVALID_DEST, "nobody joined " + skb.ip().destination());
    }
  }

  /** Puts fragments together, then INPUT ({@code ip_local_deliver}). */
  private void localDeliver(Skb skb, Device in) {
    Optional<Skb> whole = stack.reassembler().collect(skb, in, Reassembler.User.LOCAL_DELIVER);
    if (whole.isEmpty()) {
      return;
    }
    if (!stack.hooks().isIdle()) {
      Verdict verdict = stack.hooks().run(Hook.INPUT, whole.get(), in.some(), Optional.empty());
      if (verdict != Verdict.ACCEPT) {
        return;
      }
    }
    localDeliverFinish(whole.get(), in);
  }

  /** Raw sockets, then the protocol ({@code ip_protocol_deliver_rcu}). */
  private void localDeliverFinish(Skb skb, Device in) {
    boolean wantedRaw = false;
    if (!raw.isEmpty()) {
      for (RawReceiver receiver : List.copyOf(raw)) {
        wantedRaw |= receiver.receiveRaw(skb, in);
      }
    }
    TransportHandler handler = handler(skb.ip().protocol());
    if (handler != null) {
      stack.mib().count(Counter.IP_IN_DELIVERS);
      handler.receive(skb, in);
    } else if (wantedRaw) {
      stack.mib().count(Counter.IP_IN_DELIVERS);
      skb.trace(in, "raw_rcv", hop -> new HopEvent.Delivered(hop, "raw socket"));
    } else {
      stack.mib().count(Counter.IP_IN_UNKNOWN_PROTOCOLS);
      stack
          .icmp()
          .sendError(skb, IcmpMessage.DESTINATION_UNREACHABLE, IcmpMessage.PROTOCOL_UNREACHABLE, 0);
      skb.drop(
          in, "ip_protocol_deliver_rcu", DropReason.IP_NOPROTO, "protocol " + skb.ip().protocol());
    }
  }
}
