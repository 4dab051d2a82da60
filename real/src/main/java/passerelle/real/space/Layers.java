package passerelle.real.space;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.text.Resources;

/**
 * What the roots of all spaces have in common besides the machine's own directories: BusyBox by the
 * names of its applets, and what Debian's programs lack to stand for an image of network tools.
 * Made once a lab.
 */
final class Layers {
  /** The lab's own, in every space. */
  static final String DIRECTORY = "/usr/lib/passerelle";

  /** A program that sleeps until its input ends, whatever it is called. */
  static final String IDLE = DIRECTORY + "/idle";

  private static final List<String> PATH = programDirectories();

  /**
   * What programs look up in /etc and everybody may know. What the machine keeps to itself (users'
   * passwords, keys, its identity) is in no lab.
   */
  private static final List<String> PUBLIC = Resources.rows(Layers.class, "etc.txt").toList();

  /**
   * The same, of hundreds of files: the programs that /usr leads to by way of /etc, and whom to
   * trust. They are not copied.
   */
  private static final List<String> LARGE = List.of("alternatives", "ssl/certs");

  private final Path directory;
  private Optional<Path> etc = Optional.empty();
  private Optional<Path> debian = Optional.empty();
  private Optional<Path> busybox = Optional.empty();

  Layers(Path directory) {
    this.directory = directory;
  }

  /** A program of the machine, looked for as a shell would. */
  static Optional<Path> find(String name) {
    return PATH.stream()
        .map(d -> Path.of(d, name))
        .filter(Files::isExecutable)
        .map(Path::toAbsolutePath)
        .findFirst();
  }

  private static List<String> programDirectories() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    List<String> directories = new ArrayList<>(Arrays.asList(path.split(File.pathSeparator)));
    directories.addAll(List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin"));
    return directories;
  }

  /** An /etc, with copies of what is in the machine's and public. */
  synchronized Path etc() throws IOException {
    if (etc.isEmpty()) {
      Path copies = Files.createDirectories(directory.resolve("etc"));
      for (String name : PUBLIC) {
        Path machines = Path.of("/etc", name);
        if (Files.exists(machines, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(copies.resolve(name).getParent());
          copy(machines, copies.resolve(name));
        }
      }
      for (String name : large()) {
        Files.createDirectories(copies.resolve(name));
      }
      etc = Optional.of(copies);
    }
    return etc.get();
  }

  /** Directories of /etc that are the machine's own; in {@link #etc} they are empty. */
  static List<String> large() {
    return LARGE.stream().filter(name -> Files.isDirectory(Path.of("/etc", name))).toList();
  }

  /**
   * Copies a file, a link as a link, or a directory with all in it that this user may read. Copies
   * belong to root of the lab.
   */
  private static void copy(Path from, Path to) throws IOException {
    if (Files.isSymbolicLink(from)) {
      Files.createSymbolicLink(to, Files.readSymbolicLink(from));
    } else if (Files.isDirectory(from)) {
      Files.createDirectories(to);
      for (String name : Files.isReadable(from) ? names(from) : List.<String>of()) {
        copy(from.resolve(name), to.resolve(name));
      }
    } else if (Files.isRegularFile(from) && Files.isReadable(from)) {
      Files.copy(from, to);
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  /**
   * Lies over the machine's /usr: {@code sh} is dash or, where there is none, bash, and so is
   * {@code zsh} where there is none, the programs of /usr/sbin are in /usr/bin too, and BusyBox
   * does what no program of the machine does.
   */
  synchronized Path debian() throws IOException {
    if (debian.isEmpty()) {
      Path usr = directory.resolve("debian");
      Path bin = Files.createDirectories(usr.resolve("bin"));
      own(usr.resolve("lib/passerelle"));
      String posix = find("dash").isPresent() ? "dash" : "bash";
      Files.createSymbolicLink(bin.resolve("sh"), Path.of(posix));
      if (find("zsh").isEmpty()) {
        link(bin.resolve("zsh"), Path.of("bash"));
      }
      for (String name : names(Path.of("/usr/sbin"))) {
        if (!Files.exists(Path.of("/usr/bin", name))) {
          link(bin.resolve(name), Path.of("../sbin", name));
        }
      }
      Optional<Path> applets = copyBusybox(usr.resolve("lib/passerelle"));
      for (String name : applets.isPresent() ? applets() : List.<String>of()) {
        if (!Files.exists(Path.of("/usr/bin", name)) && !Files.exists(Path.of("/bin", name))) {
          link(bin.resolve(name), Path.of("../lib/passerelle/busybox"));
        }
      }
      tcpdumpAsRoot(usr);
      scripts(bin, "become.sh", "su", "sudo");
      scripts(bin, "packages.sh", "apt", "apt-get", "dnf", "yum");
      debian = Optional.of(usr);
    }
    return debian.get();
  }

  /**
   * Debian's tcpdump turns into a user of its own, and ends where there is none, as in most
   * containers: here it does not.
   */
  private static void tcpdumpAsRoot(Path usr) throws IOException {
    Optional<Path> program = find("tcpdump");
    if (program.isPresent()) {
      Path copy = usr.resolve("lib/passerelle/tcpdump");
      copy(program.get().toRealPath(), copy);
      script(
          usr.resolve("bin/tcpdump"),
          "#!/bin/bash\nexec -a tcpdump /usr/lib/passerelle/tcpdump -Z root \"$@\"\n");
    }
  }

  /** The lab's own program for some of the machine's, which tells by its name which one it is. */
  private static void scripts(Path bin, String script, String... names) throws IOException {
    for (String name : names) {
      script(bin.resolve(name), Resources.text(Layers.class, script));
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A directory with {@code bin}, all applets, and {@code usr/lib}. */
  synchronized Path busybox() throws IOException {
    if (busybox.isEmpty()) {
      Path root = directory.resolve("busybox");
      Path bin = Files.createDirectories(root.resolve("bin"));
      own(root.resolve("lib/passerelle"));
      Optional<Path> program = copyBusybox(bin);
      for (String name : program.isPresent() ? applets() : List.<String>of()) {
        link(bin.resolve(name), Path.of("busybox"));
      }
      scripts(bin, "packages.sh", "apk");
      busybox = Optional.of(root);
    }
    return busybox.get();
  }

  private static void link(Path link, Path target) throws IOException {
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, target);
    }
  }

  private static void own(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : List.of("asks", "prompt", "where")) {
      script(directory.resolve(name), Resources.text(Layers.class, name + ".sh"));
    }
    Path cat = find("cat").orElseThrow(() -> new IOException("there is no cat on this machine"));
    copy(cat.toRealPath(), directory.resolve("idle"));
  }

  private static Optional<Path> copyBusybox(Path directory) throws IOException {
    Optional<Path> program = find("busybox");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Path copy = directory.resolve("busybox");
    copy(program.get().toRealPath(), copy);
    return Optional.of(copy);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** Asked of the machine's own file: a copy may still be open in a process that is starting. */
  private static List<String> applets() throws IOException {
    Process list = new ProcessBuilder("busybox", "--list").start();
    String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return names.lines().filter(name -> !name.equals("busybox")).toList();
  }
}
