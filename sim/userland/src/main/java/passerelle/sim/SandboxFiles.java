package passerelle.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.kernel.Errno;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.VirtualFiles;

/**
 * {@code /run/docker/netns}, where dockerd mounts the namespaces of its containers so that they
 * outlive their processes (libnetwork/osl/namespace_linux.go): the files that {@code docker
 * inspect} names as SandboxKey.
 */
record SandboxFiles(Namespaces namespaces, SimSpaces spaces, String machine)
    implements VirtualFiles {
  static final String DIRECTORY = "/run/docker/netns";

  /** A namespace that a container has made; the host's is called {@code default}. */
  private Map<String, Netns> sandboxes() {
    Map<String, Netns> sandboxes = new TreeMap<>();
    for (Netns netns : namespaces.all()) {
      if (netns.name().matches("[0-9a-f]{12}") && !spaces.isElsewhere(netns, machine)) {
        sandboxes.put(netns.name(), netns);
      }
    }
    Netns host = namespaces.require(machine);
    if (spaces.places().values().stream().anyMatch(p -> p.isContainer() && p.netns() == host)) {
      sandboxes.put("default", host);
    }
    return sandboxes;
  }

  @Override
  public Optional<List<String>> list(String path) {
    return path.isEmpty() ? Optional.of(List.copyOf(sandboxes().keySet())) : Optional.empty();
  }

  @Override
  public Optional<Netns> namespace(String path) {
    return Optional.ofNullable(sandboxes().get(path));
  }

  @Override
  public Optional<byte[]> read(String path) throws FileError {
    if (sandboxes().containsKey(path)) {
      throw new FileError(Errno.EINVAL);
    }
    return Optional.empty();
  }
}
