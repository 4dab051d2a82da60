package passerelle.cli.why.question;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.compose.Project;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/** Questions to the state of an engine and of the namespaces of its containers. */
public final class Engines {
  /** Docker's own name server, as containers ask it. */
  public static final String NAME_SERVER = "127.0.0.11";

  /** The network mode of a container that lives in another one's namespace. */
  private static final String SHARED = "container:";

  private Engines() {}

  /** The container that is called so: by name, alias, host name or id, whether it runs or not. */
  public static Optional<Container> called(Lab lab, String name) {
    List<Container> all = lab.engine().containers();
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .or(() -> all.stream().filter(c -> hasName(c, name)).findFirst());
  }

  private static boolean hasName(Container container, String name) {
    return container.shortId().equals(name)
        || container.hostname().equals(name)
        || name.equals(container.spec().labels().get(Project.SERVICE))
        || container.spec().networks().stream().anyMatch(n -> n.aliases().contains(name))
        || container.attachments().values().stream().anyMatch(a -> a.dnsNames().contains(name));
  }

  /** The endpoints of a container that runs: the places at which it has an address. */
  public static List<Endpoint> endpoints(Container container) {
    return container.sandbox().map(Sandbox::endpoints).orElse(List.of()).stream()
        .filter(e -> e.address().isPresent())
        .toList();
  }

  /** The networks of a container that runs. */
  public static List<Network> networks(Container container) {
    return endpoints(container).stream().map(Endpoint::network).toList();
  }

  /** A container joins a network: of a shared stack the one whose interfaces they are. */
  public static String connect(Lab lab, String network, Container container) {
    return "docker network connect " + network + " " + stack(lab, container).name();
  }

  /** The container of a place that is none of the machines. */
  public static Optional<Container> at(Lab lab, Sites.Site site) {
    return lab.engine().containers().stream().filter(c -> c.id().equals(site.space())).findFirst();
  }

  /** The networks that two containers share. */
  public static List<Network> shared(Container one, Container other) {
    return endpoints(one).stream()
        .map(Endpoint::network)
        .filter(n -> endpoints(other).stream().anyMatch(e -> e.network().id().equals(n.id())))
        .toList();
  }

  /**
   * The first network whose subnet shares addresses with a subnet as it was typed; none if that is
   * none.
   */
  public static Optional<Network> overlapping(Lab lab, String subnet) {
    Optional<IpPrefix> typed = Family.IPV4.parsePrefix(subnet);
    return lab.engine().networks().stream()
        .filter(n -> typed.flatMap(prefix -> n.subnet().filter(prefix::overlaps)).isPresent())
        .findFirst();
  }

  /** Whether two containers that run live in one namespace. */
  public static boolean shareNamespace(Container one, Container other) {
    return one.sandbox().map(Sandbox::netns).equals(other.sandbox().map(Sandbox::netns));
  }

  /** Whether a container was made with a namespace of its own, or the host's. */
  public static boolean isOwner(Container container) {
    return !container.spec().networkMode().startsWith(SHARED);
  }

  /** The container in whose namespace another one was made to live. */
  public static Optional<Container> owner(Lab lab, Container guest) {
    String mode = guest.spec().networkMode();
    String owner = mode.startsWith(SHARED) ? mode.substring(SHARED.length()) : "";
    return lab.engine().containers().stream()
        .filter(c -> c.id().equals(owner) || c.name().equals(owner))
        .findFirst();
  }

  /** Whose network a container lives in: of a shared stack its owner, else itself. */
  public static Container stack(Lab lab, Container container) {
    return owner(lab, container).filter(o -> shareNamespace(o, container)).orElse(container);
  }

  /** Whether a container lives in the host's namespace. */
  public static boolean isOnHost(Container container) {
    return container.sandbox().filter(s -> s.netns().equals(LabTopology.HOST)).isPresent();
  }

  /** The namespace of the lab that has an address; a machine before a container. */
  public static Optional<String> holder(Lab lab, IpAddress address) {
    return lab.namespaces().stream().filter(n -> Routing.has(lab, n, address)).findFirst();
  }

  /** The container that lives in a namespace of its own: the owner, where several do. */
  public static Optional<Container> inNamespace(Lab lab, String netns) {
    List<Container> there =
        lab.engine().containers().stream()
            .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
            .filter(c -> !netns.equals(LabTopology.HOST))
            .toList();
    return there.stream().filter(c -> isOwner(c)).findFirst().or(() -> there.stream().findFirst());
  }

  /** All published ports in force. */
  public static List<PortMapping> mappings(Lab lab) {
    return lab.engine().containers().stream().flatMap(c -> published(c).stream()).toList();
  }

  /** The published ports of a container in force. */
  public static List<PortMapping> published(Container container) {
    return endpoints(container).stream()
        .flatMap(e -> e.published().stream())
        .filter(PortMapping::isTranslated)
        .toList();
  }

  /** The published port that takes what comes to an address of the host. */
  public static Optional<PortMapping> mapping(Lab lab, Question question, IpAddress address) {
    return mappings(lab).stream()
        .filter(m -> m.hostPort() == question.port())
        .filter(m -> m.protocol().equals(question.transport()))
        .filter(
            m ->
                m.hostAddress().equals(address.family().any())
                    || m.hostAddress().toString().equals(address.toString()))
        .findFirst();
  }

  /** The container that a published port leads to. */
  public static Optional<Container> publisher(Lab lab, PortMapping mapping) {
    return lab.engine().containers().stream()
        .filter(c -> endpoints(c).stream().anyMatch(e -> e.published().contains(mapping)))
        .findFirst();
  }

  /** The sockets that wait in a namespace, but for the embedded DNS server's. */
  public static List<NetnsSnapshot.Socket> sockets(Lab lab, String netns) {
    return lab.kernel().view().sockets(netns).stream()
        .filter(s -> !s.address().equals(NAME_SERVER))
        .toList();
  }

  /** Sockets do not tell whose process has them: those of the programs that a container runs. */
  public static List<NetnsSnapshot.Socket> ownSockets(Lab lab, Container container) {
    try {
      List<String> programs =
          lab.engine().usage().processes(container).stream()
              .flatMap(process -> process.argv().stream().limit(1))
              // A server may have written what it does in the place of its name: "nginx: worker".
              .map(first -> first.replaceFirst("[: ].*", ""))
              .map(path -> path.substring(path.lastIndexOf('/') + 1))
              .toList();
      return container.sandbox().stream()
          .flatMap(sandbox -> sockets(lab, sandbox.netns()).stream())
          .filter(socket -> programs.contains(socket.process()))
          .toList();
    } catch (EngineException ended) {
      return List.of();
    }
  }

  public static boolean isLoopback(String bound) {
    return bound.startsWith("127.") || bound.equals("::1");
  }

  /** Whether the host serves the port that is asked for, itself or for a container. */
  public static boolean isServedOnHost(Lab lab, Question question, String address) {
    return mapping(lab, question, Family.IPV4.parse(address).orElseThrow()).isPresent()
        || sockets(lab, LabTopology.HOST).stream()
            .anyMatch(
                s -> s.port() == question.port() && s.protocol().equals(question.transport()));
  }

  /** How networks are told in a sentence. */
  public static String names(List<Network> networks) {
    return String.join(", ", networks.stream().map(Network::name).toList());
  }

  /** A network's name that is still free. */
  public static String freeName(Lab lab) {
    List<String> taken = lab.engine().networks().stream().map(Network::name).toList();
    String name = "net";
    for (int i = 2; taken.contains(name); i++) {
      name = "net" + i;
    }
    return name;
  }
}
