package passerelle.real.space;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.Space;

/** Files of a space that has no root yet: in memory, which is all that most containers need. */
final class WaitingFiles {
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Map<String, Content> files = new LinkedHashMap<>();

  private record Content(String text, Set<PosixFilePermission> mode) {}

  void add(String path, String text, boolean program) {
    files.put(path, new Content(text, program ? PROGRAM : PLAIN));
  }

  /** What must not be the machine's own, or be missing. */
  void addDefaults(Space space) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("/etc/hostname", space.hostname() + "\n");
    defaults.put("/etc/hosts", "127.0.0.1\tlocalhost\n");
    defaults.put("/etc/resolv.conf", "");
    if (!space.name().equals(space.netns())) {
      defaults.put("/etc/services", "");
    }
    if (Space.isBusybox(space.toolset())) {
      defaults.put("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
      defaults.put("/etc/group", "root:x:0:\n");
    }
    defaults.forEach((path, text) -> files.putIfAbsent(path, new Content(text, PLAIN)));
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }

  Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path)).map(Content::text);
  }

  /** Writes them all; they wait no longer. */
  void moveInto(RootFiles root) throws KernelException {
    Map<String, Content> moved = new LinkedHashMap<>(files);
    files.clear();
    for (Map.Entry<String, Content> file : moved.entrySet()) {
      Content content = file.getValue();
      try {
        root.write(file.getKey(), content.text().getBytes(StandardCharsets.UTF_8), content.mode());
      } catch (IOException e) {
        throw new KernelException(
            Errno.EINVAL, "cannot write " + file.getKey() + ": " + e.getMessage());
      }
    }
  }
}
