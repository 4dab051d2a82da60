package passerelle.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import passerelle.engine.Container;
import passerelle.engine.daemon.Engine;
import passerelle.graph.DeviceNode;
import passerelle.graph.NetworkGraph;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.Network;
import passerelle.network.WireOptions;

/** Makes the picture of a lab from the snapshots of its kernel and the engine's books. */
public final class PictureReader {
  private static final String SHARED = "container:";

  private final NetworkGraph graph;
  private final List<String> machines;
  private final UnaryOperator<String> label;
  private final List<Container> containers;

  /** The containers that live, or would live, in a namespace, by its name. */
  private final Map<String, List<Container>> guests = new HashMap<>();

  /** The networks that are a device of the host, by its name. */
  private final Map<String, Picture.NetworkFacts> networks = new LinkedHashMap<>();

  private final List<Picture.NetworkFacts> wires = new ArrayList<>();

  private final Map<String, Picture.Device> devices = new HashMap<>();

  /**
   * A reader of a lab as it is now.
   *
   * @param graph of the namespaces that are to be drawn
   * @param machines names of the machines
   * @param label how people call a namespace that is neither a machine's nor a container's
   */
  public PictureReader(
      NetworkGraph graph, Engine engine, List<String> machines, UnaryOperator<String> label) {
    this.graph = graph;
    this.machines = List.copyOf(machines);
    this.label = label;
    containers =
        engine.containers().stream().sorted(Comparator.comparingLong(Container::created)).toList();
    for (Container container : containers) {
      house(container)
          .ifPresent(
              netns -> guests.computeIfAbsent(netns, key -> new ArrayList<>()).add(container));
    }
    Set<Integer> taken = new HashSet<>();
    for (Network network : engine.networks()) {
      if (network.parent().isPresent()) {
        wires.add(facts(network, taken));
      } else {
        network.device().ifPresent(device -> networks.put(device, facts(network, taken)));
      }
    }
  }

  private static Picture.NetworkFacts facts(Network network, Set<Integer> taken) {
    String subnet = network.subnet().map(String::valueOf).orElse("");
    int hue = Hues.preferred(subnet);
    while (taken.contains(hue) && taken.size() < Hues.COUNT) {
      hue = (hue + 1) % Hues.COUNT;
    }
    taken.add(hue);
    return new Picture.NetworkFacts(
        Ids.of("network", network.name()),
        network.name(),
        network.spec().driver(),
        subnet,
        network.spec().internal(),
        hue,
        network.created(),
        network.parent().map(parent -> new Picture.Wire(parent, mode(network))));
  }

  private static String mode(Network network) {
    return network.options() instanceof WireOptions options ? options.mode() : "";
  }

  /**
   * The picture.
   *
   * @param stopped containers that do not run are in it, too
   */
  public Picture read(boolean stopped) {
    List<Picture.Stack> stacks = new ArrayList<>();
    long since =
        networks.values().stream().mapToLong(Picture.NetworkFacts::created).min().orElse(0);
    for (NetnsSnapshot netns : graph.namespaces()) {
      Picture.Stack stack = stack(netns, since, stopped);
      since = Math.max(since, stack.since());
      stacks.add(stack);
    }
    if (stopped) {
      containers.stream()
          .filter(c -> !c.isRunning() && house(c).isEmpty())
          .map(this::stopped)
          .forEach(stacks::add);
    }
    stacks.sort(
        Comparator.comparing((Picture.Stack s) -> s.kind() != Picture.Kind.MACHINE)
            .thenComparingLong(s -> s.kind() == Picture.Kind.MACHINE ? 0 : s.since()));
    return new Picture(List.copyOf(stacks), cables(), stands(), List.copyOf(wires));
  }

  private Picture.Stack stack(NetnsSnapshot netns, long before, boolean stopped) {
    String name = netns.netns();
    boolean machine = machines.contains(name);
    List<Container> inside =
        guests.getOrDefault(name, List.of()).stream()
            .filter(c -> c.isRunning() || stopped)
            .sorted(Comparator.comparing(c -> c.spec().networkMode().startsWith(SHARED)))
            .toList();
    boolean container = !machine && !inside.isEmpty();
    List<Picture.Device> own = netns.links().stream().map(link -> device(name, link)).toList();
    return new Picture.Stack(
        machine
            ? Ids.of("machine", name)
            : Ids.of(container ? "stack" : "netns", container ? inside.get(0).name() : name),
        name,
        machine
            ? Picture.Kind.MACHINE
            : container ? Picture.Kind.CONTAINER : Picture.Kind.NAMESPACE,
        machine ? name : container ? inside.get(0).name() : label.apply(name),
        inside.stream().map(this::resident).toList(),
        own,
        Translations.of(name, netns.rules()),
        container ? inside.get(0).created() : machine ? 0 : before);
  }

  private Picture.Stack stopped(Container container) {
    return new Picture.Stack(
        Ids.of("stack", container.name()),
        container.id(),
        Picture.Kind.STOPPED,
        container.name(),
        List.of(resident(container)),
        List.of(),
        List.of(),
        container.created());
  }

  /**
   * The namespace that a container lives in, also while it starts once more, or would live in: that
   * of the host, or of another container that runs.
   */
  private Optional<String> house(Container container) {
    Optional<String> own = container.sandbox().map(s -> s.netns()).filter(this::isThere);
    if (own.isPresent()) {
      return own;
    }
    String mode = container.spec().networkMode();
    if (mode.equals("host")) {
      return Optional.of(LabTopology.HOST);
    }
    return owner(mode).filter(Container::isRunning).flatMap(c -> c.sandbox()).map(s -> s.netns());
  }

  private boolean isThere(String netns) {
    return graph.namespaces().stream().anyMatch(n -> n.netns().equals(netns));
  }

  /** The container whose network {@code --network container:ID} shares. */
  private Optional<Container> owner(String mode) {
    return mode.startsWith(SHARED)
        ? containers.stream()
            .filter(c -> c.id().equals(mode.substring(SHARED.length())))
            .findFirst()
        : Optional.empty();
  }

  private Picture.Resident resident(Container container) {
    String mode = container.spec().networkMode();
    String said =
        owner(mode)
            .map(other -> SHARED + other.name())
            .orElse(mode.equals("default") ? "bridge" : mode);
    return new Picture.Resident(
        Ids.of("container", container.name()),
        container.name(),
        container.status().label(),
        said,
        List.copyOf(container.attachments().keySet()));
  }

  private Picture.Device device(String netns, LinkView link) {
    Optional<Picture.NetworkFacts> network =
        netns.equals(LabTopology.HOST)
            ? Optional.ofNullable(networks.get(link.name()))
            : Optional.empty();
    Picture.Device device =
        new Picture.Device(
            network
                .map(Picture.NetworkFacts::id)
                .orElseGet(() -> Ids.of("device", netns, link.name())),
            netns,
            link.name(),
            link.kind(),
            link.addresses().stream().map(a -> a.address().toString()).toList(),
            link.up(),
            link.master(),
            link.tunnel(),
            network);
    devices.put(netns + "/" + link.name(), device);
    return device;
  }

  private List<Picture.Cable> cables() {
    List<Picture.Cable> out = new ArrayList<>();
    Set<Picture.Device> plugged = new HashSet<>();
    for (DeviceNode node : graph.devices()) {
      Picture.Device one = devices.get(node.toString());
      graph
          .peer(node)
          .map(peer -> devices.get(peer.toString()))
          .filter(other -> !plugged.contains(one) && !plugged.contains(other))
          .ifPresent(
              other -> {
                plugged.add(one);
                plugged.add(other);
                out.add(
                    new Picture.Cable(
                        Ids.of("cable", one.netns(), one.name()),
                        one,
                        other,
                        one.up() && other.up()));
              });
    }
    return List.copyOf(out);
  }

  private List<Picture.Cable> stands() {
    List<Picture.Cable> out = new ArrayList<>();
    for (DeviceNode node : graph.devices()) {
      Picture.Device upper = devices.get(node.toString());
      graph
          .lower(node)
          .map(lower -> devices.get(lower.toString()))
          .ifPresent(
              lower ->
                  out.add(
                      new Picture.Cable(
                          Ids.of("stand", upper.netns(), upper.name()),
                          lower,
                          upper,
                          lower.up() && upper.up())));
    }
    return List.copyOf(out);
  }
}
