package passerelle.real.safety;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import passerelle.real.exec.Programs;

/**
 * What of a machine a lab could spoil: its network, its mounts, and the files that namespaces and
 * programs leave behind.
 *
 * @param parts lines by the command or file that told them
 */
record MachineState(Map<String, Set<String>> parts) {
  private static final List<String> COMMANDS =
      List.of(
          "ip -o -d link show",
          "ip -o addr show",
          "ip route show table all",
          "ip -6 route show table all",
          "ip rule show",
          "ip -6 rule show",
          "ip netns list",
          "iptables-save",
          "ip6tables-save",
          "nft list ruleset",
          "bridge vlan show");

  private static final List<String> DIRECTORIES =
      List.of(
          "/run", "/run/netns", "/var/run/netns", "/dev/shm", "/tmp", "/var/tmp", "/proc/driver");

  /** Where programs of all kinds put files and take them away again. */
  static final List<String> TEMPORARY = List.of("/dev/shm", "/tmp", "/var/tmp");

  /** The part that names the files of labs' own directory for temporary files. */
  static final String PRIVATE = "temporary files";

  /**
   * A machine now.
   *
   * @param temporary where the programs that open labs put their temporary files
   */
  static MachineState read(Path temporary) throws IOException, InterruptedException {
    Map<String, Set<String>> parts = new LinkedHashMap<>();
    parts.put(PRIVATE, names(temporary));
    for (String command : COMMANDS) {
      parts.put(command, output(command));
    }
    for (String directory : DIRECTORIES) {
      parts.put(directory, names(Path.of(directory)));
    }
    Path home = Path.of(System.getProperty("user.home"));
    parts.put("JNA's own directory", names(home.resolve(".cache/JNA/temp")));
    parts.put("/proc/self/mountinfo", lines(Path.of("/proc/self/mountinfo")));
    parts.put("/proc/self/ns", namespaces());
    parts.put("/proc/sys/net", settings());
    return new MachineState(parts);
  }

  private static Set<String> output(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    Optional<Path> program = Programs.find(words.get(0));
    if (program.isEmpty()) {
      return Set.of();
    }
    words.set(0, program.get().toString());
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Set<String> lines = new TreeSet<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll("\\[\\d+:\\d+]|(valid_lft|preferred_lft|expires) \\S+", ""))
        .forEach(lines::add);
    return lines;
  }

  private static Set<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(directory)) {
      entries.map(entry -> entry.getFileName().toString()).forEach(names::add);
    }
    return names;
  }

  private static Set<String> lines(Path file) throws IOException {
    return new TreeSet<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
  }

  private static Set<String> namespaces() throws IOException {
    Set<String> identities = new TreeSet<>();
    try (Stream<Path> kinds = Files.list(Path.of("/proc/self/ns"))) {
      for (Path kind : kinds.toList()) {
        identities.add(Files.readSymbolicLink(kind).toString());
      }
    }
    return identities;
  }

  /** Every setting that can be read, but what counts connections; devices come and go. */
  private static Set<String> settings() throws IOException {
    Set<String> settings = new TreeSet<>();
    Files.walkFileTree(
        Path.of("/proc/sys/net"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.endsWith("nf_conntrack_count")) {
              settings.add(file + " = " + content(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return settings;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
