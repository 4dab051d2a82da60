package passerelle.sim.ipv6;

import java.util.Optional;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Ipv6Header;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.sim.core.LabRandom;
import passerelle.sim.ip.Counter;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.HopEvent;

/** A packet's way out ({@code ip6_xmit}, net/ipv6/ip6_output.c). */
public final class Ip6Output {
  private final Ipv6Stack stack;
  private final long secret;

  Ip6Output(Ipv6Stack stack) {
    this.stack = stack;
    secret = stack.machine().random().stream("flow-label/" + stack.netns()).nextLong();
  }

  /**
   * Sends a packet of our own ({@code ip6_xmit}).
   *
   * @param by who sends, for the trace: a program's name or a part of the kernel
   * @param cause the skb that this one answers
   * @throws KernelException what {@link Ip6Routing#sourceTowards} says
   */
  public void send(
      Ipv6Address source,
      Ipv6Address destination,
      Transport transport,
      String by,
      Optional<Skb> cause)
      throws KernelException {
    stack.routing().sourceTowards(destination);
    Ipv6Header header = new Ipv6Header(0, flowLabel(transport), Ipv6Header.DEFAULT_HOP_LIMIT);
    Skb skb = new Skb(stack.machine(), new Ipv6Packet(source, destination, header, transport));
    skb.trace(
        stack.netns(), "", "ip6_xmit", hop -> new HopEvent.Originated(hop, by, cause.map(Skb::id)));
    stack.routing().trace(skb, "", "ip6_route_output_flags");
    stack.mib().count(Counter.IP6_OUT_REQUESTS);
    stack.mib().count(Counter.IP6_OUT_TRANSMITS, Counter.IP6_OUT_OCTETS, skb.packet().length());
    skb.setFrame(MacAddress.ZERO, MacAddress.ZERO);
    stack.loopback().transmit(skb);
  }

  /**
   * Sends what the kernel itself says to a group on a device's link ({@code ndisc_send_skb}, {@code
   * mld_sendpack}).
   *
   * @param type of the ICMPv6 message
   * @param by the part of the kernel, for the trace
   */
  void sendToGroup(Device device, Ipv6Packet packet, int type, String by) {
    Skb skb = new Skb(stack.machine(), packet);
    skb.trace(device, "ip6_output", hop -> new HopEvent.Originated(hop, by, Optional.empty()));
    stack.mib().count(Counter.IP6_OUT_REQUESTS);
    stack.mib().icmp6Out(type);
    stack
        .mib()
        .count(Counter.IP6_OUT_MULTICASTS, Counter.IP6_OUT_MULTICAST_OCTETS, packet.length());
    stack.mib().count(Counter.IP6_OUT_TRANSMITS, Counter.IP6_OUT_OCTETS, packet.length());
    skb.setFrame(device.mac(), MacAddress.ofMulticast(packet.destination()));
    device.transmit(skb);
  }

  /** The same for all segments of one direction of a connection ({@code ip6_make_flowlabel}). */
  private int flowLabel(Transport transport) {
    long flow =
        transport instanceof TcpSegment segment
            ? (long) segment.sourcePort() << 16 | segment.destinationPort()
            : transport.protocol();
    return (int) (new LabRandom(secret ^ flow).nextLong() >>> 44);
  }
}
