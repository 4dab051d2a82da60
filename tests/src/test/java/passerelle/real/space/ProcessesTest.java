package passerelle.real.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.contract.RootProcess;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServiceSpec;

/** Processes in spaces: how they begin, talk, hear signals and end. */
@Tag("real")
@Tag("unprivileged")
class ProcessesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String BOX = SpaceLab.id(1);
  private static final String TOOLS = SpaceLab.id(2);

  private SpaceLab lab;

  @BeforeEach
  void opens() throws Exception {
    lab = new SpaceLab();
    lab.machine("host");
    lab.container(BOX, "busybox");
    lab.container(TOOLS, "debian");
  }

  @AfterEach
  void closes() {
    lab.close();
  }

  private boolean ends(KernelProcess process) {
    return lab.clock.advanceUntil(() -> process.exitStatus().isPresent(), SECOND / 3);
  }

  @Test
  void theExitStatusIsTheProgramsOwnOrThatOfItsSignal() throws Exception {
    assertEquals(0, lab.run("host", "true").status());
    assertEquals(42, lab.run("host", "bash", "-c", "exit 42").status());
    assertEquals(143, lab.run("host", "bash", "-c", "kill $$").status());
    KernelProcess sleep = lab.start("host", "sleep", "1000");
    assertEquals(OptionalInt.empty(), sleep.exitStatus());
    sleep.signal("HUP");
    assertEquals(129, lab.status(sleep));
    List<Integer> told = new ArrayList<>();
    sleep.onExit(told::add);
    assertEquals(List.of(129), told);
    sleep.signal("TERM");
  }

  @Test
  void aCommandThatIsNotThereIsNoEntryAndOneThatIsNoProgramIsRefused() {
    assertEquals(Errno.ENOENT, failure("nosuch"));
    assertEquals(Errno.ENOENT, failure("/bin/nosuch"));
    assertEquals(Errno.ENOENT, failure(""));
    assertEquals(Errno.EACCES, failure("/etc/passwd"));
    assertEquals(Errno.EISDIR, failure("/bin"));
    assertEquals(Errno.ENOENT, failure("tcpdump"), "BusyBox has no such applet");
  }

  private Errno failure(String command) {
    return assertThrows(KernelException.class, () -> lab.start(BOX, command)).errno();
  }

  @Test
  void afterAFailedBeginningAnotherProcessCanBeTheFirst() throws Exception {
    lab.spaces.writeFile(BOX, "/bad", "x");
    lab.spaces.writeProgram(BOX, "/script", "#!/no/interpreter\n");
    assertThrows(KernelException.class, () -> lab.start(BOX, "/script"));
    assertEquals("1\n", lab.run(BOX, "sh", "-c", "echo $$").output());
  }

  @Test
  void whoIsInterruptedStartsProcessesAllTheSame() throws Exception {
    Thread.currentThread().interrupt();
    KernelProcess machines = lab.start("host", "true");
    KernelProcess first = lab.start(BOX, "sh", "-c", "exit 3");
    assertTrue(Thread.interrupted());
    assertEquals(List.of(0, 3), List.of(lab.status(machines), lab.status(first)));
  }

  @Test
  void theEnvironmentIsWhatWasGivenAndNothingElse() throws Exception {
    StringBuilder output = new StringBuilder();
    Map<String, String> environment = Map.of("PATH", "/bin", "NAME", "é b");
    KernelProcess process =
        lab.spaces.start(
            RootProcess.of(BOX, List.of("env"), environment, false, 0),
            ProcessOutput.both(output::append));
    assertEquals(0, lab.status(process));
    assertEquals(List.of("NAME=é b", "PATH=/bin"), output.toString().lines().sorted().toList());
  }

  @Test
  void aContainersFirstProcessIsNumberOneAndDeafToWhatItDoesNotHandle() throws Exception {
    KernelProcess first = lab.start(BOX, "sleep", "1000");
    first.signal("TERM");
    first.signal("INT");
    assertFalse(ends(first));
    assertTrue(lab.run(BOX, "ps").output().contains("    1 root     sleep 1000"));
    String command = Files.readString(Path.of("/proc/" + first.pid() + "/cmdline"));
    assertEquals("sleep\0001000\0", command);
    first.signal("KILL");
    assertEquals(137, lab.status(first));
  }

  @Test
  void theEndOfProcessOneIsTheEndOfAllOthers() throws Exception {
    KernelProcess first = lab.start(BOX, "sh", "-c", "read line; exit 3");
    KernelProcess second = lab.start(BOX, "sleep", "1000");
    KernelProcess third = lab.start(BOX, true, text -> {}, "sh", "-c", "sleep 1000 & sleep 1000");
    first.input("go\n");
    assertEquals(3, lab.status(first));
    assertEquals(137, lab.status(second));
    assertEquals(137, lab.status(third));
  }

  @Test
  void otherProcessesHearSignalsThemselves() throws Exception {
    lab.start(TOOLS, "sleep", "1000");
    KernelProcess other = lab.start(TOOLS, "sleep", "1000");
    other.signal("TERM");
    assertEquals(143, lab.status(other));
  }

  @Test
  void pauseFreezesTheWholeContainer() throws Exception {
    KernelProcess first = lab.start(BOX, "sleep", "1000");
    StringBuilder output = new StringBuilder();
    lab.start(BOX, false, output::append, "sh", "-c", "while :; do echo x; usleep 10000; done");
    lab.clock.advanceUntil(() -> output.length() > 0, 100 * SECOND);
    first.signal("STOP");
    lab.clock.advance(SECOND / 20);
    int length = lab.clock.get(output::length);
    lab.clock.advance(SECOND / 5);
    assertEquals(length, lab.clock.get(output::length));
    first.signal("CONT");
    assertTrue(lab.clock.advanceUntil(() -> output.length() > length, 100 * SECOND));
  }

  @Test
  void allOutputComesInOrderBeforeTheEnd() throws Exception {
    String script = "i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; echo end >&2";
    String output = lab.run("host", "bash", "-c", script).output();
    assertEquals(3001, output.lines().count());
    assertEquals("end", output.lines().reduce((a, b) -> b).orElseThrow());
    assertEquals(output, lab.run("host", true, "bash", "-c", script).output());
  }

  @Test
  void standardInputComesAsWrittenAndEnds() throws Exception {
    StringBuilder output = new StringBuilder();
    KernelProcess cat = lab.start("host", false, output::append, "cat");
    String large = "0123456789abcdef\n".repeat(20_000);
    cat.input(large);
    cat.input("last\n");
    cat.endInput();
    assertEquals(0, lab.status(cat));
    assertEquals(large + "last\n", output.toString());
  }

  @Test
  void aTerminalHasItsColumnsAndIsTheControllingOne() throws Exception {
    String script = "tty; stty size; echo hi >/dev/tty; printf 'a\\033[31mred\\033[0m\\n'";
    assertEquals(
        "/dev/pts/0\n24 80\nhi\nared\n", lab.run(TOOLS, true, "sh", "-c", script).output());
    assertEquals("not a tty\n", lab.run(TOOLS, "tty").output());
  }

  @Test
  void aTerminalsInputIsEchoedAndEnds() throws Exception {
    StringBuilder output = new StringBuilder();
    KernelProcess cat = lab.start("host", true, output::append, "cat");
    cat.input("hello\n");
    cat.endInput();
    assertEquals(0, lab.status(cat));
    assertEquals("hello\nhello\n", output.toString());
  }

  @Test
  void whoLeavesSomethingInTheBackgroundHasEnded() throws Exception {
    assertEquals(0, lab.run("host", "bash", "-c", "sleep 1000 & exit 0").status());
    assertEquals(0, lab.run("host", true, "bash", "-c", "sleep 1000 & exit 0").status());
  }

  @Test
  void withoutTheCapabilityTheNetworkCannotBeChanged() throws Exception {
    lab.container(SpaceLab.id(3), "debian", Capability.all());
    for (String id : List.of(TOOLS, SpaceLab.id(3))) {
      boolean may = id.equals(SpaceLab.id(3));
      int added = lab.run(id, "ip", "link", "add", "br7", "type", "bridge").status();
      assertEquals(may ? 0 : 2, added);
      assertEquals(may ? 0 : 4, lab.run(id, "iptables", "-S").status());
    }
    assertEquals(
        "RTNETLINK answers: Operation not permitted\n",
        lab.run(TOOLS, "ip", "link", "set", "lo", "up").output());
  }

  @Test
  void nobodyMakesDeviceNodes() throws Exception {
    assertTrue(lab.run("host", "mknod", "/tmp/disk", "b", "254", "0").status() != 0);
  }

  @Test
  void whatTheJvmServesIsProcessOneToTheOthers() throws Exception {
    ServiceSpec http = new ServiceSpec("tcp", "::", 80, 9, "http", Map.of(), "httpd");
    KernelProcess main = lab.spaces.startServices(BOX, List.of(http), ProcessOutput.none());
    assertTrue(lab.run(BOX, "ps").output().contains("    1 root     httpd\n"));
    assertEquals("httpd\0", Files.readString(Path.of("/proc/" + main.pid() + "/cmdline")));
    KernelProcess other = lab.start(BOX, "sleep", "1000");
    main.signal("TERM");
    assertFalse(ends(main));
    main.signal("STOP");
    assertTrue(lab.services.started.get(0).frozen);
    main.signal("CONT");
    main.signal("KILL");
    assertEquals(137, lab.status(main));
    assertEquals(137, lab.status(other));
    assertTrue(lab.services.started.get(0).closed);
  }

  @Test
  void stopEndsAllProcessesOfASpace() throws Exception {
    KernelProcess container = lab.start(BOX, "sleep", "1000");
    KernelProcess host = lab.start("host", "bash", "-c", "sleep 1000; true");
    lab.spaces.stop(BOX);
    assertEquals(137, lab.status(container));
    assertEquals(OptionalInt.empty(), host.exitStatus());
    lab.spaces.stop("host");
    assertEquals(137, lab.status(host));
  }
}
