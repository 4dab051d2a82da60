package passerelle.engine;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.driver.Veth26;
import passerelle.kernel.Errno;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/**
 * Names and hardware addresses of interfaces in sandboxes, and what the kernel says of them
 * (dev_valid_name, is_valid_ether_addr).
 */
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
    if (name.isEmpty() || name.matches(".*[\\s/:].*|\\.\\.?")) {
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

  /** How libnetwork begins to tell what went wrong with an interface in a sandbox. */
  private static String failed(Endpoint endpoint) {
    return "failed to add interface " + Veth26.temporaryName(endpoint) + " to sandbox: ";
  }
}
