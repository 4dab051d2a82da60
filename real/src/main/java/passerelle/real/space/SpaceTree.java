package passerelle.real.space;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.kernel.Space;
import passerelle.text.WordMap;

/**
 * The directories of a space on the lab's tmpfs: {@code root}, which becomes its root directory,
 * and for each directory that it shares with the machine an upper layer that takes its changes.
 */
final class SpaceTree {
  /** Device nodes that every process may expect (runc's default devices). */
  static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");

  private static final List<String> LIBRARIES = List.of("lib", "lib32", "lib64", "libx32");
  private static final List<String> EMPTY =
      List.of(
          "dev/pts", "dev/shm", "home", "media", "mnt", "opt", "proc", "root", "run", "srv", "sys");

  /** Of /var, what programs expect to be there. */
  private static final List<String> VAR =
      List.of("var/cache", "var/lib", "var/local", "var/log", "var/spool");

  private final Path directory;
  private final Map<String, List<Path>> overlays = new LinkedHashMap<>();

  private SpaceTree(Path directory) {
    this.directory = directory;
  }

  /** What overlayfs is to mount. */
  record Overlay(Path target, List<Path> lower, Path upper, Path work) {
    /** The machine's own directory, or what is nearest to it. */
    Path machines() {
      return lower.get(lower.size() - 1);
    }

    /**
     * mount(2)'s data; the first lower directory lies on top. In a user namespace, what hides
     * directories is kept in attributes that users may set.
     */
    String options() {
      String lowers = String.join(":", lower.stream().map(Path::toString).toList());
      return "lowerdir=" + lowers + ",upperdir=" + upper + ",workdir=" + work + ",userxattr";
    }
  }

  /** Makes the tree of a toolset in a directory. */
  static SpaceTree make(Path directory, String toolset, Layers layers) throws IOException {
    SpaceTree tree = new SpaceTree(directory);
    for (String name : EMPTY) {
      Files.createDirectories(tree.root().resolve(name));
    }
    tree.openToAll("tmp");
    tree.devices();
    if (Space.isBusybox(toolset)) {
      tree.busybox(layers.busybox());
    } else {
      tree.debian(layers.debian(), layers.etc());
    }
    for (Overlay overlay : tree.overlays()) {
      Files.createDirectories(overlay.target());
      Files.createDirectories(overlay.upper());
      Files.createDirectories(overlay.work());
    }
    return tree;
  }

  private void debian(Path layer, Path etc) throws IOException {
    overlays.put("usr", List.of(layer, Path.of("/usr")));
    overlays.put("etc", List.of(etc));
    Layers.large().forEach(name -> overlays.put("etc/" + name, List.of(Path.of("/etc", name))));
    for (String name : List.of("bin", "sbin")) {
      share(name);
    }
    for (String name : LIBRARIES) {
      share(name);
    }
    for (String name : VAR) {
      Files.createDirectories(root().resolve(name));
    }
    openToAll("var/tmp");
    Files.createSymbolicLink(root().resolve("var/run"), Path.of("/run"));
    Files.createSymbolicLink(root().resolve("var/lock"), Path.of("/run/lock"));
  }

  private void openToAll(String name) throws IOException {
    Path directory = Files.createDirectories(root().resolve(name));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private void busybox(Path layer) throws IOException {
    overlays.put("bin", List.of(layer.resolve("bin")));
    overlays.put("usr/lib", List.of(layer.resolve("lib"), Path.of("/usr/lib")));
    for (String name : LIBRARIES) {
      share(name);
      if (!name.equals("lib")) {
        share("usr/" + name);
      }
    }
    for (String name : List.of("etc", "sbin", "usr/bin", "usr/sbin", "var")) {
      Files.createDirectories(root().resolve(name));
    }
  }

  /**
   * Has in this root what the machine has by that name: a link, or a directory under an overlay.
   */
  private void share(String name) throws IOException {
    Path machines = Path.of("/", name);
    Path here = root().resolve(name);
    if (Files.isSymbolicLink(machines)) {
      Files.createDirectories(here.getParent());
      Files.createSymbolicLink(here, Files.readSymbolicLink(machines));
    } else if (Files.isDirectory(machines)) {
      overlays.put(name, List.of(machines));
    }
  }

  private void devices() throws IOException {
    Path dev = root().resolve("dev");
    for (String name : DEVICES) {
      Files.createFile(dev.resolve(name));
    }
    Map<String, String> links =
        WordMap.of(
            """
            fd=/proc/self/fd stdin=/proc/self/fd/0 stdout=/proc/self/fd/1 stderr=/proc/self/fd/2
            ptmx=pts/ptmx
            """);
    for (Map.Entry<String, String> link : links.entrySet()) {
      Files.createSymbolicLink(dev.resolve(link.getKey()), Path.of(link.getValue()));
    }
  }

  /**
   * Makes the directories of a file that are not the machine's own: in a user namespace nobody may
   * write in those of a user who is unknown there. Before the first process only, when no link
   * leads elsewhere.
   */
  void makeDirectoriesAbove(String path) throws IOException {
    Path file = Path.of(root() + "/" + path).normalize();
    for (Overlay overlay : overlays()) {
      if (file.startsWith(overlay.target())) {
        Path inside = overlay.target().relativize(file.getParent());
        Files.createDirectories(overlay.upper().resolve(inside));
      }
    }
  }

  Path root() {
    return directory.resolve("root");
  }

  List<Overlay> overlays() {
    List<Overlay> out = new ArrayList<>();
    overlays.forEach(
        (name, lower) -> {
          String flat = name.replace('/', '-');
          out.add(
              new Overlay(
                  root().resolve(name),
                  lower,
                  directory.resolve("upper").resolve(flat),
                  directory.resolve("work").resolve(flat)));
        });
    return out;
  }

  /** Deletes a directory with all that is in it, as far as that can be. */
  static void delete(Path directory) {
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return gone(file);
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException unreadable) {
            return gone(dir);
          }
        };
    try {
      Files.walkFileTree(directory, visitor);
    } catch (IOException unreadable) {
      return; // It ends with the enclosure.
    }
  }

  private static FileVisitResult gone(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException busy) {
      return FileVisitResult.CONTINUE;
    }
    return FileVisitResult.CONTINUE;
  }
}
