package passerelle.capture.filter;

import java.util.Map;
import passerelle.capture.filter.Qualifiers.Protocol;
import passerelle.text.WordMap;

/** Names behind {@code proto} (nametoaddr.c: pcap_nametoproto, pcap_nametoeproto). */
final class ProtocolNames {
  /** Names of /etc/protocols that a lab can meet. */
  private static final Map<String, Integer> IP_PROTOCOLS =
      WordMap.numbers(
          """
          icmp=1 igmp=2 ipencap=4 tcp=6 egp=8 igp=9 udp=17 ipv6=41 gre=47 esp=50 ah=51
          ipv6-icmp=58 ospf=89 ipip=94 pim=103 vrrp=112 sctp=132
          """);

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
