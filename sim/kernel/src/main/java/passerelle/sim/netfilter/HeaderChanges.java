package passerelle.sim.netfilter;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.netfilter.TcpmssTarget;
import passerelle.netfilter.TosTarget;
import passerelle.netfilter.TtlTarget;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.link.Device;

/** Targets of table mangle that change a header field (net/netfilter/xt_DSCP.c, xt_HL.c). */
final class HeaderChanges {
  /** IPv4 and TCP headers without options. */
  private static final int HEADERS = 40;

  private HeaderChanges() {}

  /**
   * net/netfilter/xt_TCPMSS.c:tcpmss_mangle_packet. The MTU of the way is taken from the two
   * devices.
   */
  static Step clampMss(TcpmssTarget target, PacketContext packet) {
    Optional<TcpSegment> tcp = packet.tcp();
    if (tcp.isEmpty() || !tcp.get().has(TcpSegment.SYN)) {
      return Step.CONTINUE;
    }
    TcpSegment segment = tcp.get();
    int limit = target.mss().orElse(smallestMtu(packet) - HEADERS);
    OptionalInt announced = segment.options().mss();
    if (announced.isPresent() && announced.getAsInt() <= limit) {
      return Step.CONTINUE;
    }
    TcpOptions options = segment.options();
    TcpOptions clamped =
        new TcpOptions(
            OptionalInt.of(announced.isPresent() ? limit : Math.min(limit, 536)),
            options.sackPermitted(),
            options.timestamps(),
            options.windowScale(),
            options.sackBlocks());
    Ipv4Packet ip = packet.skb().ip();
    packet
        .skb()
        .setPacket(
            ip.withTransport(
                new TcpSegment(
                    segment.sourcePort(),
                    segment.destinationPort(),
                    segment.sequence(),
                    segment.acknowledgment(),
                    segment.flags(),
                    segment.window(),
                    clamped,
                    segment.payload())));
    return Step.CONTINUE;
  }

  private static int smallestMtu(PacketContext packet) {
    int out = packet.out().map(Device::mtu).orElse(1500);
    return Math.min(out, packet.in().map(Device::mtu).orElse(out));
  }

  /** net/netfilter/xt_DSCP.c:dscp_tg and tos_tg. */
  static Step tos(TosTarget target, PacketContext packet) {
    Ipv4Packet ip = packet.skb().ip();
    Ipv4Header header = ip.header().withTos(target.of(ip.header().tos()));
    packet.skb().setPacket(new Ipv4Packet(ip.source(), ip.destination(), header, ip.transport()));
    return Step.CONTINUE;
  }

  /** net/netfilter/xt_HL.c:ttl_tg. */
  static Step ttl(TtlTarget target, PacketContext packet) {
    Ipv4Packet ip = packet.skb().ip();
    int ttl =
        switch (target.action()) {
          case SET -> target.amount();
          case INCREMENT -> Math.min(255, ip.ttl() + target.amount());
          case DECREMENT -> Math.max(0, ip.ttl() - target.amount());
        };
    packet.skb().setPacket(ip.withTtl(ttl));
    return Step.CONTINUE;
  }
}
