package passerelle.netfilter;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import passerelle.text.WordMap;

/**
 * Protocol names. iptables knows a few by itself and prints these always
 * (libxtables/xtables.c:xtables_chain_protos); the rest it reads from /etc/protocols, and prints
 * their numbers.
 */
public final class Protocols {
  private static final Map<String, Integer> OWN =
      WordMap.numbers(
          """
          tcp=6 sctp=132 udp=17 udplite=136 icmp=1 ipv6-icmp=58 icmpv6=58 esp=50 ah=51
          mobility-header=135 mh=135 ipv6-mh=135 dccp=33 all=0
          """);

  private static final Map<String, Integer> ETC =
      WordMap.numbers(
          """
          ip=0 igmp=2 ggp=3 ipencap=4 egp=8 igp=9 ipv6=41 rsvp=46 gre=47 ipv6-nonxt=59 eigrp=88
          ospf=89 ipip=94 pim=103 ipcomp=108 vrrp=112 l2tp=115 isis=124
          """);

  private Protocols() {}

  /** The number of a protocol given by name or number; empty when unknown. */
  public static OptionalInt parse(String text) {
    OptionalInt number = Numbers.parse(text, 255);
    if (number.isPresent()) {
      return number;
    }
    String name = text.toLowerCase(Locale.ROOT);
    Integer known = OWN.containsKey(name) ? OWN.get(name) : ETC.get(name);
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  /** The name that iptables prints in a rule: its own, or the number. */
  public static String name(int protocol) {
    return find(OWN, protocol);
  }

  /** The name in a listing without {@code -n}. */
  static String listing(int protocol) {
    String own = name(protocol);
    return Character.isDigit(own.charAt(0)) ? find(ETC, protocol) : own;
  }

  private static String find(Map<String, Integer> names, int protocol) {
    for (Map.Entry<String, Integer> entry : names.entrySet()) {
      if (entry.getValue() == protocol) {
        return entry.getKey();
      }
    }
    return Integer.toString(protocol);
  }
}
