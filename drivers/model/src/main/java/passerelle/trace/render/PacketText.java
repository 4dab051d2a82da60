package passerelle.trace.render;

import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.packet.ArpPacket;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.L3Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.packet.VlanPacket;

/** A packet in a few words, after tcpdump's manner. */
public final class PacketText {
  private PacketText() {}

  /** The packet with its addresses. */
  public static String of(L3Packet packet) {
    if (packet instanceof ArpPacket arp) {
      return arp.operation() == ArpPacket.Operation.REQUEST
          ? "ARP who-has " + arp.targetIp() + " tell " + arp.senderIp()
          : "ARP " + arp.senderIp() + " is-at " + arp.senderMac();
    }
    if (packet instanceof IpPacket ip) {
      return flow(ip) + " " + transport(ip);
    }
    if (packet instanceof VlanPacket tagged) {
      return "vlan " + tagged.id() + " " + of(tagged.packet());
    }
    return String.format("ethertype 0x%04x", packet.etherType());
  }

  /** {@code SOURCE[:port] > DESTINATION[:port]}. */
  static String flow(IpPacket ip) {
    Transport transport = ip.transport();
    if (transport instanceof TcpSegment tcp) {
      return flow(ip, tcp.sourcePort(), tcp.destinationPort());
    }
    if (transport instanceof UdpDatagram udp) {
      return flow(ip, udp.sourcePort(), udp.destinationPort());
    }
    return ip.source() + " > " + ip.destination();
  }

  private static String flow(IpPacket ip, int source, int destination) {
    return end(ip.source(), source) + " > " + end(ip.destination(), destination);
  }

  private static String end(IpAddress address, int port) {
    return (address instanceof Ipv6Address ? "[" + address + "]" : address) + ":" + port;
  }

  private static String transport(IpPacket ip) {
    Transport transport = ip.transport();
    if (transport instanceof TcpSegment tcp) {
      String data = tcp.payload().length() == 0 ? "" : " " + tcp.payload().length() + "B";
      return "tcp [" + flags(tcp) + "]" + data;
    }
    if (transport instanceof UdpDatagram udp) {
      return "udp " + udp.payload().length() + "B";
    }
    if (transport instanceof IcmpMessage icmp) {
      return "icmp " + icmp(icmp);
    }
    String fragment = ip.isFragment() ? " fragment@" + ip.fragmentOffset() : "";
    return IpProtocol.name(((RawTransport) transport).protocol()) + fragment;
  }

  private static String flags(TcpSegment tcp) {
    StringBuilder out = new StringBuilder();
    append(out, tcp, TcpSegment.SYN, 'S');
    append(out, tcp, TcpSegment.FIN, 'F');
    append(out, tcp, TcpSegment.PSH, 'P');
    append(out, tcp, TcpSegment.RST, 'R');
    append(out, tcp, TcpSegment.ACK, '.');
    return out.toString();
  }

  private static void append(StringBuilder out, TcpSegment tcp, int flag, char letter) {
    if (tcp.has(flag)) {
      out.append(letter);
    }
  }

  private static String icmp(IcmpMessage icmp) {
    return switch (icmp.type()) {
      case IcmpMessage.ECHO_REQUEST -> "echo request seq " + icmp.sequence();
      case IcmpMessage.ECHO_REPLY -> "echo reply seq " + icmp.sequence();
      case IcmpMessage.DESTINATION_UNREACHABLE -> unreachable(icmp) + about(icmp);
      case IcmpMessage.TIME_EXCEEDED -> "time exceeded" + about(icmp);
      case IcmpMessage.REDIRECT -> "redirect" + about(icmp);
      default -> "type " + icmp.type() + " code " + icmp.code();
    };
  }

  private static String unreachable(IcmpMessage icmp) {
    return switch (icmp.code()) {
      case IcmpMessage.NET_UNREACHABLE -> "net unreachable";
      case IcmpMessage.HOST_UNREACHABLE -> "host unreachable";
      case IcmpMessage.PROTOCOL_UNREACHABLE -> "protocol unreachable";
      case IcmpMessage.PORT_UNREACHABLE -> "port unreachable";
      case IcmpMessage.FRAGMENTATION_NEEDED -> "need to frag (mtu " + icmp.nextHopMtu() + ")";
      case IcmpMessage.NET_PROHIBITED, IcmpMessage.HOST_PROHIBITED, IcmpMessage.ADMIN_PROHIBITED ->
          "admin prohibited";
      default -> "unreachable code " + icmp.code();
    };
  }

  private static String about(IcmpMessage icmp) {
    return icmp.body() instanceof IcmpBody.Quote quote ? " about " + flow(quote.packet()) : "";
  }
}
