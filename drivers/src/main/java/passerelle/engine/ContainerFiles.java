package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Spaces;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/**
 * The files that the engine writes for a container: /etc/hosts, /etc/hostname and /etc/resolv.conf
 * (libnetwork/sandbox_dns_unix.go, internal/resolvconf).
 */
final class ContainerFiles {
  private final Spaces spaces;
  private final EngineSettings settings;
  private final EngineState state;

  ContainerFiles(Spaces spaces, EngineSettings settings, EngineState state) {
    this.spaces = spaces;
    this.settings = settings;
    this.state = state;
  }

  /** Writes the three files anew. */
  void write(Container container) {
    NetworkMode mode = NetworkMode.of(container.spec().networkMode());
    if (mode.isContainer()) {
      owner(mode).ifPresent(owner -> share(owner, container));
      return;
    }
    String base = mode.isHost() ? hostFile("/etc/hosts") : localhost();
    spaces.writeFile(container.id(), "/etc/hosts", base + hosts(container));
    spaces.writeFile(container.id(), "/etc/hostname", hostname(container, mode) + "\n");
    spaces.writeFile(container.id(), "/etc/resolv.conf", resolver(container).text());
  }

  private Optional<Container> owner(NetworkMode mode) {
    try {
      return Optional.of(state.container(mode.container()));
    } catch (EngineException gone) {
      return Optional.empty();
    }
  }

  private void share(Container owner, Container container) {
    for (String path : List.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf")) {
      spaces
          .readFile(owner.id(), path)
          .ifPresent(text -> spaces.writeFile(container.id(), path, text));
    }
  }

  private String hostFile(String path) {
    return spaces.readFile(settings.host(), path).orElse("");
  }

  private String hostname(Container container, NetworkMode mode) {
    boolean hostsOwn = mode.isHost() && container.spec().naming().hostname().isEmpty();
    return hostsOwn ? settings.host() : container.hostname();
  }

  private String localhost() {
    List<String> lines = new ArrayList<>();
    lines.add("127.0.0.1\tlocalhost");
    lines.add("::1\tlocalhost ip6-localhost ip6-loopback");
    lines.addAll(settings.profile().wording().ipv6Hosts());
    lines.add("ff02::1\tip6-allnodes");
    lines.add("ff02::2\tip6-allrouters");
    return String.join("\n", lines) + "\n";
  }

  private String hosts(Container container) {
    StringBuilder out = new StringBuilder();
    for (String extra : container.spec().naming().extraHosts()) {
      int colon = extra.indexOf(':');
      String address = extra.substring(colon + 1);
      if (address.equals("host-gateway")) {
        address =
            state
                .networkNamed("bridge")
                .flatMap(Network::gateway)
                .map(Ipv4Address::toString)
                .orElse("");
      }
      out.append(address).append('\t').append(extra, 0, colon).append('\n');
    }
    for (Links.Link link : new Links(state).of(container)) {
      out.append(link.hostsLine()).append('\n');
    }
    String domain = container.spec().naming().domain();
    String name = container.hostname();
    String names = domain.isEmpty() ? name : name + "." + domain + " " + name;
    for (Endpoint endpoint : endpoints(container)) {
      endpoint.address().ifPresent(a -> out.append(a).append('\t').append(names).append('\n'));
    }
    return out.toString();
  }

  private static List<Endpoint> endpoints(Container container) {
    return container.sandbox().map(Sandbox::endpoints).orElse(List.of());
  }

  /** The container has the embedded DNS server: it is on a network of the user's own. */
  static boolean hasEmbeddedDns(Container container) {
    return endpoints(container).stream().anyMatch(e -> e.network().isUserDefined());
  }

  private ResolverFile resolver(Container container) {
    return upstream(container)
        .forContainer(hasEmbeddedDns(container), settings.profile().wording());
  }

  /** The servers, domains and options that hold for a container, the embedded server aside. */
  ResolverFile upstream(Container container) {
    ResolverFile hostsOwn = ResolverFile.parse(hostFile("/etc/resolv.conf"));
    ContainerSpec.Naming naming = container.spec().naming();
    List<String> dns = naming.dns().isEmpty() ? texts(settings.dns()) : naming.dns();
    return hostsOwn.overridden(dns, naming.search(), naming.options());
  }

  private static List<String> texts(List<Ipv4Address> addresses) {
    return addresses.stream().map(Ipv4Address::toString).toList();
  }
}
