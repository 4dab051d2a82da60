package passerelle.sim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import passerelle.sim.core.Sysctls;
import passerelle.sim.process.FileError;
import passerelle.sim.process.VirtualFiles;

/**
 * {@code /proc/sys}: the settings of a namespace as files (fs/proc/proc_sysctl.c).
 *
 * @param writable containers have it mounted read-only
 */
record ProcSys(Sysctls sysctls, boolean writable) implements VirtualFiles {

  private static String key(String path) {
    return path.replace('/', '.');
  }

  @Override
  public Optional<List<String>> list(String path) {
    String prefix = path.isEmpty() ? "" : key(path) + ".";
    TreeSet<String> names = new TreeSet<>();
    for (String key : sysctls.keys()) {
      if (key.startsWith(prefix)) {
        names.add(key.substring(prefix.length()).split("\\.", 2)[0]);
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(names));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return sysctls.read(key(path)).map(v -> (v + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(String path, byte[] contents) throws FileError {
    if (!writable) {
      throw new FileError(FileError.Reason.EROFS);
    }
    String value = new String(contents, StandardCharsets.UTF_8);
    if (!sysctls.isWritable(key(path))) {
      throw new FileError(FileError.Reason.EACCES);
    }
    if (!sysctls.write(key(path), value)) {
      throw new FileError(FileError.Reason.EINVAL);
    }
  }
}
