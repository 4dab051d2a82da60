package passerelle.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.graph.DeviceNode;
import passerelle.graph.GraphNames;
import passerelle.network.Network;

/**
 * The names that the engine's user gave: containers instead of namespaces, networks of devices.
 *
 * @param whole containers that do not run are named too
 */
record LabNames(Workbench bench, boolean whole) implements GraphNames {
  private static final String SHARED = "container:";

  private List<Container> containers() {
    return bench.lab().engines().containers();
  }

  private List<Container> inside(String netns) {
    return containers().stream()
        .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
        .toList();
  }

  private boolean isMachine(String netns) {
    return bench.lab().machines().contains(netns);
  }

  private static boolean isGuest(Container container) {
    return container.spec().networkMode().startsWith(SHARED);
  }

  @Override
  public String place(String netns) {
    return isMachine(netns)
        ? netns
        : inside(netns).stream()
            .filter(c -> !isGuest(c))
            .map(Container::name)
            .findFirst()
            .orElseGet(() -> bench.sites().label(netns));
  }

  @Override
  public Optional<String> remark(String netns) {
    return isMachine(netns)
        ? Optional.empty()
        : inside(netns).stream()
            .filter(c -> c.spec().networkMode().equals("none") && c.attachments().size() == 1)
            .map(this::option)
            .findFirst();
  }

  @Override
  public List<Guest> guests(String netns) {
    return inside(netns).stream()
        .filter(c -> isMachine(netns) || isGuest(c))
        .map(c -> new Guest(c.name(), "", option(c)))
        .toList();
  }

  /** How docker run was told to connect it; a container is called by its name. */
  private String option(Container container) {
    String mode = container.spec().networkMode();
    return "--network "
        + containers().stream()
            .filter(other -> mode.equals(SHARED + other.id()))
            .map(other -> SHARED + other.name())
            .findFirst()
            .orElse(mode);
  }

  @Override
  public Optional<String> purpose(DeviceNode device) {
    return Optional.ofNullable(bench.lab().engines().byHost().get(device.netns())).stream()
        .flatMap(engine -> engine.networks().stream())
        .filter(n -> n.device().or(n::parent).filter(device.link().name()::equals).isPresent())
        .map(Network::name)
        .map(name -> bench.text("graph.network", name))
        .findFirst();
  }

  @Override
  public List<Guest> stopped() {
    return containers().stream()
        .filter(c -> whole && !c.isRunning())
        .map(c -> new Guest(c.name(), c.status().label(), networks(c)))
        .toList();
  }

  private String networks(Container container) {
    if (container.attachments().isEmpty()) {
      return option(container);
    }
    return bench.text(
        "graph.network",
        container.attachments().keySet().stream().collect(Collectors.joining(", ")));
  }
}
