package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.kernel.LinkView;
import passerelle.lab.LabTopology;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/**
 * The machines, containers and network namespaces made by hand of a lab, by the names that people
 * use.
 */
public record Sites(Lab lab) {
  /**
   * A place to send from, or to look at.
   *
   * @param name how it was called
   * @param netns name of its network namespace
   * @param space name of the space of its processes; the host's for a namespace made by hand
   */
  public record Site(String name, String netns, String space) {
    /** It is a namespace only: what runs there are processes of the host. */
    public boolean isMadeByHand() {
      return name.equals(netns) && !netns.equals(space);
    }
  }

  /** The machine, the running container, or the namespace made by hand, of a name. */
  public Optional<Site> find(String name) {
    if (lab.machines().contains(name)) {
      return Optional.of(new Site(name, name, name));
    }
    return container(name)
        .flatMap(c -> c.sandbox().map(s -> new Site(c.name(), s.netns(), c.id())))
        .or(() -> madeByHand(name));
  }

  private Optional<Site> madeByHand(String name) {
    return madeByHand()
        .filter(name::equals)
        .findFirst()
        .map(netns -> new Site(netns, netns, LabTopology.HOST));
  }

  private Stream<String> madeByHand() {
    Set<String> others =
        lab.engines().containers().stream()
            .flatMap(c -> Stream.concat(c.sandbox().stream(), c.formerSandbox().stream()))
            .map(Sandbox::netns)
            .collect(Collectors.toSet());
    return lab.namespaces().stream()
        .filter(netns -> !lab.machines().contains(netns) && !others.contains(netns));
  }

  /** By its name, or by that of its service, where no other service that runs is called so. */
  private Optional<Container> container(String name) {
    List<Container> service =
        lab.engines().containers().stream()
            .filter(Container::isRunning)
            .filter(c -> name.equals(c.spec().labels().get(Project.SERVICE)))
            .toList();
    return lab.engines()
        .find(name)
        .filter(Container::isRunning)
        .or(() -> service.stream().findFirst().filter(c -> service.size() == 1));
  }

  /** All names, machines first. */
  public List<String> names() {
    List<String> names = new ArrayList<>(lab.machines());
    lab.engines().containers().stream()
        .filter(Container::isRunning)
        .map(Container::name)
        .forEach(names::add);
    madeByHand().forEach(names::add);
    return names;
  }

  /** The first address of a machine or a container; of the host's own, the one on the cable. */
  public Optional<IpAddress> address(String name) {
    return lab.machines().contains(name)
        ? cabled(name)
        : container(name)
            .flatMap(Container::sandbox)
            .flatMap(Sites::address)
            .or(() -> madeByHand(name).flatMap(site -> cabled(site.netns())));
  }

  /** What stands on its lo is not how people call a machine. */
  private Optional<IpAddress> cabled(String netns) {
    return lab.kernel().view().links(netns).stream()
        .sorted(Comparator.comparing(link -> link.name().equals("lo")))
        .flatMap(link -> link.addresses().stream())
        .map(inet -> inet.address().address())
        .filter(address -> !address.isLoopback())
        .findFirst();
  }

  private static Optional<IpAddress> address(Sandbox sandbox) {
    return sandbox.endpoints().stream()
        .map(Endpoint::address)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** How people call a namespace: by its machine, or by the containers in it. */
  public String label(String netns) {
    String containers =
        lab.engines().containers().stream()
            .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
            .map(Container::name)
            .collect(Collectors.joining("+"));
    return containers.isEmpty() || lab.machines().contains(netns) ? netns : containers;
  }

  /** The devices of a namespace. */
  public List<LinkView> devices(String netns) {
    return lab.kernel().view().links(netns);
  }
}
