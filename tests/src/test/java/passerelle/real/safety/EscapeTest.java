package passerelle.real.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.effort.Effort;
import passerelle.effort.Waits;
import passerelle.real.lab.Outside;

/**
 * The table of ways out of a lab in SECURITY.md, each tried from a machine and containers of a lab
 * that root, and one that nobody has opened; and the machine afterwards. A campaign tries them from
 * a machine without an engine and with other capabilities, too.
 */
@Tag("campaign")
@Waits
class EscapeTest {
  private static final Path TABLE = Path.of("..", "SECURITY.md");
  private static final List<String> PLACES =
      Effort.isCampaign()
          ? List.of("host", "laptop", "plain", "privileged", "all", "admin")
          : List.of("privileged");

  /** Exit statuses of what was tried in vain; 0 is out, others say that it was not tried. */
  private static final String REFUSED = "(1|2|32) .*";

  /** Ways that do no harm where nothing is in their way: from the machine itself. */
  private static final List<String> HARMLESS =
      List.of(
          "read the environment of other processes",
          "signal a process of the machine",
          "set limits of a process of the machine",
          "read private files of the machine",
          "connect to sockets of the machine by path",
          "connect to abstract sockets of the machine",
          "see shared memory of the machine (System V)",
          "see message queues of the machine (POSIX)",
          "reach the machine's network namespace");

  /** What ways try to write, and nobody else changes meanwhile. */
  private static final List<String> SETTINGS =
      List.of(
          "kernel/panic",
          "kernel/core_pattern",
          "kernel/modprobe",
          "kernel/hostname",
          "vm/overcommit_memory",
          "vm/dirty_ratio",
          "fs/file-max",
          "user/max_cgroup_namespaces",
          "net/ipv4/ip_forward",
          "net/ipv4/conf/all/forwarding");

  private static final List<String> PROGRAMS =
      List.of("/usr/bin/env", "/usr/bin/bash", "/usr/lib/os-release", "/etc/passwd");

  @BeforeAll
  static void enclosuresWork() {
    Outside.assumeEnclosuresWork();
  }

  static Stream<String> openers() {
    return Stream.of("root", "nobody").limit(Effort.of(1, 2));
  }

  @ParameterizedTest(name = "opened by {0}")
  @MethodSource("openers")
  @Timeout(300)
  void noWayLeadsOutOfALab(String who) throws Exception {
    try (Canary canary = new Canary()) {
      List<String> before = machine();
      Map<String, List<String>> got = tried(who, canary);
      List<String> out = new ArrayList<>();
      got.forEach(
          (place, ways) -> {
            assertEquals(names(), ways.stream().map(EscapeTest::name).toList(), place);
            ways.stream().filter(w -> !w.matches(REFUSED)).forEach(w -> out.add(place + " " + w));
          });
      assertEquals(List.of(), out);
      assertEquals(PLACES, List.copyOf(got.keySet()));
      assertEquals(before, machine());
      assertTrue(canary.isWell());
    }
  }

  /** For each place its ways, as lines with the exit status and the name. */
  private static Map<String, List<String>> tried(String who, Canary canary) throws Exception {
    List<String> secret = new ArrayList<>(List.of("env", "TOKEN=" + canary.secret()));
    secret.addAll(command(who, PLACES));
    Map<String, List<String>> got = new LinkedHashMap<>();
    try (Outside run = Outside.start(secret)) {
      try (OutputStream in = run.process().getOutputStream()) {
        in.write(script(canary).getBytes(StandardCharsets.UTF_8));
      }
      String said = run.rest();
      Pattern.compile("(?m)^(\\w+): #= (.*)$")
          .matcher(said)
          .results()
          .forEach(m -> got.computeIfAbsent(m.group(1), p -> new ArrayList<>()).add(m.group(2)));
      assertEquals(0, run.status(), said);
      run.assertNothingRuns();
      Files.writeString(Path.of("target", "escapes-of-" + who + ".txt"), said);
    }
    return got;
  }

  private static String name(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }

  @ParameterizedTest(name = "opened by {0}")
  @MethodSource("openers")
  void whoKillsAllThatHeSeesEndsHisLabAlone(String who) throws Exception {
    try (Canary canary = new Canary();
        Outside run = Outside.start(command(who, List.of("kill")))) {
      run.process().getOutputStream().close();
      run.rest();
      assertEquals(137, run.status());
      run.assertNothingRuns();
      assertTrue(canary.isWell());
    }
  }

  private static List<String> command(String who, List<String> arguments) throws IOException {
    List<String> command = Outside.java(Escapes.class.getName(), arguments);
    return who.equals("root") ? command : Outside.asNobody(command);
  }

  @Test
  void fromTheMachineItselfTheWaysThatDoNoHarmAreOpen() throws Exception {
    try (Canary canary = new Canary()) {
      Map<String, String> scripts = scripts(canary);
      for (String way : HARMLESS) {
        Process process = new ProcessBuilder("bash", "-c", scripts.get(way)).start();
        assertEquals(0, process.waitFor(), way);
      }
    }
  }

  /** All ways, one after the other, each in a shell of its own. */
  private static String script(Canary canary) throws IOException {
    StringBuilder script = new StringBuilder();
    scripts(canary)
        .forEach(
            (name, way) -> {
              script.append("cat >/root/way <<'WAY'\n").append(way).append("WAY\n");
              script.append("timeout -s KILL 30 bash /root/way >/root/said 2>&1 </dev/null\n");
              script.append("echo \"#= $? ").append(name).append("\"; tail -n 3 /root/said\n");
              script.append("while umount -R /mnt 2>/dev/null; do :; done; rm -rf /tmp/*\n");
            });
    return script.toString();
  }

  /** The script of each way, by its name. */
  private static Map<String, String> scripts(Canary canary) throws IOException {
    String netns = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    String[] parts = ways().split("(?m)^#= ");
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      int end = part.indexOf('\n');
      scripts.put(
          part.substring(0, end),
          canary.words() + "NETNS=" + netns + "\n" + parts[0] + part.substring(end));
    }
    return scripts;
  }

  private static String ways() throws IOException {
    try (InputStream in = EscapeTest.class.getResourceAsStream("escapes.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> names() {
    try {
      return Pattern.compile("(?m)^#= (.*)$")
          .matcher(ways())
          .results()
          .map((MatchResult m) -> m.group(1))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a way that leads out would have changed. */
  private static List<String> machine() throws IOException {
    List<String> state = new ArrayList<>();
    for (String setting : SETTINGS) {
      state.add(setting + " = " + content(Path.of("/proc/sys", setting)));
    }
    for (String program : PROGRAMS) {
      state.add(
          program
              + " "
              + Files.size(Path.of(program))
              + " "
              + content(Path.of(program)).hashCode());
    }
    state.add("way: " + Files.exists(Path.of("/usr/bin/passerelle-way")));
    state.add("boot: " + bootMinute());
    for (String ours : List.of("/proc/self/mountinfo", "/proc/swaps")) {
      state.addAll(
          Files.readAllLines(Path.of(ours), StandardCharsets.ISO_8859_1).stream()
              .filter(line -> line.contains("passerelle") || line.contains(" /mnt/"))
              .toList());
    }
    for (String directory : List.of("/sys/fs/cgroup", "/proc/sys/fs/binfmt_misc", "/run/netns")) {
      state.add(directory + ": " + ours(Path.of(directory)));
    }
    return state;
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /**
   * When the machine was started, by its clock: that of a machine whose clock is set is another.
   */
  private static long bootMinute() throws IOException {
    return Files.readAllLines(Path.of("/proc/stat")).stream()
        .filter(line -> line.startsWith("btime "))
        .map(line -> Math.round(Long.parseLong(line.substring(6)) / 60.0))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ours(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory, 3)) {
      return all.map(Path::toString).filter(name -> name.contains("passerelle")).sorted().toList();
    }
  }

  @Test
  void theTableOfWaysIsTheOneThatIsTried() throws IOException {
    String text = Files.readString(TABLE);
    String section = text.substring(text.indexOf("\n## Real mode\n"));
    List<String> rows =
        Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\|$")
            .matcher(section)
            .results()
            .map(row -> row.group(1))
            .filter(way -> !way.matches("way out|-+"))
            .toList();
    assertEquals(names(), rows);
  }
}
