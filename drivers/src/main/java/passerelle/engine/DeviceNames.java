package passerelle.engine;

import java.util.Optional;
import passerelle.driver.Veth26;
import passerelle.kernel.Errno;
import passerelle.kernel.PlanException;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** Names of interfaces in sandboxes, and what the kernel says of them (dev_valid_name). */
final class DeviceNames {
  /** IFNAMSIZ without the final 0. */
  private static final int LONGEST = 15;

  private DeviceNames() {}

  /** Names an endpoint's interface as asked, or by the network's prefix and a number. */
  static void give(Endpoint endpoint, Sandbox sandbox, EngineProfile profile)
      throws EngineException {
    String prefix = endpoint.network().options().prefix();
    String device =
        endpoint
            .options()
            .device()
            .orElseGet(() -> sandbox.nextDevice(prefix, profile.veth().reusesNames()));
    endpoint.device(device);
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
    if (name.isEmpty() || name.matches(".*[\\s/:].*|\\.\\.?")) {
      return Optional.of(Errno.EINVAL);
    }
    return sandbox.hasDevice(name) ? Optional.of(Errno.EEXIST) : Optional.empty();
  }

  /** What goes wrong within the sandbox is told with the interface that was to come there. */
  static EngineException inSandbox(EngineException e, Endpoint endpoint, Sandbox sandbox) {
    boolean inside =
        e.getCause() instanceof PlanException plan
            && plan.operation().netns().equals(sandbox.netns());
    return inside ? EngineException.system(failed(endpoint) + e.getMessage()) : e;
  }

  /** How libnetwork begins to tell what went wrong with an interface in a sandbox. */
  private static String failed(Endpoint endpoint) {
    return "failed to add interface " + Veth26.temporaryName(endpoint) + " to sandbox: ";
  }
}
