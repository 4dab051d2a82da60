package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.lab.LabTopology;
import passerelle.sim.core.EventLoop;
import passerelle.sim.tty.Holder;
import passerelle.text.ByteText;

/** What keys do to a docker command, as Docker 28.5 and 29.1 were seen to behave. */
class AttachedClientTest {
  private static final String PROMPT = "host$ ";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String CTRL_P = "\u0010";
  private static final String CTRL_Q = "\u0011";

  private final SimLab lab = Labs.open();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Window window;

  AttachedClientTest() {
    lab.setInteractive();
    lab.windows().orElseThrow().setHolder(Holder.KEYS);
    window = lab.windows().orElseThrow().desk(Person.FIRST).open(LabTopology.HOST);
    pass(1);
    window.show(screen::writeBytes);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void pass(double seconds) {
    lab.advanceTo(now() + (long) (seconds * EventLoop.SECOND));
  }

  private long now() {
    return lab.kernel().machine().now();
  }

  /** What is shown within some seconds after keys are typed. */
  private String type(double seconds, String keys) {
    screen.reset();
    window.type(ByteText.encode(keys));
    pass(0);
    pass(seconds);
    // At the right edge a line editor goes on by a blank and a carriage return; else it draws anew.
    return ByteText.decode(screen.toByteArray())
        .replaceAll(" \r(?!\n)", "")
        .replaceAll("[^\n]*\r(?!\n)|\r|\u001b\\[J", "");
  }

  /** What a command prints that ends within a second. */
  private String run(String line) {
    String shown = type(1.5, line + "\r");
    assertTrue(shown.startsWith(line + "\n") && shown.endsWith(PROMPT), shown);
    return shown.substring(line.length() + 1, shown.length() - PROMPT.length());
  }

  @Test
  void runEndsWithTheProgramThatTheSignalEnds() {
    type(2.5, "docker run --name p1 alpine ping 192.0.2.10\r");
    String said = type(0.5, CTRL_C);
    assertTrue(said.startsWith("^C\n--- 192.0.2.10 ping statistics ---\n3 packets"), said);
    assertTrue(said.contains("0% packet loss\nround-trip min/avg/max = "), said);
    assertEquals("0\n", run("echo $?"));
    assertEquals("Exited (0)", run("docker ps -a --format {{.Status}}").substring(0, 10));
  }

  @Test
  void processOneWithoutAHandlerGoesOnAndTheThirdSignalEndsTheClient() {
    type(1, "docker run --name s1 alpine sleep 1000\r");
    assertEquals("^C", type(1, CTRL_C));
    assertEquals("^C", type(1, CTRL_C));
    assertEquals("^C\ngot 3 SIGTERM/SIGINTs, forcefully exiting\n" + PROMPT, type(0.1, CTRL_C));
    assertEquals("1\n", run("echo $?"));
    assertTrue(run("docker ps --format {{.Status}}").startsWith("Up "));
  }

  @ParameterizedTest
  @CsvSource({
    "docker logs -f c1, 130",
    "docker wait c1, 130",
    "docker stop c1, 130",
    "docker restart c1, 130",
    "docker events, 130",
    "docker exec c1 sleep 50, 0"
  })
  void whatWaitsIsCancelled(String line, int status) {
    run("docker run -d --name c1 alpine sleep 1000");
    type(1, line + "\r");
    assertEquals("^C" + PROMPT, type(0.2, CTRL_C));
    assertEquals(status + "\n", run("echo $?"));
  }

  @Test
  void theEngineGoesOnStoppingWhenNobodyWaitsForIt() {
    run("docker run -d --name c1 alpine sleep 1000");
    type(2, "docker stop c1\r");
    type(0.2, CTRL_C);
    assertEquals("Up 3 seconds\n", run("docker ps --format {{.Status}}"));
    pass(9);
    assertEquals("Exited (137)", run("docker ps -a --format {{.Status}}").substring(0, 12));
  }

  @Test
  void whatExecHasStartedStays() {
    run("docker run -d --name c1 alpine sleep 1000");
    type(2, "docker exec c1 ping 192.0.2.10\r");
    type(0.2, CTRL_C);
    assertTrue(run("docker exec c1 ps").contains("ping 192.0.2.10"));
  }

  @Test
  void theDetachKeysLeaveRunWithNothingSaid() {
    assertEquals("t1# ", lastLine(type(1, "docker run -ti --name t1 alpine sh\r")));
    assertEquals("", type(0.2, CTRL_P));
    assertEquals(PROMPT, type(0.2, CTRL_Q));
    assertEquals("0\n", run("echo $?"));
    assertEquals("t1# ", lastLine(type(1, "docker attach t1\r")));
    assertEquals("read escape sequence\n" + PROMPT, type(0.2, CTRL_P + CTRL_Q));
    assertEquals("1\n", run("echo $?"));
  }

  @Test
  void otherKeysMayDetach() {
    type(1, "docker run -ti --name t1 --detach-keys ctrl-x,x alpine cat\r");
    assertEquals("^Xy\n\u0018y\n", type(0.2, "\u0018y\r"));
    assertEquals(PROMPT, type(0.2, "\u0018x"));
  }

  private static String lastLine(String shown) {
    return shown.substring(shown.lastIndexOf('\n') + 1);
  }

  @Test
  void standardErrorStaysApartWithoutATerminal() {
    run("docker run --name e1 alpine sh -c 'echo out; echo err >&2' >/tmp/o 2>/tmp/e");
    assertEquals("out\n", run("cat /tmp/o"));
    assertEquals("err\n", run("cat /tmp/e"));
    assertEquals("err\n", run("docker logs e1 >/dev/null"));
    assertEquals("out\n", run("docker logs e1 2>/dev/null"));
    run("docker run -d --name c1 alpine sleep 1000");
    assertEquals("err\n", run("docker exec c1 sh -c 'echo out; echo err >&2' >/dev/null"));
  }

  @Test
  void twoContainersAreStoppedAtOnce() {
    run("docker run -d --name c1 alpine sleep 1000; docker run -d --name d1 alpine sleep 1000");
    assertTrue(type(11, "docker stop c1 d1\r").endsWith("\nc1\nd1\n" + PROMPT));
  }

  @Test
  void keysOfTheDetachSequenceAreChecked() {
    assertEquals(
        "unable to upgrade to tcp, received 400\n",
        run("docker run --detach-keys ctrl-1 --name k1 alpine true"));
    assertEquals("1\n", run("echo $?"));
  }

  @Test
  void inputIsStreamedLineByLine() {
    type(1, "docker run -i --name i1 alpine cat\r");
    assertEquals("one\none\n", type(0.2, "one\r"));
    assertEquals("^C", type(0.2, CTRL_C));
    assertEquals("two\ntwo\n", type(0.2, "two\r"));
    assertEquals(PROMPT, type(0.5, CTRL_D));
    assertEquals("hello\n", run("echo hello | docker run -i --rm alpine cat"));
    assertEquals("", run("echo hello | docker run --rm alpine cat"));
  }

  @Test
  void withAnInitSignalsEndWhatHasNoHandler() {
    type(1, "docker run --name n1 --init alpine sleep 1000\r");
    assertEquals("^C" + PROMPT, type(0.5, CTRL_C));
    assertEquals("130\n", run("echo $?"));
    run("docker start n1");
    assertEquals("n1\n", run("docker stop n1"));
    assertEquals("Exited (143)", run("docker ps -a --format {{.Status}}").substring(0, 12));
  }
}
