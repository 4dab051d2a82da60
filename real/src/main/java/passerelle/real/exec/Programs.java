package passerelle.real.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the machine's programs are. The system directories are searched, too: they are not in the
 * PATH of an ordinary user of Debian, and {@code ip} and {@code iptables} live there.
 */
public final class Programs {
  private static final List<String> SYSTEM = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  private Programs() {}

  /** The file of a program, given by its name or by a path. */
  public static Optional<Path> find(String name) {
    if (name.indexOf('/') >= 0) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    return directories().stream()
        .map(directory -> Path.of(directory, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The directories that are searched, in order. */
  static Set<String> directories() {
    Set<String> all = new LinkedHashSet<>();
    String path = System.getenv("PATH");
    if (path != null) {
      Arrays.stream(path.split(":")).filter(d -> d.startsWith("/")).forEach(all::add);
    }
    all.add("/usr/bin");
    all.add("/bin");
    all.addAll(SYSTEM);
    return all;
  }
}
