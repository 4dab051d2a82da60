package passerelle.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.differential.Draft.Box;
import passerelle.differential.Draft.Kind;
import passerelle.differential.Draft.Net;
import passerelle.differential.Draft.Published;
import passerelle.engine.EngineVersion;

/** Networks and containers: all four drivers, with options of all kinds. */
final class RandomLab {
  private static final List<String> NETWORKS = List.of("front", "back", "side");
  private static final String BRIDGE_OPTION = " -o com.docker.network.bridge.";
  private static final int FIRST_PORT = 8000;

  private final Dice dice;
  private final Draft draft;
  private final EngineVersion engine;
  private final Map<Net, Integer> lastAddress = new HashMap<>();
  private int lastPort = FIRST_PORT;
  private int lastName;

  RandomLab(Dice dice, Draft draft, EngineVersion engine) {
    this.dice = dice;
    this.draft = draft;
    this.engine = engine;
  }

  /** Up to three networks beside the default one, and one to four containers. */
  void build() {
    draft.add(new Net("bridge", "172.17.0", "172.17.0.0/16", Optional.of("docker0")));
    for (int i = dice.between(0, NETWORKS.size()); i > 0; i--) {
      network(NETWORKS.get(i - 1), "10." + i + ".0");
    }
    for (int i = dice.between(1, 4); i > 0; i--) {
      container();
    }
    for (int i = dice.between(0, 1); i > 0; i--) {
      connect();
    }
    // What containers run is listening by then.
    draft.on(Draft.HOST, "sleep 1.2");
  }

  private void network(String name, String prefix) {
    Net network =
        new Net(
            name,
            prefix,
            prefix + ".0/" + dice.of("24", "24", "16", "28"),
            dice.oneIn(2) ? Optional.of("br-" + name) : Optional.empty());
    String options = " --subnet " + network.subnet();
    options += dice.maybe(4, " --gateway " + network.gateway());
    options += dice.maybe(6, " --internal");
    if (engine.compareTo(EngineVersion.V28_5) >= 0 && dice.oneIn(3)) {
      options += gatewayMode(options.contains("--internal"));
    }
    options += network.bridge().map(b -> BRIDGE_OPTION + "name=" + b).orElse("");
    options += dice.maybe(5, BRIDGE_OPTION + "enable_icc=false");
    options += dice.maybe(6, BRIDGE_OPTION + "enable_ip_masquerade=false");
    options += dice.maybe(8, BRIDGE_OPTION + "host_binding_ipv4=127.0.0.1");
    if (dice.oneIn(4)) {
      options += " -o com.docker.network.driver.mtu=" + dice.of("1400", "1280", "600", "9000");
    }
    draft.on(Draft.HOST, "docker network create" + options + " " + name);
    draft.add(network);
  }

  private String gatewayMode(boolean internal) {
    return BRIDGE_OPTION
        + "gateway_mode_ipv4="
        + (internal ? dice.of("nat", "isolated") : dice.of("nat", "routed", "nat-unprotected"));
  }

  /** Starts another container. */
  void container() {
    List<String> addresses = new ArrayList<>();
    String network = network(addresses);
    start(network, addresses);
  }

  private void start(String network, List<String> addresses) {
    String name = "c" + ++lastName;
    Kind kind = dice.of(Kind.WEB, Kind.BANNER, Kind.SMALL, Kind.TOOLS, Kind.TOOLS, Kind.SINK);
    boolean owner = dice.oneIn(2);
    List<Published> published = new ArrayList<>();
    String options = " --name " + name;
    if (owner) {
      options += dice.of(" --privileged", " --cap-add NET_ADMIN");
    }
    options += network;
    if (!addresses.isEmpty()) {
      options += publish(kind, published);
      options += dice.maybe(6, " --sysctl net.ipv4.ip_forward=" + dice.of("0", "1"));
      options += dice.maybe(8, " --sysctl net.ipv4.ip_default_ttl=" + dice.between(1, 40));
    }
    draft.on(Draft.HOST, "docker run -d" + options + " " + kind.image());
    draft.add(new Box(name, kind, owner, addresses, published));
  }

  private String network(List<String> addresses) {
    int mode = dice.between(1, 12);
    if (mode == 1) {
      return " --network none";
    }
    if (mode == 2) {
      return " --network host";
    }
    if (mode == 3 && !draft.containers().isEmpty()) {
      return " --network container:" + dice.pick(draft.containers()).name();
    }
    Net network = dice.pick(draft.networks());
    if (!network.isDefault() && dice.oneIn(5)) {
      String address = network.prefix() + "." + dice.between(9, 13);
      addresses.add(address);
      return " --network " + network.name() + " --ip " + address;
    }
    addresses.add(next(network));
    return network.isDefault() ? "" : " --network " + network.name();
  }

  /**
   * Puts another container in the place of one: by its very address, where that can be chosen, or
   * by the one that the engine gives next.
   */
  void succeed(Box box) {
    List<String> chosen =
        box.addresses().stream().filter(a -> !draft.network(a).isDefault()).limit(1).toList();
    draft.on(Draft.HOST, dice.of("docker rm -f ", "docker stop -t 0 ") + box.name());
    draft.remove(box);
    if (chosen.isEmpty()) {
      container();
    } else {
      String address = chosen.get(0);
      String network = draft.network(address).name();
      start(" --network " + network + " --ip " + address, chosen);
    }
  }

  private String next(Net network) {
    return network.prefix() + "." + lastAddress.merge(network, 2, (last, two) -> last + 1);
  }

  private String publish(Kind kind, List<Published> published) {
    StringBuilder options = new StringBuilder();
    for (int i = dice.of(0, 0, 1, 1, 2); i > 0; i--) {
      String address = dice.of("", "", "192.0.2.10", "127.0.0.1");
      int port = ++lastPort;
      options.append(" -p ").append(address.isEmpty() ? "" : address + ":");
      options.append(port).append(':').append(kind.port()).append('/').append(kind.protocol());
      String reached = address.isEmpty() ? "192.0.2.10" : address;
      published.add(new Published(reached, port, kind.protocol()));
    }
    return options.toString();
  }

  /** Connects a container to a further network. */
  void connect() {
    List<Box> candidates =
        draft.containers().stream().filter(c -> !c.addresses().isEmpty()).toList();
    List<Net> others = draft.networks().stream().filter(n -> !n.isDefault()).toList();
    if (candidates.isEmpty() || others.isEmpty()) {
      return;
    }
    Box box = dice.pick(candidates);
    Net network = dice.pick(others);
    if (box.addresses().stream().anyMatch(network::holds)) {
      return;
    }
    draft.on(Draft.HOST, "docker network connect " + network.name() + " " + box.name());
    List<String> addresses = new ArrayList<>(box.addresses());
    addresses.add(next(network));
    draft.replace(box, new Box(box.name(), box.kind(), box.owner(), addresses, box.published()));
  }
}
