package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.Ipv4Address;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** The machines and containers of a lab by the names that people use. */
public final class Sites {
  private final Lab lab;

  /**
   * A place to send from, or to look at.
   *
   * @param name how it was called
   * @param netns name of its network namespace
   * @param space name of the space of its processes
   */
  public record Site(String name, String netns, String space) {}

  public Sites(Lab lab) {
    this.lab = lab;
  }

  /** The machine, or the running container, of a name. */
  public Optional<Site> find(String name) {
    if (lab.machines().contains(name)) {
      return Optional.of(new Site(name, name, name));
    }
    return container(name)
        .flatMap(c -> c.sandbox().map(s -> new Site(c.name(), s.netns(), c.id())));
  }

  private Optional<Container> container(String name) {
    return lab.engines().find(name).filter(Container::isRunning);
  }

  /** All names, machines first. */
  public List<String> names() {
    List<String> names = new ArrayList<>(lab.machines());
    lab.engines().containers().stream()
        .filter(Container::isRunning)
        .map(Container::name)
        .forEach(names::add);
    return names;
  }

  /** The first address of a machine or a container; of the host's own, the one on the cable. */
  public Optional<Ipv4Address> address(String name) {
    if (lab.machines().contains(name)) {
      return lab.kernel().view().links(name).stream()
          .flatMap(link -> link.addresses().stream())
          .map(inet -> inet.address().address())
          .filter(address -> !address.isLoopback())
          .findFirst();
    }
    return container(name).flatMap(Container::sandbox).flatMap(Sites::address);
  }

  private static Optional<Ipv4Address> address(Sandbox sandbox) {
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
