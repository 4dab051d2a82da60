package passerelle.cli.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.ProgramAtTerminal;
import passerelle.effort.Waits;

/** The real program at two terminals, the second of which has joined the lab of the first. */
@Waits
class TwoWindowsTest {
  private static final String CTRL_C = "\u0003";

  @TempDir private Path runtime;
  private ProgramAtTerminal first;
  private ProgramAtTerminal second;

  @BeforeEach
  void makePrivate() throws IOException {
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void close() {
    Stream.of(first, second).filter(program -> program != null).forEach(ProgramAtTerminal::close);
  }

  private ProgramAtTerminal program(String... arguments) throws IOException {
    return new ProgramAtTerminal(
        Map.of("TERM", "xterm", "XDG_RUNTIME_DIR", runtime.toString()), arguments);
  }

  private void open(String... options) throws IOException {
    first = program(options);
    first.await("host$");
    // The door opens a moment after the first prompt.
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (sockets().isEmpty()) {
      assertTrue(System.nanoTime() < patience, "no lab can be joined");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    join();
  }

  private List<Path> sockets() throws IOException {
    Path directory = runtime.resolve("passerelle");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> sockets = Files.list(directory)) {
      return sockets.filter(file -> file.toString().endsWith(".sock")).toList();
    }
  }

  private void join() throws IOException {
    second = program("join");
    second.await("host$");
  }

  @Test
  void aServerInOneTalksWithTheClientInTheOther() throws Exception {
    open("--no-history");
    first.type("nc -l 8000\r");
    second.type("laptop\r");
    second.await("laptop$");
    second.type("until nc 192.0.2.10 8000; do sleep 1; done\r");
    second.type("question\r");
    first.await("question");
    first.type("answer\r");
    second.await("answer");
    second.type(CTRL_C);
    second.await("laptop$");
    first.await("host$");
  }

  @Test
  void oneSeesWhatTheOtherSendsAndTheClockIsOne() throws Exception {
    open("--no-history");
    second.type("tcpdump -ni any icmp\r");
    second.await("listening on");
    first.type("ping 192.0.2.1\r");
    second.await("ICMP echo request");
    second.await("ICMP echo reply");
    second.type(CTRL_C);
    second.await("packets captured");
    second.await("host$");
    second.line("sleep 2");
    first.await("icmp_seq=3");
    String now = minute(second);
    first.type(CTRL_C);
    assertTrue(first.await("host$").contains(" 0% packet loss"));
    assertEquals(now, minute(first));
  }

  /** What {@code date} says, as far as {@code Thu Jan 1 12:00}, since the seconds go on. */
  private static String minute(ProgramAtTerminal terminal) throws IOException {
    terminal.type("date\r");
    terminal.await("Thu Jan");
    return terminal.await("host$").substring(0, "  1 12:00".length());
  }

  @Test
  void undoInOneLeavesTheOthersProgramRunning() throws Exception {
    open("--no-history");
    second.type("tcpdump -ni any icmp\r");
    second.await("listening on");
    first.line("ip link add br9 type bridge");
    first.type("undo\r");
    first.await("taken back: host$ ip link add br9 type bridge");
    first.await("host$");
    second.await("Another terminal has put another lab in the place of this one: undo");
    first.type("ping -c1 192.0.2.1\r");
    second.await("ICMP echo reply");
    first.await("host$");
    first.type("reset\r");
    second.await("reset");
    second.await("host$");
    assertFalse(second.line("ps").contains("tcpdump"));
  }

  @Test
  void aKilledTerminalHarmsNothing() throws Exception {
    open("--no-history");
    second.type("ping 192.0.2.1\r");
    second.await("icmp_seq=2");
    second.kill();
    second.end();
    String left = first.line("until ! pidof ping; do sleep 1; done; echo quiet");
    assertTrue(left.contains("quiet"), left);
    join();
    second.type("ping 192.0.2.1\r");
    second.await("icmp_seq=2");
    first.kill();
    second.await("the lab is gone: the program in the first window has ended without a word");
    assertEquals(1, second.end());
  }

  @Test
  void aFirstTerminalKilledAtAnyMomentLeavesTheWayFreeForTheNext() throws Exception {
    for (String moment : List.of("Passerelle", "host$", "icmp_seq=2")) {
      first = program();
      if (moment.startsWith("icmp")) {
        first.await("host$");
        first.type("ping 192.0.2.1\r");
      }
      first.await(moment);
      first.kill();
      first.end();
    }
    second = program("join");
    second.await("no lab of yours runs on this machine");
    second.end();
    open();
    assertTrue(second.line("hostname").contains("host"));
  }

  @Test
  @Tag("real")
  void onTheRealKernelTwoTerminalsAreOnOneLab() throws Exception {
    open("--no-history", "--kernel", "real");
    first.type("tcpdump -lni any icmp\r");
    first.await("listening on");
    second.type("ping -c 1 192.0.2.20\r");
    second.await("1 received");
    first.await("ICMP echo reply");
    first.type(CTRL_C);
    first.await("packets captured");
    first.await("host$");
    second.type("sleep 1000\r");
    second.kill();
    second.end();
    first.line("while pidof sleep; do sleep 0.1; done");
    first.type("exit\r");
    assertEquals(0, first.end());
    assertEquals(List.of(), sockets());
  }

  @Test
  void theFirstAsksBeforeTheLabEndsForOthers() throws Exception {
    open("--no-history");
    first.type("exit\r");
    first.await("1 other terminal is joined");
    first.await("host$");
    second.line("echo still here");
    second.type("exit 3\r");
    assertEquals(3, second.end());
    join();
    first.line("true");
    first.type("exit\r");
    first.await("1 other terminal is joined");
    first.await("host$");
    first.type("exit 4\r");
    assertEquals(4, first.end());
    second.await("the lab has ended");
    second.end();
    assertEquals(List.of(), sockets());
  }

  @Test
  void ofSeveralLabsOneIsChosenByItsNumber() throws Exception {
    second = program("join");
    second.await("no lab of yours runs on this machine");
    assertEquals(2, second.end());
    open("--no-history");
    try (ProgramAtTerminal other = program("--no-history")) {
      other.await("host$");
      other.line("hostname other");
      try (ProgramAtTerminal third = program("join")) {
        third.await("2 labs of yours run; say which one, by its number");
        third.await(", nothing done yet");
        third.await(", 0 containers: host$ hostname other");
        assertEquals(2, third.end());
      }
      try (ProgramAtTerminal third = program("join", "2")) {
        third.await("host$");
        assertTrue(third.line("hostname").contains("other"));
      }
    }
  }

  @Test
  void nobodyElseCanComeIn() throws Exception {
    open("--no-history");
    Path directory = runtime.resolve("passerelle");
    assertEquals("rwx------", mode(directory));
    assertEquals("rw-------", mode(sockets().get(0)));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ProgramAtTerminal third = program("join")) {
      third.await("is not this user's alone");
      assertEquals(2, third.end());
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
