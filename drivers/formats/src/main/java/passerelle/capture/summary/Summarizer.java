package passerelle.capture.summary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import passerelle.addr.Ipv6Address;
import passerelle.capture.LinkType;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;

/** Summarizes the packets of one capture, one after the other: it remembers conversations. */
public final class Summarizer {
  private static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  private static final int IPV6 = 0x86dd;

  private final LinkType linkType;
  private final TcpSummaries tcp = new TcpSummaries();
  private final Map<String, Integer> requests = new HashMap<>();

  /** For a capture of Ethernet or cooked packets. */
  public Summarizer(LinkType linkType) {
    this.linkType = linkType;
  }

  /**
   * A packet's summary.
   *
   * @param bytes from the link-layer header on
   * @param length octets on the wire
   * @param number of the packet in its capture, from 1
   */
  public Summary summarize(byte[] bytes, int length, int number) {
    Summary out = new Summary();
    out.put("frame.number", number);
    out.put("frame.len", length);
    try {
      link(new Octets(bytes, 0, bytes.length), out, number);
    } catch (CutShort cut) {
      out.columns(out.protocol(), "[Packet size limited during capture]");
    }
    return out;
  }

  private void link(Octets octets, Summary out, int number) {
    boolean cooked = linkType == LinkType.LINUX_SLL2;
    int type = cooked ? octets.u16(0) : octets.u16(12);
    if (cooked) {
      out.layer("sll");
      out.put("sll.ifindex", octets.u32(4));
      out.between(octets.mac(12), "");
    } else {
      out.layer("eth");
      out.put("eth.dst", octets.mac(0));
      out.put("eth.src", octets.mac(6));
      out.put("eth.addr", octets.mac(0));
      out.put("eth.addr", octets.mac(6));
      out.put("eth.type", "0x%04x".formatted(type));
      out.between(octets.mac(6), octets.mac(0));
    }
    out.layer("ethertype");
    Octets rest = octets.from(cooked ? LinkType.LINUX_SLL2.headerLength() : 14);
    switch (type) {
      case ARP -> arp(rest, out);
      case IPV4 -> ipv4(rest, out, number);
      case IPV6 -> ipv6(rest, out);
      default -> out.columns("0x%04x".formatted(type), "Ethernet II");
    }
  }

  private static void arp(Octets arp, Summary out) {
    out.layer("arp");
    boolean request = arp.u16(6) == 1;
    String sender = arp.ipv4(14);
    String target = arp.ipv4(24);
    out.put("arp.opcode", arp.u16(6));
    out.put("arp.src.proto_ipv4", sender);
    out.put("arp.dst.proto_ipv4", target);
    out.put("arp.src.hw_mac", arp.mac(8));
    String info;
    if (sender.equals(target)) {
      info =
          request ? "ARP Announcement for " + sender : "Gratuitous ARP for " + sender + " (Reply)";
    } else if (request) {
      info =
          "Who has " + target + (sender.equals("0.0.0.0") ? "? (ARP Probe)" : "? Tell " + sender);
    } else {
      info = sender + " is at " + arp.mac(8);
    }
    out.columns("ARP", info);
  }

  private void ipv4(Octets packet, Summary out, int number) {
    int header = (packet.u8(0) & 15) * 4;
    int total = packet.u16(2);
    String source = packet.ipv4(12);
    String destination = packet.ipv4(16);
    out.layer("ip");
    out.put("ip.src", source);
    out.put("ip.dst", destination);
    out.put("ip.addr", source);
    out.put("ip.addr", destination);
    out.put("ip.ttl", packet.u8(8));
    out.put("ip.proto", packet.u8(9));
    out.put("ip.len", total);
    out.put("ip.id", "0x%04x".formatted(packet.u16(4)));
    out.between(source, destination);
    Octets rest = packet.part(header, total - header);
    if ((packet.u16(6) & 0x1fff) != 0) {
      out.columns("IPv4", "Fragmented IP protocol (proto=" + packet.u8(9) + ")");
      return;
    }
    switch (packet.u8(9)) {
      case 1 -> icmp(rest, out, number, packet.u8(8));
      case 6 -> tcp.summarize(rest, out);
      case 17 -> udp(rest, out);
      default -> out.columns("IPv4", "IP protocol " + packet.u8(9));
    }
  }

  private static void ipv6(Octets packet, Summary out) {
    out.layer("ipv6");
    out.put("ipv6.src", packet.ipv6(8));
    out.put("ipv6.dst", packet.ipv6(24));
    out.between(packet.ipv6(8), packet.ipv6(24));
    boolean options = packet.u8(6) == 0;
    Octets rest = packet.from(options ? 48 : 40);
    int next = options ? packet.u8(40) : packet.u8(6);
    if (next != 58) {
      out.columns("IPv6", "IPv6 next header " + next);
      return;
    }
    out.layer("icmpv6");
    out.put("icmpv6.type", rest.u8(0));
    String info =
        switch (rest.u8(0)) {
          case 128 -> "Echo (ping) request";
          case 129 -> "Echo (ping) reply";
          case 133 -> "Router Solicitation" + from(rest, 8);
          case 134 -> "Router Advertisement" + from(rest, 16);
          case 135 -> "Neighbor Solicitation for " + rest.ipv6(8) + from(rest, 24);
          case 136 -> "Neighbor Advertisement " + rest.ipv6(8);
          case 143 -> "Multicast Listener Report Message v2";
          default -> "Type " + rest.u8(0);
        };
    out.columns("ICMPv6", info);
  }

  private static String from(Octets message, int option) {
    return message.length() >= option + 8 && message.u8(option) == 1
        ? " from " + message.mac(option + 2)
        : "";
  }

  private void icmp(Octets message, Summary out, int number, int ttl) {
    int type = message.u8(0);
    int code = message.u8(1);
    out.layer("icmp");
    out.put("icmp.type", type);
    out.put("icmp.code", code);
    if (type != 0 && type != 8) {
      out.columns("ICMP", IcmpNames.of(type, code));
      return;
    }
    int id = message.u16(4);
    int sequence = message.u16(6);
    out.put("icmp.ident", id);
    out.put("icmp.seq", sequence);
    String key = (type == 8 ? out.source() : out.destination()) + "/" + id + "/" + sequence;
    String also = "";
    if (type == 8) {
      requests.put(key, number);
    } else if (requests.containsKey(key)) {
      also = " (request in " + requests.get(key) + ")";
    }
    out.columns(
        "ICMP",
        (type == 8 ? "Echo (ping) request  " : "Echo (ping) reply    ")
            + "id=0x%04x, seq=".formatted(id)
            + (sequence + "/" + ((sequence & 255) << 8 | sequence >> 8) + ", ttl=" + ttl + also));
  }

  private static void udp(Octets datagram, Summary out) {
    int source = datagram.u16(0);
    int destination = datagram.u16(2);
    out.layer("udp");
    out.put("udp.srcport", source);
    out.put("udp.dstport", destination);
    out.put("udp.port", source);
    out.put("udp.port", destination);
    out.put("udp.length", datagram.u16(4));
    Octets data = datagram.part(8, datagram.u16(4) - 8);
    out.columns("UDP", source + " → " + destination + " Len=" + data.length());
    if (source == 53 || destination == 53 || source == 5353) {
      DnsReader.read(Payload.of(data.copy())).ifPresent(m -> dns(m, out));
    }
  }

  private static void dns(DnsMessage message, Summary out) {
    boolean response = message.has(DnsMessage.RESPONSE);
    out.layer("dns");
    out.put("dns.flags.response", response ? 1 : 0);
    out.put("dns.id", "0x%04x".formatted(message.id()));
    StringBuilder info = new StringBuilder("Standard query ");
    info.append(response ? "response " : "");
    info.append("0x%04x".formatted(message.id()));
    String failed =
        switch (message.code()) {
          case DnsMessage.SERVFAIL -> " Server failure";
          case DnsMessage.NXDOMAIN -> " No such name";
          case DnsMessage.REFUSED -> " Refused";
          default -> "";
        };
    info.append(response ? failed : "");
    message
        .questions()
        .forEach(
            q -> {
              out.put("dns.qry.name", q.name());
              out.put("dns.qry.type", q.type());
              info.append(' ').append(DnsType.name(q.type())).append(' ').append(q.name());
            });
    message.answers().forEach(record -> record(record, info, out));
    message.authority().forEach(record -> record(record, info, out));
    message.additional().forEach(record -> record(record, info, out));
    info.append(message.edns().isPresent() ? " OPT" : "");
    out.columns("DNS", info.toString());
  }

  private static void record(DnsRecord record, StringBuilder info, Summary out) {
    String data = record.data().split(" ")[0].replaceFirst("\\.$", "");
    if (record.type() == DnsType.A) {
      out.put("dns.a", data);
    }
    info.append(' ').append(DnsType.name(record.type())).append(' ').append(data);
  }

  /** A packet of which the capture has too little. */
  private static final class CutShort extends RuntimeException {}

  /** Octets of a packet; those beyond its end are refused. */
  record Octets(byte[] all, int start, int length) {
    int u8(int at) {
      if (at >= length) {
        throw new CutShort();
      }
      return all[start + at] & 0xff;
    }

    int u16(int at) {
      return u8(at) << 8 | u8(at + 1);
    }

    long u32(int at) {
      return (long) u16(at) << 16 | u16(at + 2);
    }

    Octets from(int at) {
      return part(at, length - at);
    }

    Octets part(int at, int size) {
      int most = Math.max(0, Math.min(size, length - at));
      return new Octets(all, start + Math.min(at, length), most);
    }

    byte[] copy() {
      return Arrays.copyOfRange(all, start, start + length);
    }

    String text() {
      return new String(copy(), StandardCharsets.ISO_8859_1);
    }

    String mac(int at) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        out.append(i == 0 ? "" : ":").append("%02x".formatted(u8(at + i)));
      }
      return out.toString();
    }

    String ipv4(int at) {
      return u8(at) + "." + u8(at + 1) + "." + u8(at + 2) + "." + u8(at + 3);
    }

    String ipv6(int at) {
      StringBuilder groups = new StringBuilder();
      for (int i = 0; i < 16; i += 2) {
        groups.append(i == 0 ? "" : ":").append(Integer.toHexString(u16(at + i)));
      }
      return Ipv6Address.of(groups.toString()).toString();
    }
  }
}
