package passerelle.capture.filter;

import java.util.Map;
import passerelle.capture.filter.Qualifiers.Protocol;

/** Names behind {@code proto} (nametoaddr.c: pcap_nametoproto, pcap_nametoeproto). */
final class ProtocolNames {
  /** Names of /etc/protocols that a lab can meet. */
  private static final Map<String, Integer> IP_PROTOCOLS =
      Map.ofEntries(
          Map.entry("icmp", 1),
          Map.entry("igmp", 2),
          Map.entry("ipencap", 4),
          Map.entry("tcp", 6),
          Map.entry("egp", 8),
          Map.entry("igp", 9),
          Map.entry("udp", 17),
          Map.entry("ipv6", 41),
          Map.entry("gre", 47),
          Map.entry("esp", 50),
          Map.entry("ah", 51),
          Map.entry("ipv6-icmp", 58),
          Map.entry("ospf", 89),
          Map.entry("ipip", 94),
          Map.entry("pim", 103),
          Map.entry("vrrp", 112),
          Map.entry("sctp", 132));

  private static final Map<String, Integer> ETHER_PROTOCOLS =
      Map.of("ip", 0x0800, "arp", 0x0806, "rarp", 0x8035, "ip6", 0x86dd, "loopback", 0x9000);

  private ProtocolNames() {}

  /** The number of a protocol carried by Ethernet or by IP. */
  static long number(String name, Protocol within) throws FilterSyntaxException {
    boolean ether = within == Protocol.LINK;
    if (!ether && within != Protocol.DEFAULT && within != Protocol.IP && within != Protocol.IP6) {
      throw new FilterSyntaxException("unknown protocol: " + name);
    }
    Integer number = (ether ? ETHER_PROTOCOLS : IP_PROTOCOLS).get(name);
    if (number == null) {
      throw new FilterSyntaxException(
          "unknown " + (ether ? "ether" : "ip") + " proto '" + name + "'");
    }
    return number;
  }
}
