package passerelle.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A network namespace with the endpoints in it (libnetwork/sandbox.go). {@code host} containers
 * have a sandbox too, which is the host's own namespace.
 */
public final class Sandbox {
  /**
   * Who gives the default route first: one that has a gateway, then by priority, then by the name
   * of its network (libnetwork/endpoint.go:Less).
   */
  private static final Comparator<Endpoint> GATEWAY_ORDER =
      Comparator.comparing((Endpoint e) -> e.gateway().isEmpty())
          .thenComparing(e -> -e.spec().gatewayPriority())
          .thenComparing(e -> e.network().name());

  private final String id;
  private final String netns;
  private final String driver;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<String, Integer> interfacesMade = new HashMap<>();

  /**
   * A sandbox without endpoints.
   *
   * @param id 64 hexadecimal digits
   * @param netns name of the namespace
   * @param driver the type of the driver that opens it, and closes it in the end
   */
  public Sandbox(String id, String netns, String driver) {
    this.id = id;
    this.netns = netns;
    this.driver = driver;
  }

  /** The same sandbox with copies of its endpoints. */
  public Sandbox copy(UnaryOperator<Endpoint> endpointCopy) {
    Sandbox copy = new Sandbox(id, netns, driver);
    copy.interfacesMade.putAll(interfacesMade);
    endpoints.forEach(e -> copy.endpoints.add(endpointCopy.apply(e)));
    return copy;
  }

  public String id() {
    return id;
  }

  public String netns() {
    return netns;
  }

  /** The type of the driver that has opened it: another container may be the last to leave. */
  public String driver() {
    return driver;
  }

  /** The endpoints in the order in which they joined. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The endpoint that gives the default route. */
  public Optional<Endpoint> gatewayEndpoint() {
    return endpoints.stream()
        .filter(e -> e.address().isPresent())
        .min(GATEWAY_ORDER)
        .filter(e -> e.gateway().isPresent());
  }

  /**
   * A name for the next interface.
   *
   * @param prefix {@code eth}
   * @param reuse take the lowest number that is free (Engine 28) instead of counting on (Engine 26)
   */
  public String nextDevice(String prefix, boolean reuse) {
    int number = interfacesMade.merge(prefix, 1, Integer::sum) - 1;
    if (!reuse) {
      return prefix + number;
    }
    int free = 0;
    while (hasDevice(prefix + free)) {
      free++;
    }
    return prefix + free;
  }

  /** One of the interfaces has that name. */
  public boolean hasDevice(String name) {
    return name.equals("lo") || endpoints.stream().anyMatch(e -> e.device().equals(name));
  }
}
