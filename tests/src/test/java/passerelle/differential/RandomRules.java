package passerelle.differential;

import java.util.ArrayList;
import java.util.List;
import passerelle.differential.Draft.Box;

/** Random iptables rules of the kinds that the simulator knows, on machines and in containers. */
final class RandomRules {
  private final Dice dice;
  private final Draft draft;

  RandomRules(Dice dice, Draft draft) {
    this.dice = dice;
    this.draft = draft;
  }

  /** A rule somewhere. */
  void add() {
    List<Box> owners = draft.owners();
    if (!owners.isEmpty() && dice.oneIn(3)) {
      Box box = dice.pick(owners);
      draft.in(box, rule(List.of("INPUT", "OUTPUT", "FORWARD"), List.of("eth0", "lo", "eth+")));
    } else if (dice.oneIn(4)) {
      draft.on(
          dice.of("laptop", "router", "internet"),
          rule(List.of("INPUT", "OUTPUT", "FORWARD"), List.of("eth0", "lan", "wan0", "lo")));
    } else {
      List<String> devices = new ArrayList<>(List.of("eth0", "docker0", "br-+", "veth+", "lo"));
      draft.networks().forEach(n -> n.bridge().ifPresent(devices::add));
      draft.on(Draft.HOST, rule(List.of("INPUT", "OUTPUT", "FORWARD", "DOCKER-USER"), devices));
    }
  }

  private String rule(List<String> filterChains, List<String> devices) {
    return switch (dice.between(1, 11)) {
      case 1 -> mangle(devices);
      case 2 ->
          "iptables -t raw -I "
              + source(dice.of("PREROUTING", "OUTPUT"), devices)
              + dice.of(" -j NOTRACK", " -j CT --notrack", " -j DROP");
      case 3 -> "iptables -t nat -A " + source("POSTROUTING", devices) + sourceTranslation();
      case 4, 5 -> {
        String chain = dice.of("PREROUTING", "OUTPUT");
        yield "iptables -t nat -I " + chain + ways(chain, devices) + destinationTranslation();
      }
      case 6 ->
          "iptables -P " + dice.of("INPUT", "OUTPUT", "FORWARD") + dice.of(" DROP", " ACCEPT");
      case 7 ->
          dice.oneIn(2)
              ? "iptables -F " + dice.of("", "INPUT", "FORWARD")
              : "iptables -t nat -F " + dice.of("", "PREROUTING", "POSTROUTING");
      default -> filter(dice.pick(filterChains), devices);
    };
  }

  private String filter(String chain, List<String> devices) {
    String where = chain.equals("DOCKER-USER") ? "FORWARD" : chain;
    String how = dice.of("-I ", "-I ", "-A ");
    return "iptables " + how + chain + tests(where, devices) + verdict();
  }

  /** A chain and tests that fit it. */
  private String source(String chain, List<String> devices) {
    return chain + tests(chain, devices);
  }

  private String tests(String chain, List<String> devices) {
    String tests = ways(chain, devices);
    tests += dice.oneIn(2) ? protocol() : "";
    return dice.oneIn(4) ? tests + extension() : tests;
  }

  /** Tests of addresses and devices. */
  private String ways(String chain, List<String> devices) {
    String not = dice.maybe(6, " !");
    String tests = "";
    if (dice.oneIn(3)) {
      tests += not + " -s " + address();
    } else if (dice.oneIn(3)) {
      tests += not + " -d " + address();
    }
    boolean leaves = chain.equals("OUTPUT") || chain.equals("POSTROUTING");
    if (dice.oneIn(3)) {
      tests += not + (leaves ? " -o " : " -i ") + dice.pick(devices);
    } else if (chain.equals("FORWARD") && dice.oneIn(3)) {
      tests += not + " -o " + dice.pick(devices);
    }
    return tests;
  }

  private String address() {
    List<String> all = new ArrayList<>(draft.addresses());
    draft.networks().forEach(n -> all.add(n.subnet()));
    all.addAll(List.of("192.0.2.0/24", "192.0.2.20", "192.0.2.10", "198.51.100.80", "127.0.0.1"));
    return dice.pick(all);
  }

  private String protocol() {
    return switch (dice.between(1, 7)) {
      case 1 -> " -p icmp";
      case 2 -> " -p icmp --icmp-type " + dice.of("echo-request", "echo-reply", "3", "3/4", "11");
      case 3 ->
          " -p tcp"
              + dice.maybe(
                  3,
                  dice.of(" --syn", " ! --syn", " --tcp-flags RST RST", " -m tcpmss --mss 1000:"));
      case 4 -> " -p tcp --dport " + dice.of("80", "6379", "79:8100", ":1024");
      case 5 -> " -p tcp --sport " + dice.of("80", "6379", "1024:");
      case 6 -> " -p udp --dport " + dice.of("53", "7000", "5000:8100");
      default -> " -p " + dice.of("tcp", "udp") + " -m multiport --dports 53,80,7000,8000:8010";
    };
  }

  private String extension() {
    return switch (dice.between(1, 13)) {
      case 1 -> " -m conntrack --ctstate " + dice.of("NEW", "ESTABLISHED", "RELATED,ESTABLISHED");
      case 2 -> " -m conntrack --ctstate " + dice.of("INVALID", "UNTRACKED", "DNAT", "SNAT");
      case 3 -> " -m conntrack ! --ctstate " + dice.of("NEW", "DNAT", "INVALID");
      case 4 -> " -m length --length " + dice.of("0:100", "100:", "84", "1000:1500");
      case 5 -> " -m ttl --ttl-" + dice.of("lt 64", "gt 62", "eq 63", "eq 64");
      case 6 -> " -m mark --mark " + dice.of("0", "1", "0x10/0xf0");
      case 7 -> " -m addrtype --" + dice.of("dst", "src") + "-type " + dice.of("LOCAL", "UNICAST");
      case 8 -> " -m statistic --mode nth --every " + dice.of("2", "3") + " --packet 0";
      case 9 -> " -m iprange --src-range 10.1.0.2-172.17.0.3";
      case 10 -> " -m pkttype --pkt-type " + dice.of("unicast", "host", "broadcast");
      case 11 -> " -m dscp --dscp " + dice.of("0", "4", "8");
      case 12 -> " -m quota --quota " + dice.of("84", "100", "200", "1000");
      default -> " -m limit --limit 1/hour --limit-burst " + dice.of("1", "2", "3");
    };
  }

  private String verdict() {
    return switch (dice.between(1, 6)) {
      case 1 -> " -j ACCEPT";
      case 2 -> " -j RETURN";
      case 3, 4 -> " -j DROP";
      default -> " -j REJECT" + dice.maybe(2, " --reject-with " + rejection());
    };
  }

  private String rejection() {
    return dice.of(
        "icmp-port-unreachable",
        "icmp-host-unreachable",
        "icmp-net-unreachable",
        "icmp-admin-prohibited",
        "icmp-host-prohibited");
  }

  private String mangle(List<String> devices) {
    String chain = dice.of("PREROUTING", "OUTPUT", "FORWARD", "POSTROUTING", "INPUT");
    String rule = "iptables -t mangle -A " + source(chain, devices);
    return rule
        + dice.of(
            " -j MARK --set-mark 1",
            " -j MARK --set-xmark 0x10/0xf0",
            " -j CONNMARK --set-mark 1",
            " -j TTL --ttl-set " + dice.of("2", "5", "64"),
            " -j TTL --ttl-dec 1",
            " -j DROP");
  }

  private String sourceTranslation() {
    return switch (dice.between(1, 4)) {
      case 1, 2 -> " -j MASQUERADE";
      case 3 ->
          " -j SNAT --to-source " + dice.of("192.0.2.10", "192.0.2.77", "10.1.0.1", "172.17.0.1");
      default ->
          " -j SNAT --to-source "
              + dice.of("192.0.2.77-192.0.2.79", "10.1.0.1-10.1.0.9", "192.0.2.10-192.0.2.11")
              + dice.maybe(3, " --persistent");
    };
  }

  private String destinationTranslation() {
    List<String> targets = new ArrayList<>(draft.addresses());
    targets.addAll(List.of("192.0.2.20", "198.51.100.80"));
    String to = dice.pick(targets);
    return switch (dice.between(1, 7)) {
      case 1 -> " -p tcp --dport 81 -j DNAT --to-destination " + to + ":80";
      case 2 -> " -p tcp --dport 82 -j REDIRECT --to-ports 80";
      case 3 -> " -p udp --dport 5353 -j DNAT --to-destination " + to + ":53";
      case 4 -> " -p icmp -j DNAT --to-destination " + to;
      case 5 -> " -j DNAT --to-destination " + range(to);
      // Of several ports Linux takes the one asked for, if it is among them, and any otherwise.
      case 6 -> " -p tcp --dport 80 -j DNAT --to-destination " + range(to) + ":79-81";
      default -> " -j DNAT --to-destination " + to;
    };
  }

  /** A few addresses from this one on. */
  private String range(String first) {
    int dot = first.lastIndexOf('.') + 1;
    int last = Integer.parseInt(first.substring(dot)) + dice.between(1, 3);
    return first + "-" + first.substring(0, dot) + last;
  }
}
