package passerelle.sim.ipv6;

import java.util.HashMap;
import java.util.Map;
import passerelle.addr.Ipv6Address;
import passerelle.packet.Ipv6Packet;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.TransportHandler;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;

/**
 * A packet's way in ({@code ipv6_rcv}, {@code ip6_input}): only {@code lo} is listened to. What
 * others say on a link concerns nobody, for they ask about themselves and for routers.
 */
public final class Ip6Input {
  private final Ipv6Stack stack;
  private final Map<Integer, TransportHandler> protocols = new HashMap<>();

  Ip6Input(Ipv6Stack stack) {
    this.stack = stack;
  }

  /** Registers the protocol above IPv6 with a number ({@code inet6_add_protocol}). */
  public void register(int protocol, TransportHandler handler) {
    protocols.put(protocol, handler);
  }

  void receive(Device in, Skb skb) {
    Ipv6Packet packet = (Ipv6Packet) skb.packet();
    stack.mib().count(Counter.IP6_IN_RECEIVES, Counter.IP6_IN_OCTETS, packet.length());
    if (in == stack.loopback()) {
      receive(in, skb, packet);
      return;
    }
    if (stack.addrconf().isDisabled(in)) {
      stack.mib().count(Counter.IP6_IN_DISCARDS);
      skb.drop(in, "ip6_rcv_core", DropReason.OTHERHOST, packet.destination());
      return;
    }
    stack.mib().count(Counter.IP6_IN_NOT_ECT);
    if (packet.source().equals(Ipv6Address.ANY)) {
      // Who has no address yet is nobody to whom there is a way.
      stack.mib().count(Counter.IP6_IN_NO_ROUTES);
      skb.drop(in, "ip6_pkt_discard", DropReason.OTHERHOST, packet.destination());
    } else {
      stack
          .mib()
          .count(Counter.IP6_IN_MULTICASTS, Counter.IP6_IN_MULTICAST_OCTETS, packet.length());
      skb.drop(in, "ip6_mc_input", DropReason.OTHERHOST, packet.destination());
    }
  }

  private void receive(Device in, Skb skb, Ipv6Packet packet) {
    TransportHandler handler = protocols.get(packet.transport().protocol());
    stack.mib().count(Counter.IP6_IN_NOT_ECT);
    if (!stack.addresses().has(packet.destination())) {
      skb.drop(in, "ip6_pkt_discard", DropReason.IP_INNOROUTES, packet.destination());
    } else if (handler == null) {
      String detail = "protocol " + packet.transport().protocol();
      skb.drop(in, "ip6_protocol_deliver_rcu", DropReason.IP_NOPROTO, detail);
    } else {
      stack.routing().trace(skb, in.name(), "ip6_route_input");
      stack.mib().count(Counter.IP6_IN_DELIVERS);
      handler.receive(skb, in);
    }
  }
}
