package passerelle.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.Links;
import passerelle.engine.NameSettings;
import passerelle.engine.NetworkMode;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.state.EngineState;
import passerelle.kernel.Spaces;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/**
 * The files that the engine writes for a container: /etc/hosts, /etc/hostname and /etc/resolv.conf
 * (libnetwork/sandbox_dns_unix.go, internal/resolvconf).
 */
public record ContainerFiles(Spaces spaces, EngineSettings settings, EngineState state) {
  private static final String HOSTS = "/etc/hosts";
  private static final String RESOLVER = "/etc/resolv.conf";

  /** Writes the three files anew. */
  public void write(Container container) {
    NetworkMode mode = NetworkMode.of(container.spec().networkMode());
    if (mode.isContainer()) {
      owner(mode).ifPresent(owner -> share(owner, container));
      return;
    }
    spaces.writeFile(container.id(), HOSTS, hosts(container, mode, links(container)));
    spaces.writeFile(container.id(), "/etc/hostname", hostname(container, mode) + "\n");
    spaces.writeFile(container.id(), RESOLVER, resolver(container, mode).text());
  }

  /**
   * A linked container has another address: it stands in the lines that there are, whose further
   * names stay (libnetwork/etchosts:Update).
   */
  void moved(Container parent, String alias, IpAddress address) {
    StringBuilder lines = new StringBuilder();
    for (String line : read(parent, HOSTS).lines().toList()) {
      int tab = line.indexOf('\t');
      boolean its = tab >= 0 && line.substring(tab + 1).split("[\\s.]", 2)[0].equals(alias);
      lines.append(its ? address + line.substring(tab) : line).append('\n');
    }
    spaces.writeFile(parent.id(), HOSTS, lines.toString());
    shareAgain(parent);
  }

  /** A link has been removed: where links are written on joining, none is there any more. */
  void unlinked(Container parent) {
    NetworkMode mode = NetworkMode.of(parent.spec().networkMode());
    boolean none = settings.profile().wording().has(Trait.WRITES_LINKS_ON_JOIN);
    spaces.writeFile(parent.id(), HOSTS, hosts(parent, mode, none ? List.of() : links(parent)));
    shareAgain(parent);
  }

  /**
   * A container that runs has joined one more network: it gets a line of /etc/hosts, and the
   * embedded server, which it keeps. What somebody has changed in the files stays.
   */
  void joined(Container container, Endpoint endpoint) {
    NetworkMode mode = NetworkMode.of(container.spec().networkMode());
    String names = names(container);
    List<String> links = endpoint.network().isUserDefined() ? List.of() : links(container);
    if (settings.profile().wording().has(Trait.WRITES_LINKS_ON_JOIN) && !links.isEmpty()) {
      spaces.writeFile(container.id(), HOSTS, hosts(container, mode, links));
    } else {
      endpoint
          .address()
          .ifPresent(
              a ->
                  spaces.writeFile(
                      container.id(), HOSTS, read(container, HOSTS) + a + "\t" + names + "\n"));
    }
    boolean untouched =
        read(container, RESOLVER).equals(upstream(container).forDefaultBridge().text());
    if (hasEmbeddedDns(container) && untouched) {
      spaces.writeFile(container.id(), RESOLVER, resolver(container, mode).text());
    }
    shareAgain(container);
  }

  /**
   * A container that runs has left a network: the lines of that endpoint go from /etc/hosts, in
   * Engine 26 all those with a name that the container had on the network.
   */
  void left(Container container, Endpoint endpoint) {
    boolean byName = settings.profile().wording().has(Trait.FORGETS_HOSTS_BY_NAME);
    String address = endpoint.address().map(a -> a + "\t" + names(container)).orElse("");
    StringBuilder kept = new StringBuilder();
    for (String line : read(container, HOSTS).lines().toList()) {
      String names = line.substring(line.indexOf('\t') + 1);
      if (byName ? !endpoint.dnsNames().contains(names) : !line.equals(address)) {
        kept.append(line).append('\n');
      }
    }
    spaces.writeFile(container.id(), HOSTS, kept.toString());
    shareAgain(container);
  }

  private String read(Container container, String path) {
    return spaces.readFile(container.id(), path).orElse("");
  }

  /** Those in the container's network have the same files. */
  private void shareAgain(Container owner) {
    for (Container other : state.containersInPlace()) {
      NetworkMode mode = NetworkMode.of(other.spec().networkMode());
      if (mode.isContainer() && other.isRunning() && owner(mode).equals(Optional.of(owner))) {
        share(owner, other);
      }
    }
  }

  private Optional<Container> owner(NetworkMode mode) {
    try {
      return Optional.of(state.container(mode.container()));
    } catch (EngineException gone) {
      return Optional.empty();
    }
  }

  private void share(Container owner, Container container) {
    for (String path : List.of(HOSTS, "/etc/hostname", RESOLVER)) {
      spaces
          .readFile(owner.id(), path)
          .ifPresent(text -> spaces.writeFile(container.id(), path, text));
    }
  }

  private String hostFile(String path) {
    return spaces.readFile(settings.host(), path).orElse("");
  }

  private String hostname(Container container, NetworkMode mode) {
    boolean hosts = mode.isHost() || container.spec().shown("uts").equals("host");
    boolean hostsOwn = hosts && container.spec().naming().hostname().isEmpty();
    return hostsOwn ? settings.host() : container.hostname();
  }

  /**
   * A container in the host's network has the host's file, unless it has names of its own to add to
   * what all containers have.
   */
  private String hosts(Container container, NetworkMode mode, List<String> links) {
    List<String> extra = extraHosts(container);
    extra.addAll(links);
    if (mode.isHost() && extra.isEmpty()) {
      return hostFile(HOSTS);
    }
    boolean ipv6 = hasIpv6(container);
    List<String> lines = new ArrayList<>(localhost(ipv6));
    extra.stream().filter(line -> ipv6 || !isIpv6(line)).forEach(lines::add);
    String names = names(container);
    for (Endpoint endpoint : endpoints(container)) {
      endpoint.address().ifPresent(a -> lines.add(a + "\t" + names));
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> localhost(boolean ipv6) {
    List<String> lines = new ArrayList<>();
    lines.add("127.0.0.1\tlocalhost");
    if (ipv6) {
      lines.add("::1\tlocalhost ip6-localhost ip6-loopback");
      lines.add(settings.profile().says(Phrase.IPV6_HOSTS));
      lines.add("ff02::1\tip6-allnodes");
      lines.add("ff02::2\tip6-allrouters");
    }
    return lines;
  }

  /** Whether the loopback device, which comes first of all devices, has an address of IPv6. */
  private static boolean hasIpv6(Container container) {
    return container.spec().privileges().sysctls().entrySet().stream()
        .noneMatch(
            s ->
                s.getKey().matches("net\\.ipv6\\.conf\\.(all|lo)\\.disable_ipv6")
                    && !s.getValue().equals("0"));
  }

  private static boolean isIpv6(String line) {
    return line.substring(0, line.indexOf('\t')).indexOf(':') >= 0;
  }

  private List<String> extraHosts(Container container) {
    List<String> lines = new ArrayList<>();
    for (String extra : container.spec().naming().extraHosts()) {
      int colon = extra.indexOf(':');
      String address = extra.substring(colon + 1);
      if (address.equals("host-gateway")) {
        address = hostGateway();
      }
      lines.add(address + "\t" + extra.substring(0, colon));
    }
    return lines;
  }

  private List<String> links(Container container) {
    return state.links().inForce(container).stream().map(Links.Link::hostsLine).toList();
  }

  private String hostGateway() {
    Optional<String> bridge =
        state.networkNamed("bridge").flatMap(Network::gateway).map(IpAddress::toString);
    return settings.names().hostGateway().map(Object::toString).or(() -> bridge).orElse("");
  }

  /** The full name, and the part in front of its first dot. */
  private static String names(Container container) {
    String domain = container.spec().naming().domain();
    String full = container.hostname() + (domain.isEmpty() ? "" : "." + domain);
    int dot = full.indexOf('.');
    return dot < 0 ? full : full + " " + full.substring(0, dot);
  }

  private static List<Endpoint> endpoints(Container container) {
    return container.sandbox().map(Sandbox::endpoints).orElse(List.of());
  }

  /** The container has the embedded DNS server: it is on a network of the user's own. */
  static boolean hasEmbeddedDns(Container container) {
    return endpoints(container).stream().anyMatch(e -> e.network().isUserDefined());
  }

  private ResolverFile resolver(Container container, NetworkMode mode) {
    ResolverFile file = upstream(container);
    if (hasEmbeddedDns(container)) {
      return file.forEmbeddedServer(settings.profile().wording());
    }
    return mode.isHost() ? file.forHostNetwork() : file.forDefaultBridge();
  }

  /** The servers, domains and options that hold for a container, the embedded server aside. */
  ResolverFile upstream(Container container) {
    ResolverFile hostsOwn = ResolverFile.parse(hostFile(RESOLVER));
    ContainerSpec.Naming naming = container.spec().naming();
    NameSettings usual = settings.names();
    return hostsOwn.overridden(
        naming.dns().isEmpty() ? texts(usual.dns()) : naming.dns(),
        naming.search().isEmpty() ? usual.search() : naming.search(),
        naming.options().isEmpty() ? usual.options() : naming.options());
  }

  private static List<String> texts(List<IpAddress> addresses) {
    return addresses.stream().map(IpAddress::toString).toList();
  }
}
