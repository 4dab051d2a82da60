package passerelle.differential;

import java.util.List;
import passerelle.differential.Draft.Box;
import passerelle.differential.Draft.Net;

/**
 * What an administrator's hand does to interfaces: addresses go, tables are flushed, ARP is off, a
 * link goes down and comes back.
 */
final class RandomInterfaces {
  /** Of a port of a bridge: what does not ask who is known behind it. */
  private static final List<String> REGARDLESS_OF_WHO =
      List.of(
          "isolated on",
          "isolated on",
          "bcast_flood off",
          "mcast_flood off",
          "hairpin on",
          "state disabled");

  private final Dice dice;
  private final Draft draft;

  RandomInterfaces(Dice dice, Draft draft) {
    this.dice = dice;
    this.draft = draft;
  }

  /**
   * What ports of a bridge do. Which port a station is behind the devices' names do not tell, so
   * that all ports of a bridge of Docker's do the same. The router's have names of their own, but
   * whom its bridge knows may come from what IPv6 says to groups, which is not compared: there
   * every port learns, and is flooded with what is for strangers.
   */
  void ports() {
    List<Net> bridges = draft.networks().stream().filter(n -> n.bridge().isPresent()).toList();
    if (dice.oneIn(3)) {
      String port = dice.of("lan1", "lan2");
      draft.on("router", "bridge link set dev " + port + " " + dice.pick(REGARDLESS_OF_WHO));
      draft.on("router", "bridge -d link show | sed 's/mcast_n_groups.*//'");
      return;
    }
    String bridge = dice.pick(bridges).bridge().orElseThrow();
    draft.on(
        Draft.HOST,
        "for p in $(ls /sys/class/net/"
            + bridge
            + "/brif); do bridge link set dev $p "
            + port()
            + "; done");
  }

  private String port() {
    return dice.oneIn(3)
        ? dice.of("learning off", "flood off", "learning off flood off")
        : dice.pick(REGARDLESS_OF_WHO);
  }

  /** One such change, somewhere. */
  void change() {
    List<Box> owners = draft.owners().stream().filter(b -> !b.addresses().isEmpty()).toList();
    List<Net> bridges = draft.networks().stream().filter(n -> n.bridge().isPresent()).toList();
    if (!owners.isEmpty() && dice.oneIn(3)) {
      Box box = dice.pick(owners);
      String address = box.addresses().get(0);
      Net network = draft.network(address);
      draft.in(box, quiet("eth0", address + network.length(), network.gateway()));
    } else if (dice.oneIn(3)) {
      Net network = dice.pick(bridges);
      List<String> neighbours = draft.addresses().stream().filter(network::holds).toList();
      String neighbour = neighbours.isEmpty() ? network.prefix() + ".2" : dice.pick(neighbours);
      String address = network.gateway() + network.length();
      draft.on(Draft.HOST, quiet(network.bridge().orElseThrow(), address, neighbour));
    } else {
      machine();
    }
    // The kernel tells of a carrier up to a second later.
    draft.on(Draft.HOST, "sleep 1.2");
  }

  private void machine() {
    switch (dice.between(1, 6)) {
      case 1 -> draft.on("laptop", change("eth0", "192.0.2.20/24", "192.0.2.1"));
      // Without ARP, a bridge sends by the port whose address it has, which is a matter of luck.
      case 2 ->
          draft.on(
              "router", change("lan", "192.0.2.1/24", "192.0.2.10").replace("arp off", "mtu 1280"));
      case 3 -> draft.on("router", change("wan0", "198.51.100.1/24", "198.51.100.80"));
      case 4 -> draft.on("internet", change("eth0", "198.51.100.80/24", "198.51.100.1"));
      default -> draft.on(Draft.HOST, change("eth0", "192.0.2.10/24", "192.0.2.1"));
    }
  }

  /** A change of a device that does not greet its network by IPv6 when it comes up. */
  private String quiet(String device, String address, String neighbour) {
    return dice.oneIn(10)
        ? "ip link set " + device + " down && ip link set " + device + " up"
        : change(device, address, neighbour);
  }

  private String change(String device, String address, String neighbour) {
    String plain = address.substring(0, address.indexOf('/'));
    return switch (dice.between(1, 15)) {
      case 1, 2 -> "ip addr del " + address + " dev " + device;
      case 3 -> "ip addr flush dev " + device;
      case 4 -> "ip -4 addr flush dev " + device;
      case 5 ->
          "ip addr add "
              + plain.replaceAll("\\d+$", "60/24")
              + " dev "
              + device
              + " && ip addr del "
              + address
              + " dev "
              + device;
      case 6 ->
          "ip addr del "
              + address
              + " dev "
              + device
              + " && ip addr add "
              + address
              + " dev "
              + device;
      case 7, 8 -> "ip link set " + device + " arp off";
      case 9 -> "ip route flush dev " + device;
      case 10 -> "ip route flush " + dice.of("table main", "proto kernel", "scope link");
      case 11 -> "ip neigh flush " + dice.of("all", "dev " + device, neighbour);
      case 12 ->
          "ip neigh replace "
              + neighbour
              + " lladdr 02:00:00:00:99:99 dev "
              + device
              + dice.of("", " nud permanent");
      case 13 -> "ip addr add 10.77.0.1 peer " + neighbour + " dev " + device;
      case 14 ->
          "ip addr del "
              + address
              + " dev "
              + device
              + " && ip addr add "
              + plain
              + " peer "
              + neighbour
              + dice.of("", "/24")
              + " dev "
              + device;
      default -> "conntrack -F";
    };
  }
}
