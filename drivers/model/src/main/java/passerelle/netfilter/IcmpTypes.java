package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;

/** The ICMP types and codes that have names (libxtables, libxt_icmp.h), in their order there. */
final class IcmpTypes {

  /** A name: the type, and the code or -1 for all codes. */
  record Named(String name, int type, int code) {}

  private static final List<Named> V4 =
      table(
          "any 255,echo-reply 0,pong 0,destination-unreachable 3,network-unreachable 3/0,"
              + "host-unreachable 3/1,protocol-unreachable 3/2,port-unreachable 3/3,"
              + "fragmentation-needed 3/4,source-route-failed 3/5,network-unknown 3/6,"
              + "host-unknown 3/7,network-prohibited 3/9,host-prohibited 3/10,"
              + "TOS-network-unreachable 3/11,TOS-host-unreachable 3/12,"
              + "communication-prohibited 3/13,host-precedence-violation 3/14,"
              + "precedence-cutoff 3/15,source-quench 4,redirect 5,network-redirect 5/0,"
              + "host-redirect 5/1,TOS-network-redirect 5/2,TOS-host-redirect 5/3,"
              + "echo-request 8,ping 8,router-advertisement 9,router-solicitation 10,"
              + "time-exceeded 11,ttl-exceeded 11,ttl-zero-during-transit 11/0,"
              + "ttl-zero-during-reassembly 11/1,parameter-problem 12,ip-header-bad 12/0,"
              + "required-option-missing 12/1,timestamp-request 13,timestamp-reply 14,"
              + "address-mask-request 17,address-mask-reply 18");
  private static final List<Named> V6 =
      table(
          "destination-unreachable 1,no-route 1/0,communication-prohibited 1/1,beyond-scope 1/2,"
              + "address-unreachable 1/3,port-unreachable 1/4,failed-policy 1/5,reject-route 1/6,"
              + "packet-too-big 2,time-exceeded 3,ttl-exceeded 3,ttl-zero-during-transit 3/0,"
              + "ttl-zero-during-reassembly 3/1,parameter-problem 4,bad-header 4/0,"
              + "unknown-header-type 4/1,unknown-option 4/2,echo-request 128,ping 128,"
              + "echo-reply 129,pong 129,mld-listener-query 130,mld-listener-report 131,"
              + "mld-listener-done 132,router-solicitation 133,router-advertisement 134,"
              + "neighbour-solicitation 135,neighbor-solicitation 135,"
              + "neighbour-advertisement 136,neighbor-advertisement 136,redirect 137");

  private IcmpTypes() {}

  private static List<Named> table(String text) {
    List<Named> out = new ArrayList<>();
    for (String entry : text.split(",")) {
      String[] parts = entry.split("[ /]");
      int code = parts.length > 2 ? Integer.parseInt(parts[2]) : -1;
      out.add(new Named(parts[0], Integer.parseInt(parts[1]), code));
    }
    return List.copyOf(out);
  }

  private static List<Named> of(Family family) {
    return family == Family.IPV4 ? V4 : V6;
  }

  /** Reads a name, any unambiguous beginning of one, {@code TYPE} or {@code TYPE/CODE}. */
  static Named parse(String text, Family family) throws IptablesException {
    String protocol = family == Family.IPV4 ? "ICMP" : "ICMPv6";
    String start = text.toLowerCase(Locale.ROOT);
    List<Named> found =
        of(family).stream()
            .filter(n -> n.name().toLowerCase(Locale.ROOT).startsWith(start))
            .toList();
    if (found.size() > 1) {
      throw IptablesException.parameter(
          String.format(
              Locale.ROOT,
              "Ambiguous %s type `%s': `%s' or `%s'?",
              protocol,
              text,
              found.get(0).name(),
              found.get(1).name()));
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    int slash = text.indexOf('/');
    OptionalInt type = Numbers.parse(slash < 0 ? text : text.substring(0, slash), 255);
    if (type.isEmpty()) {
      throw IptablesException.parameter("Unknown " + protocol + " type `" + text + "'");
    }
    OptionalInt code = Numbers.parse(slash < 0 ? "" : text.substring(slash + 1), 255);
    if (slash >= 0 && code.isEmpty()) {
      throw IptablesException.parameter("Unknown " + protocol + " code `" + text + "'");
    }
    return new Named("", type.getAsInt(), code.orElse(-1));
  }

  static Optional<String> name(int type, int code, Family family) {
    return of(family).stream()
        .filter(n -> n.type() == type && n.code() == code)
        .map(Named::name)
        .findFirst();
  }
}
