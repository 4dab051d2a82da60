package passerelle.real.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.effort.Effort;
import passerelle.effort.Waits;
import passerelle.real.sys.Libc;

/** An enclosure, seen from the machine that it is started on. */
@Waits
@Tag("campaign")
class EnclosureTest {
  private static final String RESIDENT = Resident.class.getName();

  @BeforeAll
  static void enclosuresWork() {
    Outside.assumeEnclosuresWork();
  }

  private static Outside resident(String... words) throws IOException {
    return Outside.start(Outside.java(RESIDENT, List.of(words)));
  }

  @Test
  void whatRunsInsideHasANetworkAndProcessesOfItsOwn() throws Exception {
    String mine = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    String script = "readlink /proc/self/ns/net; ls /sys/class/net >/dev/null; ls -d /proc/[0-9]*";
    try (Outside run = resident("run", "sh", "-c", script)) {
      List<String> lines = run.rest().lines().toList();
      assertEquals(0, run.status());
      assertTrue(lines.get(0).startsWith("net:["), lines::toString);
      assertNotEquals(mine, lines.get(0));
      assertTrue(lines.size() < 8, "it sees other processes than its own: " + lines);
    }
  }

  @Test
  void theExitStatusIsTheProgramsOwn() throws Exception {
    try (Outside run = resident("run", "sh", "-c", "exit 7")) {
      assertEquals("", run.rest());
      assertEquals(7, run.status());
    }
  }

  @Test
  void theFilesAreThoseOfThePersonWhereverTheyAre(@TempDir Path here) throws Exception {
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwx------"));
    List<String> command = new ArrayList<>(List.of("env", "-C", here.toString()));
    command.addAll(Outside.java(RESIDENT, List.of("write", "file", "kept")));
    try (Outside run = Outside.start(command)) {
      assertEquals("kept\n", run.rest());
      assertEquals(0, run.status());
      assertEquals("kept\n", Files.readString(here.resolve("file")));
      assertEquals(Files.getOwner(here), Files.getOwner(here.resolve("file")));
    }
  }

  @Test
  void onlyTheSwitchesOfTheNetworkAreOpenInside() throws Exception {
    String script = "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 4 >/proc/sys/kernel/printk";
    try (Outside run = resident("run", "sh", "-c", script)) {
      String said = run.rest();
      assertNotEquals(0, run.status());
      assertFalse(said.contains("ip_forward"), said);
      assertTrue(said.contains("printk"), said);
    }
  }

  @Test
  void anOrphanInsideIsReaped() throws Exception {
    try (Outside run = resident("orphan")) {
      run.await("reaped");
      assertEquals(0, run.status());
    }
  }

  static Stream<Arguments> endings() {
    return Stream.of(
            arguments("first", 9, 137),
            arguments("keeper", 9, 137),
            arguments("init", 9, 137),
            arguments("java", 2, 130),
            arguments("first", 15, 143),
            arguments("first", 1, 129),
            arguments("java", 9, 137),
            arguments("keeper", 15, 143),
            arguments("java", 15, 143),
            arguments("keeper", 1, 129))
        .limit(Effort.of(1, 10));
  }

  @ParameterizedTest(name = "signal {1} to the {0}: status {2}")
  @MethodSource("endings")
  void howeverOneOfItsProcessesEndsAllEnd(String which, int signal, int status) throws Exception {
    try (Outside run = resident("wait")) {
      run.await("waiting");
      ProcessHandle first = run.process().toHandle();
      // Root's program stays outside; another user's has become the keeper.
      ProcessHandle keeper = Libc.geteuid() == 0 ? child(first) : first;
      ProcessHandle init = child(keeper);
      ProcessHandle victim =
          switch (which) {
            case "first" -> first;
            case "keeper" -> keeper;
            case "init" -> init;
            default -> child(init);
          };
      Libc.kill((int) victim.pid(), signal);
      assertEquals(status, run.status());
      run.assertNothingRuns();
    }
  }

  private static ProcessHandle child(ProcessHandle parent) {
    return parent.children().findFirst().orElseThrow();
  }

  @Test
  void interruptedAtTheTerminalItEndsAsAnyProgramDoes() throws Exception {
    try (Outside run = atTerminal()) {
      run.await("waiting");
      OutputStream keyboard = run.process().getOutputStream();
      keyboard.write(3); // Ctrl-C
      keyboard.flush();
      assertEquals(130, run.status());
      run.assertNothingRuns();
    }
  }

  @Test
  void itEndsWithItsTerminal() throws Exception {
    try (Outside run = atTerminal()) {
      run.await("waiting");
      Libc.kill((int) run.process().pid(), 9);
      run.assertNothingRuns();
    }
  }

  /** The resident on a terminal of its own: script(1). */
  private static Outside atTerminal() throws IOException {
    String command = String.join("' '", Outside.java(RESIDENT, List.of("wait")));
    return Outside.start(List.of("script", "-qefc", "exec '" + command + "'", "/dev/null"));
  }

  @Test
  void whoClaimsToBeInsideIsFoundOut() throws Exception {
    List<String> command = Outside.java(RESIDENT, List.of("run", "true"));
    command.add(1, "-D" + Enclosure.STARTED_FROM + "=net:[1]");
    try (Outside run = Outside.start(command)) {
      assertTrue(run.rest().contains("is not set by hand"));
      assertEquals(2, run.status());
    }
  }

  @Test
  void outsideNoLabGetsADirectoryNorStarts() {
    assumeFalse(Enclosure.isInside());
    assertThrows(IllegalStateException.class, Enclosure::require);
    assertThrows(IllegalStateException.class, Enclosure::directory);
  }
}
