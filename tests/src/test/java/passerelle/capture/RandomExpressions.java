package passerelle.capture;

import java.util.List;
import java.util.Random;

/** Expressions of the filter language, most of them well formed. */
final class RandomExpressions {
  private static final List<String> ADDRESSES =
      List.of(
          "192.0.2.10",
          "192.0.2.20",
          "172.17.0.2",
          "172.17.0.3",
          "224.0.0.251",
          "172.17",
          "10",
          "192.0.2",
          "fe80::1",
          "2001:db8::2",
          "255.255.255.255");
  private static final List<String> NETS =
      List.of(
          "172.17.0.0/16",
          "192.0.2.0/24",
          "10",
          "172.17",
          "10.0.0.0/8",
          "fe80::/10",
          "192.0.2.0 mask 255.255.255.0",
          "2001:db8::/32",
          "0.0.0.0/0",
          "172.16.0.0/12");
  private static final List<String> PORTS =
      List.of("80", "443", "53", "8080", "http", "https", "domain", "ssh", "bootps", "22", "0x50");
  private static final List<String> RANGES =
      List.of("1-80", "80-443", "ssh-http", "443-80", "22", "domain-8080");
  private static final List<String> CONSTANTS =
      List.of(
          "tcp-syn",
          "tcp-ack",
          "tcp-push",
          "tcp-fin|tcp-rst",
          "icmp-echo",
          "icmp-unreach",
          "tcpflags",
          "icmptype",
          "icmpcode",
          "icmp6-echo");
  private static final List<String> LOADED =
      List.of("ether", "ip", "arp", "rarp", "ip6", "tcp", "udp", "icmp", "icmp6", "sctp", "igmp");
  private static final List<String> ALONE =
      List.of(
          "ip",
          "arp",
          "rarp",
          "ip6",
          "tcp",
          "udp",
          "icmp",
          "icmp6",
          "sctp",
          "igmp",
          "pim",
          "ah",
          "esp",
          "vrrp",
          "stp",
          "broadcast",
          "multicast",
          "ether broadcast",
          "ether multicast",
          "ip broadcast",
          "ip multicast",
          "ip6 multicast",
          "ip proto 6",
          "ip proto \\udp",
          "ip6 proto \\tcp",
          "proto 17",
          "ether proto 0x800",
          "ether proto \\arp",
          "ether proto 66",
          "ip proto \\icmp",
          "proto \\sctp");

  private final Random random;

  RandomExpressions(long seed) {
    this.random = new Random(seed);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  String next() {
    return expression(3);
  }

  private String expression(int depth) {
    StringBuilder out = new StringBuilder(term(depth));
    while (chance(45)) {
      out.append(chance(50) ? chance(70) ? " and " : " && " : chance(70) ? " or " : " || ");
      out.append(chance(15) ? identifier() : term(depth));
    }
    return out.toString();
  }

  private String term(int depth) {
    if (chance(15)) {
      return (chance(70) ? "not " : "! ") + term(depth);
    }
    if (depth > 0 && chance(20)) {
      return "(" + expression(depth - 1) + ")";
    }
    return switch (random.nextInt(10)) {
      case 0, 1 -> pick(ALONE);
      case 2, 3 -> prefix(List.of("", "", "", "ip ", "arp ", "ip6 ", "rarp ")) + host();
      case 4 -> prefix(List.of("", "", "ip ", "arp ")) + direction() + "net " + pick(NETS);
      case 5, 6 -> prefix(List.of("", "tcp ", "udp ", "sctp ")) + direction() + ports();
      case 7 -> (chance(50) ? "less " : "greater ") + random.nextInt(120);
      case 8 ->
          "ether "
              + direction()
              + (chance(50) ? "host " : direction().isEmpty() ? "host " : "")
              + "02:00:00:00:02:1"
              + random.nextInt(2);
      default ->
          arithmetic(2)
              + " "
              + pick(List.of("=", "==", "!=", "<", "<=", ">", ">="))
              + " "
              + arithmetic(1);
    };
  }

  private String prefix(List<String> from) {
    return pick(from);
  }

  private String direction() {
    return pick(List.of("", "", "src ", "dst ", "src or dst ", "src and dst ", "dst or src "));
  }

  private String host() {
    String direction = direction();
    String word = direction.isEmpty() || chance(60) ? "host " : "";
    String address = pick(ADDRESSES);
    return direction
        + word
        + (chance(10) ? "(" + address + " or " + pick(ADDRESSES) + ")" : address);
  }

  private String ports() {
    if (chance(25)) {
      return "portrange " + pick(RANGES);
    }
    return "port " + (chance(15) ? "(" + pick(PORTS) + " or " + pick(PORTS) + ")" : pick(PORTS));
  }

  private String identifier() {
    String name = chance(50) ? pick(PORTS) : pick(ADDRESSES);
    return chance(20) ? "not " + name : chance(20) ? "(" + name + ")" : name;
  }

  private String arithmetic(int depth) {
    if (depth > 0 && chance(40)) {
      String operator =
          pick(List.of(" + ", " - ", " * ", " / ", " % ", " & ", " | ", " ^ ", " << ", " >> "));
      String both = arithmetic(depth - 1) + operator + arithmetic(depth - 1);
      return chance(30) ? "(" + both + ")" : both;
    }
    return switch (random.nextInt(8)) {
      case 0 -> "len";
      case 1 -> pick(CONSTANTS.subList(0, 3));
      case 2, 3 -> Integer.toString(random.nextInt(70));
      case 4 -> "-" + random.nextInt(5);
      case 5 -> "tcp[tcpflags]";
      default ->
          pick(LOADED)
              + "["
              + (chance(80) ? random.nextInt(45) + "" : arithmetic(1))
              + pick(List.of("", "", ":1", ":2", ":4"))
              + "]";
    };
  }
}
