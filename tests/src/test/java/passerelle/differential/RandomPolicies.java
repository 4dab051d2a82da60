package passerelle.differential;

import java.util.ArrayList;
import java.util.List;
import passerelle.differential.Draft.Box;

/** Policy routing: rules that choose a table by more than the destination, and what is in it. */
final class RandomPolicies {
  private static final String TABLE = "100";

  private final Dice dice;
  private final Draft draft;

  RandomPolicies(Dice dice, Draft draft) {
    this.dice = dice;
    this.draft = draft;
  }

  /** A few rules and routes of one place. */
  void add() {
    List<Box> owners = draft.owners().stream().filter(b -> !b.addresses().isEmpty()).toList();
    List<String> lines;
    if (!owners.isEmpty() && dice.oneIn(3)) {
      Box box = dice.pick(owners);
      lines = lines(List.of("eth0", "lo"), draft.network(box.addresses().get(0)).gateway());
      lines.forEach(line -> draft.in(box, line));
      return;
    }
    String machine = dice.pick(Draft.MACHINES);
    switch (machine) {
      case Draft.HOST -> lines = lines(List.of("eth0", "docker0", "lo"), "192.0.2.20");
      case "laptop" -> lines = lines(List.of("eth0", "lo"), "192.0.2.10");
      case "router" -> lines = lines(List.of("lan", "wan0"), "192.0.2.10");
      default -> lines = lines(List.of("eth0", "lo"), "198.51.100.1");
    }
    lines.forEach(line -> draft.on(machine, line));
  }

  private List<String> lines(List<String> devices, String hop) {
    List<String> lines = new ArrayList<>();
    lines.add("ip route add " + route(hop) + " table " + TABLE);
    String rule = selector(devices) + action();
    lines.add("ip rule add " + rule + dice.maybe(3, " priority " + dice.between(10, 99)));
    if (dice.oneIn(3)) {
      lines.add("ip rule add " + selector(devices) + action());
    }
    if (dice.oneIn(6)) {
      lines.add(dice.oneIn(3) ? "ip rule flush" : "ip rule del " + rule);
    }
    return lines;
  }

  private String route(String hop) {
    return switch (dice.between(1, 6)) {
      case 1 -> "throw " + address();
      case 2 -> "blackhole " + address();
      case 3 -> address() + " via " + hop;
      case 4 -> address() + " via " + hop + " mtu " + dice.of("600", "1000", "1300");
      default -> "default via " + hop;
    };
  }

  private String selector(List<String> devices) {
    String selector = dice.maybe(8, "not ");
    return selector
        + switch (dice.between(1, 8)) {
          case 1, 2 -> "from " + address();
          case 3 -> "to " + address();
          case 4 -> "iif " + dice.pick(devices);
          case 5 -> "oif " + dice.pick(devices);
          case 6 -> "fwmark " + dice.of("1", "0x10/0xf0");
          case 7 -> "ipproto " + dice.of("icmp", "tcp", "udp dport 53", "tcp dport 80");
          default -> "from all";
        };
  }

  private String action() {
    return switch (dice.between(1, 6)) {
      case 1 -> " " + dice.of("blackhole", "unreachable", "prohibit");
      case 2 -> " lookup main";
      default -> " lookup " + TABLE;
    };
  }

  private String address() {
    List<String> all = new ArrayList<>(draft.addresses());
    draft.networks().forEach(n -> all.add(n.subnet()));
    all.addAll(List.of("192.0.2.0/24", "192.0.2.20", "198.51.100.0/24", "198.51.100.80"));
    return dice.pick(all);
  }
}
