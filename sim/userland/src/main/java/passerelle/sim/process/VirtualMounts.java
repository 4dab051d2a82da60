package passerelle.sim.process;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where provided files are in a file system. */
final class VirtualMounts {
  /** The innermost first. */
  private final Map<String, VirtualFiles> mounts = new TreeMap<>(Comparator.reverseOrder());

  /** Provided files, and a path as they know it. */
  record Mounted(VirtualFiles files, String path) {}

  void add(String path, VirtualFiles provider) {
    mounts.put(path, provider);
  }

  void addAll(VirtualMounts others) {
    mounts.putAll(others.mounts);
  }

  /** The innermost mount that a path is in. */
  Optional<Mounted> find(String path) {
    for (Map.Entry<String, VirtualFiles> mount : mounts.entrySet()) {
      String root = mount.getKey();
      if (FileSystem.isWithin(path, root)) {
        int inner = Math.min(path.length(), root.length() + 1);
        return Optional.of(new Mounted(mount.getValue(), path.substring(inner)));
      }
    }
    return Optional.empty();
  }
}
