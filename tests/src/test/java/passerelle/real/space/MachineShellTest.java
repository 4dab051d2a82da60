package passerelle.real.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.effort.Patience;

/** The shell that stays at a machine, as a transcript and as a person use it. */
@Tag("real")
@Tag("unprivileged")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MachineShellTest {
  private static final int PRESSES = 1000;
  private static final int BETWEEN_PRESSES_MILLIS = 100;

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root");

  private SpaceLab lab;
  private MachineShell shell;

  @BeforeEach
  void opens() throws Exception {
    lab = new SpaceLab();
    lab.machine("host");
    shell = transcript("host");
  }

  @AfterEach
  void closes() {
    shell.close();
    lab.close();
  }

  private MachineShell transcript(String space) throws Exception {
    return MachineShell.open(
        lab.spaces,
        space,
        new MachineShell.Settings(
            80, Typist.NOBODY, true, ShellStart.ofMachine("host$", ENVIRONMENT)));
  }

  private MachineShell person(String space) throws Exception {
    return MachineShell.open(
        lab.spaces,
        space,
        new MachineShell.Settings(
            100, Typist.PERSON, false, ShellStart.ofMachine("host$", ENVIRONMENT)));
  }

  /** What a line shows, and its status when it is not 0. */
  private String run(String line) {
    return run(shell, line);
  }

  private static String run(MachineShell in, String line) {
    return run(in, line, new ByteArrayOutputStream());
  }

  private static String run(MachineShell in, String line, ByteArrayOutputStream screen) {
    int status = in.run(line, screen::writeBytes);
    return screen.toString(StandardCharsets.UTF_8) + (status == 0 ? "" : "[" + status + "]");
  }

  @Test
  void whatALineChangesLasts() {
    assertEquals("/root\n", run("pwd; cd /tmp; x='a b'; f() { echo \"f $x\"; return 3; }"));
    assertEquals("/tmp f a b\n[3]", run("echo -n \"$PWD \"; f"));
    assertEquals("3\n", run("echo $?"));
    assertEquals("0\n", run("echo $?"));
  }

  @Test
  void errorsAreWordedAsThoseOfOneCommandLine() {
    assertEquals("bash: line 1: nosuch: command not found\n[127]", run("nosuch"));
    assertEquals("bash: line 2: nosuch: command not found\n[127]", run("true\nnosuch"));
    assertEquals(
        "bash: -c: line 1: syntax error near unexpected token `)'\n"
            + "bash: -c: line 1: `echo )'\n[2]",
        run("echo )"));
    assertEquals("bash: -c: line 2: syntax error: unexpected end of file\n[2]", run("for x in a"));
    assertEquals("still here\n", run("echo still here"));
  }

  @Test
  void outputIsWhatATerminalShowsWithoutColoursAndInputIsEmpty() {
    assertEquals(
        "a  b\nred\n", run("cd \"$(mktemp -d)\"; touch a b; ls; printf '\\e[1mred\\e[m\\n'"));
    assertEquals("", run("cat"));
    assertEquals("no line end", run("printf 'no line end'"));
    assertEquals("\033]passerelle;1\007\n", run("printf '\\033]passerelle;1\\007\\n'"));
    assertEquals("it's\\n $x \"\n", run("echo 'it'\"'\"'s\\n $x \"'"));
    assertEquals("here\n", run("cat <<X\nhere\nX"));
    assertEquals(20_000, run("yes line | head -20000").lines().count());
  }

  @Test
  void aJobRunsInTheBackgroundUnseenUntilItIsEnded() {
    assertEquals("", run("(trap 'echo caught >/tmp/end' INT; echo noise; sleep 1000) &"));
    assertEquals("", run("sleep 1000 &"));
    assertEquals(2, run("jobs").lines().count());
    assertTrue(shell.endJob(1));
    assertEquals("caught\n", run("cat /tmp/end"));
    assertTrue(shell.endJob(2));
    assertFalse(shell.endJob(2));
    assertEquals("", run("pgrep -x sleep || true"));
  }

  @Test
  void theStatusLastsBeyondAnEndedJob() {
    run("sleep 1000 &");
    run("(exit 9)");
    shell.endJob(1);
    assertEquals("9\n", run("echo $?"));
  }

  @Test
  void anEndedShellSaysSo() {
    assertEquals("[4]", run("exit 4"));
    assertTrue(shell.isEnded());
    assertEquals("[4]", run("echo more"));
    shell.type(new byte[] {'x'});
    shell.interrupt();
    shell.resize(10, 10);
  }

  @Test
  void ctrlCEndsWhateverAPersonHasStarted() throws Exception {
    interruptsAll(person("host"));
  }

  @Test
  void andInAContainer() throws Exception {
    String id = SpaceLab.id(1);
    lab.container(id, "busybox");
    lab.start(id, "sleep", "1000");
    MachineShell ash = person(id);
    interruptsAll(ash);
    assertEquals("24 100\r\nit's\r\n", run(ash, "stty size; echo 'it'\\''s'"));
    assertEquals("sh: nosuch: not found\r\n[127]", run(ash, "nosuch"));
    assertEquals("[127][127]127\r\n", run(ash, "") + run(ash, "# nothing") + run(ash, "echo $?"));
    assertTrue(run(ash, "echo )").matches("sh: syntax error: unexpected \"\\)\"\r\n\\[\\d+]"));
    assertEquals("here", run(ash, "cd /tmp; cat <<X\nhere"));
    assertEquals("/tmp\r\n", run(ash, "echo $PWD \\"));
    assertEquals("[5]", run(ash, "exit 5").replace("exit\r\n", ""));
  }

  /** Types a line whose first word on the screen is {@code begun}, and waits for that. */
  private static Future<String> begun(MachineShell person, String line) throws Exception {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Future<String> running = CompletableFuture.supplyAsync(() -> run(person, line, screen));
    assertTrue(Patience.until(() -> screen.toString(StandardCharsets.UTF_8).contains("begun")));
    return running;
  }

  private static void interruptsAll(MachineShell person) throws Exception {
    for (String line :
        new String[] {"sleep 1000", "while :; do sleep 0.01; done", "while :; do :; done"}) {
      Future<String> running = begun(person, "echo begun; " + line);
      assertFalse(running.isDone());
      // A job may be ending just when the key is pressed: then a person presses it again.
      for (int press = 0; press < PRESSES && !running.isDone(); press++) {
        person.interrupt();
        Thread.sleep(BETWEEN_PRESSES_MILLIS);
      }
      assertTrue(running.isDone(), line);
      assertTrue(running.get().endsWith("[130]"));
    }
    assertEquals("130\r\n", run(person, "echo $?"));
  }

  @Test
  void aPersonTypesToTheCommandAndFindsTheTerminalAsItWas() throws Exception {
    MachineShell person = person("host");
    Future<String> running = begun(person, "echo begun; read x; echo got $x");
    person.type("word\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("begun\r\nword\r\ngot word\r\n", running.get());
    assertEquals("24 100\r\n", run(person, "stty size; stty raw -echo"));
    person.resize(60, 20);
    assertEquals("20 60\r\n", run(person, "stty size"));
    assertEquals("bash: nosuch: command not found\r\n[127]", run(person, "nosuch"));
    assertEquals("LL\r\n", run(person, "alias ll='echo LL'") + run(person, "ll"));
  }

  @Test
  void aContainerHasOneToo() throws Exception {
    String id = SpaceLab.id(1);
    lab.container(id, "busybox");
    lab.start(id, "sleep", "1000");
    MachineShell ash = transcript(id);
    assertEquals("", run(ash, "sleep 2000 &"));
    assertEquals("", run(ash, "until ps | grep -q '[s]leep 2000'; do usleep 10000; done"));
    assertTrue(ash.endJob(1));
    assertFalse(run(ash, "ps").contains("sleep 2000"));
    ash.close();
  }
}
