package passerelle.engine.network;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.driver.Veth26;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.Wording;
import passerelle.engine.Wording26;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.LinkView;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.RouteSpec;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.Sandbox;

/**
 * Names and hardware addresses of interfaces in sandboxes, and what the kernel says of them
 * (dev_valid_name, is_valid_ether_addr).
 */
final class DeviceNames {
  /** What no device can be called (dev_valid_name). */
  private static final Pattern NONE = Pattern.compile("|.*[\\s/:].*|\\.\\.?");

  /** IFNAMSIZ without the final 0. */
  private static final int LONGEST = 15;

  private DeviceNames() {}

  /**
   * The names of interfaces that are all there before their namespace is (Engine 26): numbered in
   * the order in which their networks give the default route.
   */
  static Map<Network, String> ahead(List<Network> networks, Sandbox sandbox) {
    Map<Network, String> names = new HashMap<>();
    networks.stream()
        .filter(n -> !n.pool().isEmpty())
        .sorted(
            Comparator.comparing((Network n) -> n.spec().internal()).thenComparing(Network::name))
        .forEach(n -> names.put(n, sandbox.nextDevice(n.options().prefix(), false)));
    return names;
  }

  /**
   * Names an endpoint's interface as asked, or by the network's prefix and a number.
   *
   * @param ahead the name that it has been given already
   */
  static void give(
      Endpoint endpoint, Sandbox sandbox, EngineProfile profile, Optional<String> ahead)
      throws EngineException {
    String prefix = endpoint.network().options().prefix();
    String device =
        endpoint
            .options()
            .device()
            .or(() -> ahead)
            .orElseGet(() -> sandbox.nextDevice(prefix, profile.veth().reusesNames()));
    endpoint.device(device);
    Optional<MacAddress> wrong = endpoint.mac().filter(m -> m.isMulticast() || m.bits() == 0);
    if (wrong.isPresent()) {
      throw EngineException.system(
          failed(endpoint)
              + ("error setting interface \"" + Veth26.temporaryName(endpoint) + "\" MAC to \"")
              + (wrong.get() + "\": " + Wording26.lower(Errno.EADDRNOTAVAIL)));
    }
    Optional<Errno> refused = refused(device, sandbox);
    if (refused.isPresent()) {
      throw EngineException.system(
          failed(endpoint)
              + ("error renaming interface \"" + Veth26.temporaryName(endpoint) + "\" to \"")
              + (device + "\": " + Wording26.lower(refused.get())));
    }
  }

  private static Optional<Errno> refused(String name, Sandbox sandbox) {
    if (name.length() > LONGEST) {
      return Optional.of(Errno.ERANGE);
    }
    if (NONE.matcher(name).matches()) {
      return Optional.of(Errno.EINVAL);
    }
    return sandbox.hasDevice(name) ? Optional.of(Errno.EEXIST) : Optional.empty();
  }

  /**
   * What goes wrong within the sandbox is told with the interface that was to come there, and a
   * bridge that takes no more ports with the interface that was to be one.
   */
  static EngineException told(EngineException e, Endpoint endpoint, Sandbox sandbox) {
    if (!(e.getCause() instanceof PlanException plan)) {
      return e;
    }
    if (plan.operation().netns().equals(sandbox.netns())) {
      return EngineException.system(failed(endpoint) + e.getMessage());
    }
    return plan.operation() instanceof KernelOp.SetMaster port
        ? EngineException.system(notCreated(endpoint, port) + e.getMessage())
        : e;
  }

  private static String notCreated(Endpoint endpoint, KernelOp.SetMaster port) {
    return "failed to create endpoint "
        + (endpoint.containerName() + " on network " + endpoint.network().name())
        + (": adding interface " + port.name() + " to bridge " + port.master().orElseThrow())
        + " failed: ";
  }

  /**
   * The same, where a container starts: some engines configure its sandbox by a hook of runc's, and
   * what goes wrong there is told by runc.
   */
  static EngineException atStart(EngineException e, Endpoint endpoint, Wording wording) {
    boolean inside = e.getMessage().startsWith(failed(endpoint));
    return inside ? EngineException.system(wording.sandboxFailed(e.getMessage())) : e;
  }

  /**
   * A sandbox that has routes before its first interface is the host's: no address is taken whose
   * subnet leads elsewhere there (osl/interface_linux.go: checkRouteConflict).
   */
  static void checkRoutes(Endpoint endpoint, String host, Kernel.View view) throws EngineException {
    Optional<IpInterfaceAddress> address = endpoint.interfaceAddress();
    for (RouteSpec route : address.isPresent() ? view.routes(host) : List.<RouteSpec>of()) {
      boolean main = route.table() == RouteSpec.MAIN && !route.destination().isAll();
      if (main && route.destination().overlaps(address.get().prefix())) {
        throw EngineException.system(
            failed(endpoint)
                + ("error setting interface \"" + Veth26.temporaryName(endpoint) + "\" IP to ")
                + (address.get() + ": cannot program address " + address.get())
                + " in sandbox interface because it conflicts with existing route "
                + text(route, view.links(host)));
      }
    }
  }

  /** A route as vishvananda/netlink prints it (route_linux.go: Route.String). */
  private static String text(RouteSpec route, List<LinkView> links) {
    int index =
        links.stream()
            .filter(link -> route.device().equals(Optional.of(link.name())))
            .mapToInt(LinkView::index)
            .findFirst()
            .orElse(0);
    String nil = "<nil>";
    return "{Ifindex: "
        + (index + " Dst: " + route.destination())
        + (" Src: " + route.preferredSource().map(Object::toString).orElse(nil))
        + (" Gw: " + route.gateway().map(Object::toString).orElse(nil))
        + (" Flags: [] Table: " + route.table() + " Realm: 0}");
  }

  /** How libnetwork begins to tell what went wrong with an interface in a sandbox. */
  private static String failed(Endpoint endpoint) {
    return "failed to add interface " + Veth26.temporaryName(endpoint) + " to sandbox: ";
  }
}
