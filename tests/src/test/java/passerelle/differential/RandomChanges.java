package passerelle.differential;

import java.util.ArrayList;
import java.util.List;
import passerelle.differential.Draft.Box;
import passerelle.differential.Draft.Net;

/** What changes a lab that is there: routes, settings, and what docker does to containers. */
final class RandomChanges {
  private final Dice dice;
  private final Draft draft;
  private final RandomLab lab;

  RandomChanges(Dice dice, Draft draft, RandomLab lab) {
    this.dice = dice;
    this.draft = draft;
    this.lab = lab;
  }

  /** A route that a lab does not have by itself. */
  void route() {
    String subnet = dice.pick(draft.networks()).subnet();
    List<Box> owners = draft.owners();
    switch (dice.between(1, 12)) {
      case 1, 2 -> draft.on("laptop", "ip route add " + subnet + " via 192.0.2.10");
      case 3 -> draft.on("router", "ip route add " + subnet + " via 192.0.2.10");
      case 4 -> {
        draft.on("internet", "ip route add " + subnet + " via 198.51.100.1");
        draft.on("router", "ip route add " + subnet + " via 192.0.2.10");
      }
      case 5 -> draft.on(dice.pick(Draft.MACHINES), refusal());
      case 6 -> {
        if (!owners.isEmpty()) {
          draft.in(dice.pick(owners), refusal());
        }
      }
      case 7 ->
          draft.on(
              dice.of(Draft.HOST, "laptop"),
              "ip route add 198.51.100.80 via 192.0.2.1 mtu " + dice.of("600", "1000", "1400"));
      case 10 ->
          draft.on(
              dice.of(Draft.HOST, "laptop", "internet"),
              "ip route del " + dice.of("default", "192.0.2.0/24", "198.51.100.0/24"));
      case 8 -> draft.on(Draft.HOST, "ip route del " + subnet);
      case 9 -> draft.on(Draft.HOST, "ip route replace 198.51.100.0/24 via 192.0.2.20");
      default -> {
        if (!owners.isEmpty()) {
          draft.in(
              dice.pick(owners),
              "ip route " + dice.of("replace default via ", "add 192.0.2.0/24 via ") + nextHop());
        }
      }
    }
  }

  private String refusal() {
    List<String> targets = new ArrayList<>(draft.addresses());
    targets.addAll(List.of("198.51.100.80", "198.51.100.0/24", "10.1.0.0/25", "192.0.2.20"));
    return "ip route add "
        + dice.of("blackhole ", "unreachable ", "prohibit ", "throw ")
        + dice.pick(targets);
  }

  private String nextHop() {
    List<String> hops = new ArrayList<>(draft.addresses());
    draft.networks().forEach(n -> hops.add(n.gateway()));
    return dice.pick(hops);
  }

  /** A setting or a device changed by hand. */
  void setting() {
    switch (dice.between(1, 10)) {
      case 1 -> draft.on(dice.of(Draft.HOST, "router"), "sysctl -w net.ipv4.ip_forward=0");
      case 2 -> draft.on(Draft.HOST, "sysctl -w net.bridge.bridge-nf-call-iptables=0");
      case 3 ->
          draft.on(dice.of(Draft.HOST, "laptop"), "sysctl -w net.ipv4.icmp_echo_ignore_all=1");
      case 4 -> draft.on(dice.pick(Draft.MACHINES), "sysctl -w net.ipv4.ip_default_ttl=" + ttl());
      case 5 ->
          draft.on(
              dice.of(Draft.HOST, "router"),
              "sysctl -w net.ipv4.conf.all." + dice.of("rp_filter=1", "rp_filter=2"));
      case 6 ->
          draft.on(
              Draft.HOST,
              "sysctl -w net.ipv4.conf.all."
                  + dice.of("route_localnet=1", "proxy_arp=1", "send_redirects=0"));
      case 7 ->
          draft.on(
              dice.of("laptop", "internet", Draft.HOST),
              "ip link set eth0 mtu " + dice.of("1400", "1000", "600"));
      case 8 ->
          draft.on(
              "router", "ip link set " + dice.of("lan", "wan0") + " mtu " + dice.of("1280", "600"));
      case 9 -> draft.on("laptop", "ip addr add 192.0.2.50/24 dev eth0");
      default -> {
        List<Box> owners = draft.owners();
        if (!owners.isEmpty()) {
          draft.in(
              dice.pick(owners),
              dice.of("ip link set eth0 mtu 900", "ip addr add 10.1.0.66/24 dev eth0"));
        }
      }
    }
  }

  private String ttl() {
    return dice.of("1", "2", "3", "32");
  }

  /** What docker can do to a container that runs. */
  void container() {
    change(dice.pick(draft.containers()));
    // The kernel tells of a lost carrier, and forgets neighbours, up to a second later.
    draft.on(Draft.HOST, "sleep 1.2");
  }

  private void change(Box box) {
    switch (dice.between(1, 10)) {
      case 1 -> {
        draft.on(Draft.HOST, "docker rm -f " + box.name());
        draft.remove(box);
      }
      case 6, 7, 8 -> lab.succeed(box);
      case 9 -> {
        draft.on(Draft.HOST, "docker stop -t 0 " + box.name());
        draft.on(Draft.HOST, "docker start " + box.name());
      }
      case 2 -> disconnect(box);
      case 3 -> lab.connect();
      case 4 -> lab.container();
      case 5 -> draft.on(Draft.HOST, "docker restart -t 0 " + box.name());
      default -> {
        draft.on(Draft.HOST, "docker kill " + box.name());
        draft.remove(box);
      }
    }
  }

  private void disconnect(Box box) {
    for (Net network : draft.networks()) {
      if (box.addresses().stream().anyMatch(network::holds)) {
        draft.on(Draft.HOST, "docker network disconnect " + network.name() + " " + box.name());
        List<String> left = box.addresses().stream().filter(a -> !network.holds(a)).toList();
        draft.replace(box, new Box(box.name(), box.kind(), box.owner(), left, box.published()));
        return;
      }
    }
  }
}
