package passerelle.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lab in the making: the lines so far, and what they have made. */
final class Draft {
  static final String HOST = "host";
  static final List<String> MACHINES = List.of(HOST, "laptop", "router", "internet");

  private final List<Line> lines = new ArrayList<>();
  private final List<Net> networks = new ArrayList<>();
  private final List<Box> containers = new ArrayList<>();

  /** Addresses that nobody has any more. */
  private final List<String> gone = new ArrayList<>();

  /**
   * A bridge network.
   *
   * @param prefix the first three numbers of its addresses
   * @param bridge the name of its bridge, where it is known
   */
  record Net(String name, String prefix, String subnet, Optional<String> bridge) {
    String gateway() {
      return prefix + ".1";
    }

    /** The one that every engine has. */
    boolean isDefault() {
      return name.equals("bridge");
    }

    /** The length of its prefix, with a slash. */
    String length() {
      return subnet.substring(subnet.indexOf('/'));
    }

    /** An address is one of its own. */
    boolean holds(String address) {
      return address.startsWith(prefix + ".");
    }
  }

  /**
   * A container.
   *
   * @param kind what it runs
   * @param owner it may change its own network
   * @param addresses what it should have; empty for host, none and other containers' networks
   * @param published host ports
   */
  record Box(
      String name, Kind kind, boolean owner, List<String> addresses, List<Published> published) {}

  /** A published port: how it is reached. */
  record Published(String address, int port, String protocol) {}

  /** What a container runs, and which tools it has. */
  enum Kind {
    WEB("nginx", 80),
    BANNER("redis", 6379),
    SINK("nicolaka/netshoot socat -u UDP4-RECV:7000 -", 7000),
    TOOLS("nicolaka/netshoot sleep 1000", 9),
    SMALL("alpine sleep 1000", 9);

    private final String image;
    private final int port;

    Kind(String image, int port) {
      this.image = image;
      this.port = port;
    }

    /** Image and command. */
    String image() {
      return image;
    }

    /** It has Debian's tools, not BusyBox's. */
    boolean hasTools() {
      return image.startsWith("nicolaka");
    }

    /** The port that it listens on, or that is published for it. */
    int port() {
      return port;
    }

    String protocol() {
      return this == SINK ? "udp" : "tcp";
    }
  }

  void on(String machine, String command) {
    lines.add(Line.on(machine, command));
  }

  void in(Box container, String command) {
    lines.add(Line.in(container.name(), command));
  }

  void add(Net network) {
    networks.add(network);
  }

  void add(Box container) {
    containers.add(container);
  }

  void remove(Box container) {
    containers.remove(container);
    gone.addAll(container.addresses());
  }

  void replace(Box container, Box other) {
    containers.set(containers.indexOf(container), other);
    container.addresses().stream().filter(a -> !other.addresses().contains(a)).forEach(gone::add);
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** All networks, the default one included. */
  List<Net> networks() {
    return List.copyOf(networks);
  }

  List<Box> containers() {
    return List.copyOf(containers);
  }

  /** Containers that can change their own routes and rules, and have the tools to. */
  List<Box> owners() {
    return containers.stream().filter(c -> c.owner() && c.kind().hasTools()).toList();
  }

  /** The network that an address of a container is of. */
  Net network(String address) {
    return networks.stream().filter(n -> n.holds(address)).findFirst().orElseThrow();
  }

  List<String> gone() {
    return List.copyOf(gone);
  }

  /** Addresses of containers. */
  List<String> addresses() {
    return containers.stream().flatMap(c -> c.addresses().stream()).toList();
  }
}
