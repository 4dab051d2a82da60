package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import passerelle.kernel.Errno;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.VirtualFiles;
import passerelle.sim.userland.tool.StaticSettings;

/**
 * {@code /proc/sys} of a namespace (fs/proc/proc_sysctl.c).
 *
 * @param writable false where it is mounted read-only, as in a container
 */
record ProcSys(StaticSettings settings, Netns netns, boolean writable) implements VirtualFiles {
  @Override
  public Optional<List<String>> list(String path) {
    String prefix = path.isEmpty() ? "" : path.replace('/', '.') + ".";
    TreeSet<String> names = new TreeSet<>();
    for (String key : settings.keys(netns)) {
      if (key.startsWith(prefix)) {
        names.add(nextName(key, prefix.length()));
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(names));
  }

  /** One name further; a device's name may hold dots itself. */
  private String nextName(String key, int from) {
    boolean device = key.substring(0, from).matches("net\\.ipv[46]\\.(conf|neigh)\\.");
    int dot = device ? key.lastIndexOf('.') : key.indexOf('.', from);
    return dot < 0 ? key.substring(from) : key.substring(from, dot);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return settings
        .read(netns, path.replace('/', '.'))
        .map(value -> (value + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void checkWritable(String path) throws FileError {
    if (!writable) {
      throw new FileError(Errno.EROFS);
    }
  }

  @Override
  public void write(String path, byte[] contents) throws FileError {
    checkWritable(path);
    String key = path.replace('/', '.');
    if (!settings.isWritable(netns, key)) {
      throw new FileError(Errno.EACCES);
    }
    if (!settings.write(netns, key, new String(contents, StandardCharsets.UTF_8))) {
      // Only a congestion control is looked for by its name (tcp_set_default_congestion_control).
      throw new FileError(key.endsWith("_congestion_control") ? Errno.ENOENT : Errno.EINVAL);
    }
  }
}
