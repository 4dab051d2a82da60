package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/**
 * Legacy links of the default bridge: a line in /etc/hosts and a handful of environment variables
 * for each (daemon/links).
 */
final class Links {
  private final EngineState state;

  Links(EngineState state) {
    this.state = state;
  }

  /** A link that leads somewhere: the other container runs on the default bridge. */
  record Link(Container child, String alias, Ipv4Address address) {
    String hostsLine() {
      return address + "\t" + alias + " " + child.hostname() + " " + child.name();
    }
  }

  /** The links of a container on the default bridge, in the order given. */
  List<Link> of(Container container) {
    List<Link> links = new ArrayList<>();
    if (!NetworkMode.of(container.spec().networkMode()).isBridge()) {
      return links;
    }
    for (String link : container.spec().naming().links()) {
      find(target(link))
          .ifPresent(
              child ->
                  bridgeAddress(child).ifPresent(a -> links.add(new Link(child, alias(link), a))));
    }
    return links;
  }

  /** The name in front of the colon. */
  static String target(String link) {
    int colon = link.indexOf(':');
    return colon < 0 ? link : link.substring(0, colon);
  }

  /** The name behind the colon, or the container's own. */
  static String alias(String link) {
    return link.substring(link.indexOf(':') + 1);
  }

  /** The variables, as {@code NAME=value}. */
  List<String> environment(Container container) {
    List<String> variables = new ArrayList<>();
    for (Link link : of(container)) {
      String prefix = link.alias().toUpperCase(Locale.ROOT).replace('-', '_') + "_";
      List<String> ports = ContainerPorts.exposed(link.child());
      if (!ports.isEmpty()) {
        variables.add(prefix + "PORT=" + url(link, ports.get(0)));
      }
      for (String port : ports) {
        String[] parts = port.split("/");
        String name = prefix + "PORT_" + parts[0] + "_" + parts[1].toUpperCase(Locale.ROOT);
        variables.add(name + "=" + url(link, port));
        variables.add(name + "_ADDR=" + link.address());
        variables.add(name + "_PORT=" + parts[0]);
        variables.add(name + "_PROTO=" + parts[1]);
      }
      variables.add(prefix + "NAME=/" + container.name() + "/" + link.alias());
    }
    return variables;
  }

  private static String url(Link link, String port) {
    String[] parts = port.split("/");
    return parts[1] + "://" + link.address() + ":" + parts[0];
  }

  private Optional<Container> find(String name) {
    try {
      return Optional.of(state.container(name));
    } catch (EngineException gone) {
      return Optional.empty();
    }
  }

  private static Optional<Ipv4Address> bridgeAddress(Container child) {
    return child.sandbox().map(Sandbox::endpoints).orElse(List.of()).stream()
        .filter(e -> e.network().name().equals("bridge"))
        .findFirst()
        .flatMap(Endpoint::address);
  }
}
