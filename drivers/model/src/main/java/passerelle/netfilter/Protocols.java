package passerelle.netfilter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Protocol names. iptables knows a few by itself and prints these always
 * (libxtables/xtables.c:xtables_chain_protos); the rest it reads from /etc/protocols, and prints
 * their numbers.
 */
public final class Protocols {
  private static final Map<String, Integer> OWN = new LinkedHashMap<>();
  private static final Map<String, Integer> ETC = new LinkedHashMap<>();

  static {
    OWN.put("tcp", 6);
    OWN.put("sctp", 132);
    OWN.put("udp", 17);
    OWN.put("udplite", 136);
    OWN.put("icmp", 1);
    OWN.put("ipv6-icmp", 58);
    OWN.put("icmpv6", 58);
    OWN.put("esp", 50);
    OWN.put("ah", 51);
    OWN.put("mobility-header", 135);
    OWN.put("mh", 135);
    OWN.put("ipv6-mh", 135);
    OWN.put("dccp", 33);
    OWN.put("all", 0);
    ETC.put("ip", 0);
    ETC.put("igmp", 2);
    ETC.put("ggp", 3);
    ETC.put("ipencap", 4);
    ETC.put("egp", 8);
    ETC.put("igp", 9);
    ETC.put("ipv6", 41);
    ETC.put("rsvp", 46);
    ETC.put("gre", 47);
    ETC.put("ipv6-nonxt", 59);
    ETC.put("eigrp", 88);
    ETC.put("ospf", 89);
    ETC.put("ipip", 94);
    ETC.put("pim", 103);
    ETC.put("ipcomp", 108);
    ETC.put("vrrp", 112);
    ETC.put("l2tp", 115);
    ETC.put("isis", 124);
  }

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
