package passerelle.capture.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The reserved words of the language: keywords, and names that stand for numbers. */
final class Names {
  /** Words that are never an identifier, whether modelled here or not. */
  static final Set<String> KEYWORDS =
      Set.of(
          ("dst src link ether ppp slip fddi tr wlan arp rarp ip sctp tcp udp icmp igmp igrp pim"
                  + " vrrp carp radio ip6 icmp6 ah esp atalk aarp decnet lat sca moprc mopdl iso esis"
                  + " es-is isis is-is l1 l2 iih lsp snp csnp psnp clnp stp ipx netbeui host net mask"
                  + " port portrange proto protochain gateway type subtype direction dir address1"
                  + " addr1 address2 addr2 address3 addr3 address4 addr4 ra ta less greater byte"
                  + " broadcast multicast and or not len length inbound outbound ifindex vlan mpls"
                  + " pppoed pppoes geneve lane llc metac bcc oam oamf4 oamf4ec oamf4sc sc ilmic vpi"
                  + " vci connectmsg metaconnect on ifname rset ruleset rnr rulenum srnr subrulenum"
                  + " reason action fisu lssu lsu msu hfisu hlssu hmsu sio opc dpc sls hsio hopc hdpc"
                  + " hsls")
              .split(" "));

  /** Keywords that begin a primitive or protocol of link types and features not modelled. */
  static final Set<String> NOT_MODELLED =
      Set.of(
          ("ppp slip fddi tr wlan igrp carp radio atalk aarp decnet lat sca moprc mopdl iso esis"
                  + " es-is isis is-is l1 l2 iih lsp snp csnp psnp clnp ipx netbeui protochain type"
                  + " subtype direction dir address1 addr1 address2 addr2 address3 addr3 address4"
                  + " addr4 byte inbound outbound ifindex vlan mpls pppoed pppoes geneve lane llc"
                  + " metac bcc oam oamf4 oamf4ec oamf4sc sc ilmic vpi vci connectmsg metaconnect on"
                  + " ifname rset ruleset rnr rulenum srnr subrulenum reason action fisu lssu lsu msu"
                  + " hfisu hlssu hmsu sio opc dpc sls hsio hopc hdpc hsls")
              .split(" "));

  /** Field offsets and field values by name. */
  static final Map<String, Integer> CONSTANTS = constants();

  private Names() {}

  private static Map<String, Integer> constants() {
    Map<String, Integer> map = new HashMap<>();
    number(map, "icmptype 0 icmpcode 1 icmp6type 0 icmp6code 1 tcpflags 13");
    number(map, "tcp-fin 1 tcp-syn 2 tcp-rst 4 tcp-push 8 tcp-ack 16 tcp-urg 32 tcp-ece 64");
    number(map, "tcp-cwr 128 icmp-echoreply 0 icmp-unreach 3 icmp-sourcequench 4 icmp-redirect 5");
    number(map, "icmp-echo 8 icmp-routeradvert 9 icmp-routersolicit 10 icmp-timxceed 11");
    number(map, "icmp-paramprob 12 icmp-tstamp 13 icmp-tstampreply 14 icmp-ireq 15");
    number(map, "icmp-ireqreply 16 icmp-maskreq 17 icmp-maskreply 18");
    number(map, "icmp6-destinationunreach 1 icmp6-packettoobig 2 icmp6-timeexceeded 3");
    number(map, "icmp6-parameterproblem 4 icmp6-echo 128 icmp6-echoreply 129");
    number(map, "icmp6-multicastlistenerquery 130 icmp6-multicastlistenerreportv1 131");
    number(map, "icmp6-multicastlistenerdone 132 icmp6-routersolicit 133 icmp6-routeradvert 134");
    number(map, "icmp6-neighborsolicit 135 icmp6-neighboradvert 136 icmp6-redirect 137");
    number(map, "icmp6-routerrenum 138 icmp6-nodeinformationquery 139");
    number(map, "icmp6-nodeinformationresponse 140 icmp6-ineighbordiscoverysolicit 141");
    number(map, "icmp6-ineighbordiscoveryadvert 142 icmp6-multicastlistenerreportv2 143");
    number(map, "icmp6-homeagentdiscoveryrequest 144 icmp6-homeagentdiscoveryreply 145");
    number(map, "icmp6-mobileprefixsolicit 146 icmp6-mobileprefixadvert 147");
    number(map, "icmp6-certpathsolicit 148 icmp6-certpathadvert 149");
    number(map, "icmp6-multicastrouteradvert 151 icmp6-multicastroutersolicit 152");
    number(map, "icmp6-multicastrouterterm 153");
    return Map.copyOf(map);
  }

  private static void number(Map<String, Integer> map, String pairs) {
    String[] words = pairs.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], Integer.parseInt(words[i + 1]));
    }
  }
}
