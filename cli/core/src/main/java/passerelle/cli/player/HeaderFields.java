package passerelle.cli.player;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.ArpPacket;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.L3Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.packet.VlanPacket;
import passerelle.text.WordList;
import passerelle.trace.Hop;
import passerelle.trace.render.PacketText;

/** The fields of a packet's headers by name, from the frame inwards. */
final class HeaderFields {
  /** All names, in the order in which the fields are shown. */
  static final List<String> ORDER =
      WordList.of(
          """
          mac.source mac.destination vlan arp.operation arp.sender arp.target source
          destination ttl protocol port.source port.destination tcp.flags tcp.sequence
          tcp.acknowledgment icmp.type icmp.code payload length
          """);

  private HeaderFields() {}

  static Map<String, String> of(Optional<Hop.Ethernet> frame, L3Packet packet) {
    Map<String, String> out = new LinkedHashMap<>();
    frame.ifPresent(
        f -> {
          out.put("mac.source", f.source().toString());
          out.put("mac.destination", f.destination().toString());
        });
    inner(packet, out);
    out.put("length", String.valueOf(packet.length()));
    return out;
  }

  private static void inner(L3Packet packet, Map<String, String> out) {
    if (packet instanceof ArpPacket arp) {
      out.put("protocol", "ARP");
      out.put("arp.operation", arp.operation().name().toLowerCase(Locale.ROOT));
      out.put("arp.sender", arp.senderIp() + " " + arp.senderMac());
      out.put("arp.target", arp.targetIp().toString());
    } else if (packet instanceof IpPacket ip) {
      ip(ip, out);
    } else if (packet instanceof VlanPacket tagged) {
      out.put("vlan", String.valueOf(tagged.id()));
      inner(tagged.packet(), out);
    }
  }

  private static void ip(IpPacket packet, Map<String, String> out) {
    out.put("source", packet.source().toString());
    out.put("destination", packet.destination().toString());
    out.put("ttl", String.valueOf(packet.ttl()));
    Transport transport = packet.transport();
    out.put("protocol", IpProtocol.name(transport.protocol()));
    if (transport instanceof TcpSegment tcp) {
      out.put("port.source", String.valueOf(tcp.sourcePort()));
      out.put("port.destination", String.valueOf(tcp.destinationPort()));
      out.put("tcp.flags", flags(tcp));
      out.put("tcp.sequence", Integer.toUnsignedString(tcp.sequence()));
      if (tcp.has(TcpSegment.ACK)) {
        out.put("tcp.acknowledgment", Integer.toUnsignedString(tcp.acknowledgment()));
      }
      out.put("payload", String.valueOf(tcp.payload().length()));
    } else if (transport instanceof UdpDatagram udp) {
      out.put("port.source", String.valueOf(udp.sourcePort()));
      out.put("port.destination", String.valueOf(udp.destinationPort()));
      out.put("payload", String.valueOf(udp.payload().length()));
    } else if (transport instanceof IcmpMessage icmp) {
      out.put("icmp.type", String.valueOf(icmp.type()));
      out.put("icmp.code", String.valueOf(icmp.code()));
    }
  }

  /** The names of the flags that are set. */
  private static String flags(TcpSegment tcp) {
    StringBuilder out = new StringBuilder();
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK"};
    int[] flags = {TcpSegment.FIN, TcpSegment.SYN, TcpSegment.RST, TcpSegment.PSH, TcpSegment.ACK};
    for (int i = 0; i < names.length; i++) {
      if (tcp.has(flags[i])) {
        out.append(out.isEmpty() ? "" : " ").append(names[i]);
      }
    }
    return out.toString();
  }

  /** A packet in a word, for the sign that moves. */
  static String mark(L3Packet packet) {
    if (packet instanceof ArpPacket arp) {
      return arp.operation() == ArpPacket.Operation.REQUEST ? "ARP ?" : "ARP !";
    }
    if (packet instanceof VlanPacket tagged) {
      return mark(tagged.packet());
    }
    if (packet instanceof IpPacket ip) {
      Transport transport = ip.transport();
      if (transport instanceof TcpSegment tcp) {
        return flags(tcp);
      }
      if (transport instanceof IcmpMessage icmp) {
        return icmp.isError() ? "ICMP !" : "ICMP";
      }
      return IpProtocol.name(transport.protocol()).toUpperCase(Locale.ROOT);
    }
    return PacketText.of(packet);
  }

  /** Whether it only serves the network itself, or confirms what came. */
  static boolean isChatter(L3Packet packet) {
    return packet instanceof ArpPacket
        || packet instanceof IpPacket ip
            && ip.transport() instanceof TcpSegment tcp
            && tcp.flags() == TcpSegment.ACK
            && tcp.payload().length() == 0;
  }
}
