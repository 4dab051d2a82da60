package passerelle.engine;

import java.util.Optional;
import passerelle.driver.Veth26;
import passerelle.kernel.Errno;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** Names of interfaces as the kernel takes them or not (net/core/dev.c:dev_valid_name). */
final class DeviceNames {
  /** IFNAMSIZ without the final 0. */
  private static final int LONGEST = 15;

  private DeviceNames() {}

  /** Why an interface cannot have a name in a sandbox. */
  static Optional<Errno> refused(String name, Sandbox sandbox) {
    if (name.length() > LONGEST) {
      return Optional.of(Errno.ERANGE);
    }
    if (name.isEmpty() || name.matches(".*[\\s/:].*|\\.\\.?")) {
      return Optional.of(Errno.EINVAL);
    }
    return sandbox.hasDevice(name) ? Optional.of(Errno.EEXIST) : Optional.empty();
  }

  /** How libnetwork begins to tell what went wrong with an interface in a sandbox. */
  static String interfaceInSandbox(Endpoint endpoint) {
    return "failed to add interface " + Veth26.temporaryName(endpoint) + " to sandbox: ";
  }
}
