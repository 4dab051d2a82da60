package passerelle.engine.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.engine.EngineProfile;
import passerelle.engine.NetworkMode;
import passerelle.engine.Trait;
import passerelle.network.Endpoint;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/** The ports of a container, as inspect, port and ps tell them. */
public final class ContainerPorts {
  private ContainerPorts() {}

  /** The ports that the image or the user exposes, or the user publishes: {@code 80/tcp}. */
  public static List<String> exposed(Container container) {
    TreeSet<String> ports =
        new TreeSet<>(
            Comparator.comparing((String p) -> Integer.valueOf(p.substring(0, p.indexOf('/'))))
                .thenComparing(p -> p));
    ports.addAll(container.image().exposed());
    ports.addAll(container.spec().ports().exposed());
    container.spec().ports().bindings().stream()
        .map(PortBinding::containerPortText)
        .forEach(ports::add);
    return List.copyOf(ports);
  }

  /**
   * What inspect shows as NetworkSettings.Ports: for each exposed port where it is published;
   * nothing at all while no network gives a way in.
   *
   * @param engine the version that tells it
   */
  public static Map<String, List<PortMapping>> inForce(Container container, EngineProfile engine) {
    Map<String, List<PortMapping>> ports = new LinkedHashMap<>();
    boolean own = !NetworkMode.of(container.spec().networkMode()).isContainer();
    if (!container.isRunning() || !own || !isOpen(container.sandbox().orElseThrow(), engine)) {
      return ports;
    }
    exposed(container).forEach(port -> ports.put(port, new ArrayList<>()));
    for (Endpoint endpoint : container.sandbox().orElseThrow().endpoints()) {
      for (PortMapping mapping : endpoint.published()) {
        ports.computeIfAbsent(mapping.containerPortText(), k -> new ArrayList<>()).add(mapping);
      }
    }
    return ports;
  }

  private static boolean isOpen(Sandbox sandbox, EngineProfile engine) {
    Stream<Endpoint> endpoints =
        engine.has(Trait.TELLS_PORTS_OF_GATEWAY)
            ? sandbox.gatewayEndpoint().stream()
            : sandbox.endpoints().stream();
    return endpoints.anyMatch(e -> e.network().options().publishes());
  }
}
