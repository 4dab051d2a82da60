package passerelle.sim.netfilter;

import passerelle.netfilter.LogTarget;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.sim.link.Skb;

/** The line that {@code -j LOG} writes (net/netfilter/nf_log_syslog.c:nf_log_ip_packet). */
final class PacketLog {
  private PacketLog() {}

  static String line(LogTarget target, PacketContext packet) {
    Skb skb = packet.skb();
    StringBuilder out = new StringBuilder(target.prefix());
    out.append("IN=").append(packet.inName()).append(" OUT=").append(packet.outName());
    skb.nfBridge().in().ifPresent(port -> out.append(" PHYSIN=").append(port.name()));
    skb.nfBridge().out().ifPresent(port -> out.append(" PHYSOUT=").append(port.name()));
    if (packet.in().isPresent()) {
      out.append(" MAC=").append(skb.destination()).append(':').append(skb.source());
      out.append(":08:00");
    }
    ip(out, skb.ip(), target);
    if (skb.mark() != 0) {
      out.append(" MARK=0x").append(Integer.toHexString(skb.mark()));
    }
    return out.append(' ').toString();
  }

  private static void ip(StringBuilder out, Ipv4Packet packet, LogTarget target) {
    out.append(
        " SRC=%s DST=%s LEN=%s TOS=0x%02X PREC=0x%02X TTL=%s ID=%s"
            .formatted(
                packet.source(),
                packet.destination(),
                packet.length(),
                packet.header().tos() & 0x1e,
                packet.header().tos() & 0xe0,
                packet.ttl(),
                packet.header().id()));
    if (packet.header().dontFragment()) {
      out.append(" DF");
    }
    if (packet.header().moreFragments()) {
      out.append(" MF");
    }
    if (packet.header().fragmentOffset() != 0) {
      out.append(" FRAG:").append(packet.header().fragmentOffset() / 8);
    }
    transport(out, packet.transport(), target);
  }

  private static void transport(StringBuilder out, Transport transport, LogTarget target) {
    if (transport instanceof TcpSegment tcp) {
      tcp(out, tcp, target);
    } else if (transport instanceof UdpDatagram udp) {
      out.append(" PROTO=UDP SPT=").append(udp.sourcePort());
      out.append(" DPT=").append(udp.destinationPort()).append(" LEN=").append(udp.length());
    } else if (transport instanceof IcmpMessage icmp) {
      out.append(" PROTO=ICMP TYPE=").append(icmp.type()).append(" CODE=").append(icmp.code());
      if (icmp.isEcho()) {
        out.append(" ID=").append(icmp.identifier()).append(" SEQ=").append(icmp.sequence());
      } else if (icmp.body() instanceof IcmpBody.Quote quote) {
        out.append(" [");
        StringBuilder inner = new StringBuilder();
        ip(inner, quote.packet(), target);
        out.append(inner.substring(1)).append(" ]");
      }
    } else {
      out.append(" PROTO=").append(transport.protocol());
    }
  }

  private static void tcp(StringBuilder out, TcpSegment tcp, LogTarget target) {
    out.append(" PROTO=TCP SPT=").append(tcp.sourcePort());
    out.append(" DPT=").append(tcp.destinationPort());
    if (target.flags().contains(LogTarget.Flag.TCP_SEQUENCE)) {
      out.append(" SEQ=").append(Integer.toUnsignedString(tcp.sequence()));
      out.append(" ACK=").append(Integer.toUnsignedString(tcp.acknowledgment()));
    }
    out.append(" WINDOW=").append(tcp.window()).append(" RES=0x00");
    flag(out, tcp, TcpSegment.CWR, " CWR");
    flag(out, tcp, TcpSegment.ECE, " ECE");
    flag(out, tcp, TcpSegment.URG, " URG");
    flag(out, tcp, TcpSegment.ACK, " ACK");
    flag(out, tcp, TcpSegment.PSH, " PSH");
    flag(out, tcp, TcpSegment.RST, " RST");
    flag(out, tcp, TcpSegment.SYN, " SYN");
    flag(out, tcp, TcpSegment.FIN, " FIN");
    out.append(" URGP=0");
  }

  private static void flag(StringBuilder out, TcpSegment tcp, int flag, String word) {
    if (tcp.has(flag)) {
      out.append(word);
    }
  }
}
