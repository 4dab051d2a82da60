package passerelle.engine.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.engine.Container;
import passerelle.engine.Links;
import passerelle.engine.Wording;
import passerelle.kernel.NameService;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/** What the embedded DNS server of one container knows (libnetwork/sandbox.go:ResolveName). */
final class ContainerNames implements NameService {
  private static final String REVERSE = ".in-addr.arpa";

  private final Container container;
  private final ContainerFiles files;
  private final Wording wording;
  private final Random random;

  ContainerNames(Container container, ContainerFiles files, Wording wording) {
    this.container = container;
    this.files = files;
    this.wording = wording;
    // Ids are the seed's, and so is what follows from one.
    random = new Random(container.id().hashCode());
  }

  @Override
  public Answer answer(String name, String type) {
    if (type.equals("PTR")) {
      return reverse(name)
          .<Answer>map(n -> new Known(List.of(n)))
          .orElseGet(() -> forward(name, type));
    }
    Optional<List<IpAddress>> addresses =
        type.matches("A|AAAA|MX") ? resolve(name) : Optional.empty();
    if (addresses.isEmpty()) {
      return forward(name, type);
    }
    return new Known(type.equals("A") ? shuffled(addresses.get()) : List.of());
  }

  /**
   * Clients take the first address: each question has them in another order ({@code shuffleAddr}).
   */
  private List<String> shuffled(List<IpAddress> addresses) {
    List<String> data = new ArrayList<>(addresses.stream().map(IpAddress::toString).toList());
    Collections.shuffle(data, random);
    return List.copyOf(data);
  }

  private List<Endpoint> endpoints() {
    return container.sandbox().map(Sandbox::endpoints).orElse(List.of()).stream()
        .filter(e -> e.network().isUserDefined())
        .sorted(Comparator.comparing((Endpoint e) -> e.network().name()))
        .toList();
  }

  /**
   * A name as a whole, on any network; else what follows one of its dots, the last one first, is
   * the name of a network.
   */
  private Optional<List<IpAddress>> resolve(String asked) {
    int dot = asked.length();
    String network = "";
    while (dot >= 0) {
      String name = asked.substring(0, dot);
      List<IpAddress> found = resolve(name, network, true);
      if (found.isEmpty()) {
        found = resolve(name, network, false);
      }
      if (!found.isEmpty()) {
        return Optional.of(found);
      }
      dot = asked.lastIndexOf('.', dot - 1);
      network = asked.substring(dot + 1);
    }
    return Optional.empty();
  }

  /** The first network that knows the name decides. An alias of a link holds on its network. */
  private List<IpAddress> resolve(String name, String network, boolean byAlias) {
    for (Endpoint endpoint : endpoints()) {
      Optional<String> linked =
          endpoint.spec().links().stream()
              .filter(link -> Links.alias(link).equals(name))
              .map(Links::target)
              .findFirst();
      boolean here = network.isEmpty() || network.equals(endpoint.network().name());
      if (here && linked.isPresent() == byAlias) {
        List<IpAddress> found = addresses(endpoint.network(), linked.orElse(name));
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  private static List<IpAddress> addresses(Network network, String name) {
    List<IpAddress> found = new ArrayList<>();
    for (Endpoint endpoint : network.endpoints().values()) {
      if (endpoint.dnsNames().stream().anyMatch(name::equalsIgnoreCase)) {
        endpoint.address().ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<String> reverse(String name) {
    if (!name.endsWith(REVERSE)) {
      return Optional.empty();
    }
    List<String> octets =
        new ArrayList<>(List.of(name.substring(0, name.length() - REVERSE.length()).split("\\.")));
    Collections.reverse(octets);
    Optional<IpAddress> address = Family.IPV4.parse(String.join(".", octets));
    for (Endpoint own : endpoints()) {
      Network network = own.network();
      for (Endpoint endpoint : network.endpoints().values()) {
        if (address.isPresent() && endpoint.address().equals(address)) {
          return Optional.of(endpoint.containerName() + "." + network.name() + ".");
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What the engine does not know is for the servers outside. A name without a dot is not, when the
   * user has said how many dots it needs; nor is the embedded server itself a server outside. A
   * container without a way out does not get one through the host.
   */
  private Answer forward(String name, String type) {
    ResolverFile upstream = files.upstream(container);
    if (type.matches("A|AAAA") && upstream.setsNdots() && name.indexOf('.') < 0) {
      return new Known(List.of());
    }
    boolean wayOut = container.sandbox().flatMap(Sandbox::gatewayEndpoint).isPresent();
    List<Server> servers = new ArrayList<>();
    for (ResolverFile.External server : upstream.external(wording)) {
      boolean itself = !server.fromHost() && server.address().equals("127.0.0.11");
      if (!itself && (wayOut || !server.fromHost())) {
        Family.IPV4
            .parse(server.address())
            .ifPresent(address -> servers.add(new Server(address, server.fromHost())));
      }
    }
    return new Forward(servers);
  }
}
