package passerelle.sim.ip;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv6Header;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.sim.core.LabRandom;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * IPv6 as far as it stays within one machine: from ::1 through {@code lo} to ::1
 * (net/ipv6/ip6_output.c, ip6_input.c). No ip6tables rule is asked on the way.
 */
public final class Ipv6Loopback {
  private static final String ROUTE =
      "local ::1 dev lo table local proto kernel metric 0 pref medium";

  private final IpStack stack;
  private final long secret;
  private final Map<Integer, TransportHandler> protocols = new HashMap<>();

  Ipv6Loopback(IpStack stack) {
    this.stack = stack;
    secret = stack.machine().random().stream("flow-label/" + stack.netns()).nextLong();
  }

  /** Registers the protocol above IPv6 with a number ({@code inet6_add_protocol}). */
  public void register(int protocol, TransportHandler handler) {
    protocols.put(protocol, handler);
  }

  /**
   * The source address towards a destination ({@code ip6_dst_lookup_tail}).
   *
   * @throws KernelException ENETUNREACH for any destination but ::1, EADDRNOTAVAIL while the
   *     loopback has no IPv6 address
   */
  public Ipv6Address sourceTowards(Ipv6Address destination) throws KernelException {
    if (!destination.isLoopback()) {
      throw new KernelException(Errno.ENETUNREACH);
    }
    if (!stack.inet6().has(destination)) {
      throw new KernelException(Errno.EADDRNOTAVAIL);
    }
    return destination;
  }

  /** The MTU of the way, in octets. */
  public int mtu() {
    return stack.loopback().mtu();
  }

  /**
   * Sends a packet of our own ({@code ip6_xmit}).
   *
   * @param by who sends, for the trace: a program's name or a part of the kernel
   * @param cause the skb that this one answers
   * @throws KernelException what {@link #sourceTowards} says
   */
  public void send(
      Ipv6Address source,
      Ipv6Address destination,
      Transport transport,
      String by,
      Optional<Skb> cause)
      throws KernelException {
    sourceTowards(destination);
    Ipv6Header header = new Ipv6Header(0, flowLabel(transport), Ipv6Header.DEFAULT_HOP_LIMIT);
    Skb skb = new Skb(stack.machine(), new Ipv6Packet(source, destination, header, transport));
    skb.trace(
        stack.netns(), "", "ip6_xmit", hop -> new HopEvent.Originated(hop, by, cause.map(Skb::id)));
    traceRoute(skb, "", "ip6_route_output_flags");
    stack.mib().count(Counter.IP6_OUT_REQUESTS);
    stack.mib().count(Counter.IP6_OUT_TRANSMITS, Counter.IP6_OUT_OCTETS, skb.packet().length());
    skb.setFrame(MacAddress.ZERO, MacAddress.ZERO);
    stack.loopback().transmit(skb);
  }

  /** The same for all segments of one direction of a connection ({@code ip6_make_flowlabel}). */
  private int flowLabel(Transport transport) {
    long flow =
        transport instanceof TcpSegment segment
            ? (long) segment.sourcePort() << 16 | segment.destinationPort()
            : transport.protocol();
    return (int) (new LabRandom(secret ^ flow).nextLong() >>> 44);
  }

  /** A packet from {@code lo} ({@code ipv6_rcv}, {@code ip6_input}). */
  void receive(Device in, Skb skb, Ipv6Packet packet) {
    TransportHandler handler = protocols.get(packet.transport().protocol());
    stack.mib().count(Counter.IP6_IN_RECEIVES, Counter.IP6_IN_OCTETS, packet.length());
    stack.mib().count(Counter.IP6_IN_NOT_ECT);
    if (!stack.inet6().has(packet.destination())) {
      skb.drop(in, "ip6_pkt_discard", DropReason.IP_INNOROUTES, packet.destination().toString());
    } else if (handler == null) {
      String detail = "protocol " + packet.transport().protocol();
      skb.drop(in, "ip6_protocol_deliver_rcu", DropReason.IP_NOPROTO, detail);
    } else {
      traceRoute(skb, in.name(), "ip6_route_input");
      stack.mib().count(Counter.IP6_IN_DELIVERS);
      handler.receive(skb, in);
    }
  }

  private void traceRoute(Skb skb, String device, String function) {
    skb.trace(
        stack.netns(),
        device,
        function,
        hop ->
            new HopEvent.Routed(
                hop,
                ROUTE,
                HopEvent.RouteKind.LOCAL,
                stack.loopback().name(),
                Optional.empty(),
                Optional.empty()));
  }
}
