package passerelle.real.space;

import java.util.HashMap;
import java.util.Map;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Netns;

/**
 * {@code /run/docker/netns} of the machines, where dockerd mounts the namespaces of its containers
 * so that they outlive their processes (libnetwork/osl/namespace_linux.go): the files that {@code
 * docker inspect} names as SandboxKey.
 */
final class Sandboxes {
  private static final String DIRECTORY = "/run/docker/netns";

  private final Map<String, Mounted> byContainer = new HashMap<>();

  private record Mounted(RealSpace machine, String file) {}

  /** Those who look at the machine see the container's namespace from now on. */
  synchronized void open(RealSpace machine, String container, Netns netns) throws KernelException {
    close(container);
    machine.mountNamespace(netns, DIRECTORY, netns.name());
    byContainer.put(container, new Mounted(machine, DIRECTORY + "/" + netns.name()));
  }

  /** They do not any more. */
  synchronized void close(String container) {
    Mounted mounted = byContainer.remove(container);
    if (mounted != null) {
      mounted.machine().unmount(mounted.file());
    }
  }
}
