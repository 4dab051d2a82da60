package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Labs;
import passerelle.cli.session.Session;
import passerelle.text.Language;

/** The prompt on a terminal, mostly one without any abilities, with what a person would type. */
class ConsoleTest {
  /** So long a finger takes from one key to the next. */
  private static final long FINGER_MILLIS = 300;

  private static final String END_OF_INPUT = "\u0004";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private OptionalDouble speed = OptionalDouble.empty();

  private int type(Language language, Optional<Path> history, String keys) throws IOException {
    return type("dumb", language, history, keys);
  }

  private int type(String kind, Language language, Optional<Path> history, String keys)
      throws IOException {
    Session session = new Session(Labs.commands(language));
    ByteArrayInputStream in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
    try (Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type(kind)
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false)
            .streams(in, shown)
            .build()) {
      terminal.setSize(Size.of(200, 50));
      Tones tones = Tones.of(terminal, Map.of());
      return Console.on(terminal, tones, session, history, speed).run(Optional.empty());
    } finally {
      session.lab().close();
    }
  }

  private int type(String keys) throws IOException {
    return type(Language.EN, Optional.empty(), keys);
  }

  /** What the screen shows, without what a terminal does not print. */
  private String screen() {
    return shown
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "")
        .replace("\r", "");
  }

  @Test
  void promptsShowThePlaceThroughAnHourOfWork() throws IOException {
    int status =
        type(
            "docker run -d --name web nginx\r"
                + "docker exec -ti web sh\r"
                + "hostname -i\r"
                + END_OF_INPUT
                + "laptop\r"
                + "hostname\r"
                + "exit 4\r");
    assertEquals(4, status);
    String screen = screen();
    for (String expected :
        List.of("host$ docker exec", "web# ", "host$ laptop", "laptop$ hostname\n")) {
      assertTrue(screen.contains(expected), expected + " is not on\n" + screen);
    }
  }

  @Test
  void aCommandMayTakeSeveralLines() throws IOException {
    type("for i in 1 2\rdo echo n$i\rdone\r" + END_OF_INPUT);
    assertTrue(screen().contains("n1\nn2\n"), screen());
  }

  @Test
  void aBlockThatATerminalPastesRunsWithoutWhatItHasPrinted() throws IOException {
    String pasted = "$ echo one | tr o 0\r0ne\rlaptop$ echo it works | \\\r> tr i 1\r1t works\r";
    type(
        "xterm",
        Language.EN,
        Optional.empty(),
        "\u001b[200~" + pasted + "\u001b[201~\r" + END_OF_INPUT);
    String screen = screen();
    assertTrue(
        screen.contains(
            "host$ echo one | tr o 0\n0ne\nlaptop$ echo it works | \\\n> tr i 1\n1t works\n"),
        screen);
    assertTrue(!screen.contains("not found"), screen);
  }

  @Test
  void theWelcomeIsInThePersonsLanguage() throws IOException {
    type(Language.FR, Optional.empty(), END_OF_INPUT);
    assertTrue(screen().contains("simulé"), screen());
  }

  @Test
  void typedLinesAreKeptForTheNextTime(@TempDir Path directory) throws IOException {
    Path history = directory.resolve("state/passerelle/history");
    type(Language.EN, Optional.of(history), "echo first\recho second\r" + END_OF_INPUT);
    assertEquals(List.of("echo first", "echo second"), Files.readAllLines(history));
  }

  @Test
  void aHistoryThatCannotBeWrittenIsNoReasonToStop(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(
        0, type(Language.EN, Optional.of(file.resolve("history")), "true\r" + END_OF_INPUT));
  }

  @Test
  void tabCompletesAContainersName() throws IOException {
    String keys = "docker run -d --name webserver nginx\rdocker inspect -f '{{.Name}}' webs\t\r";
    type("xterm", Language.EN, Optional.empty(), keys + END_OF_INPUT);
    assertTrue(screen().contains("/webserver\n"), screen());
  }

  @Test
  void whatFailsOnlyBecauseOfTheVersionIsFollowedByAHint() throws IOException {
    type(
        "engine 29.1\r"
            + "docker run -d --name web nginx\r"
            + "docker inspect -f '{{.NetworkSettings.IPAddress}}' web\r");
    String screen = screen();
    String hint =
        "=> since Docker 29 that is told by network: docker inspect -f"
            + " '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web\n";
    assertTrue(screen.contains("map has no entry for key \"IPAddress\"\n" + hint), screen);
  }

  @Test
  void beforeTheLabIsLostCtrlDIsAskedForAgain() throws IOException {
    type("ip netns add blue\r" + END_OF_INPUT + "ip netns\rexit 3\r");
    assertTrue(screen().contains("host$ \nThe lab would be lost"), screen());
    assertTrue(screen().contains("press Ctrl-D again"), screen());
    assertTrue(screen().contains("host$ ip netns\nblue\n"), screen());
  }

  @Test
  void aPasteDoesNotAnswerTheQuestionWhetherToLeave() throws IOException {
    type("ip netns add blue\r" + END_OF_INPUT + END_OF_INPUT + "ip netns\rexit 3\r");
    assertTrue(screen().contains("host$ ip netns\nblue\n"), screen());
  }

  @Test
  void aLabInWhichNothingWasDoneIsLeftAtOnce() throws IOException {
    type(END_OF_INPUT);
    assertFalse(screen().contains("press Ctrl-D again"), screen());
  }

  @Test
  void theDetachKeysLeaveAContainersShellAndItGoesOn() throws Exception {
    try (SeatedPerson person = new SeatedPerson("xterm", Size.of(80, 24), Map.of(), Language.EN)) {
      person.await("host$");
      person.type("docker run -ti --name box alpine sh\r");
      person.await("box#");
      person.type("begun");
      person.await("begun");
      person.type("\020");
      Thread.sleep(FINGER_MILLIS);
      person.type("\021");
      person.await("host$");
      person.type("echo status $?; docker ps --format '{{.Names}} {{.Status}}'\r");
      assertTrue(person.await("box Up").contains("status 0\n"), person.since());
      person.type("docker attach box\r");
      person.await("box#");
      person.type("exit\r");
      person.await("host$");
    }
  }

  @Test
  void detachKeysOfOnesOwnLeaveAShellAndOnlyThose() throws Exception {
    try (SeatedPerson person = new SeatedPerson("xterm", Size.of(80, 24), Map.of(), Language.EN)) {
      person.await("host$");
      person.type("docker run -ti --name box --detach-keys ctrl-x,x alpine sh\r");
      person.await("box#");
      person.type("\020\021\025echo still here\r");
      person.await("\nstill here");
      person.type("\030x");
      person.await("host$");
      person.type("docker ps --format '{{.Names}} {{.Status}}'\r");
      person.await("box Up");
      person.type("docker exec -ti --detach-keys q box sh\r");
      person.await("box#");
      person.type("q");
      assertTrue(person.await("host$").contains("read escape sequence"), person.since());
      person.type("echo quite\r");
      person.await("\nquite");
    }
  }

  @Test
  void whatListensInTheBackgroundIsSeenBeforeTheNextPrompt() throws IOException {
    speed = OptionalDouble.of(10);
    type("tcpdump -ni eth0 icmp &\rping -c 1 192.0.2.1\r" + "echo then\rexit\rexit\r");
    String screen = screen();
    int seen = screen.indexOf("192.0.2.1 > 192.0.2.10: ICMP echo reply");
    assertTrue(seen >= 0 && seen < screen.indexOf("host$ echo then"), screen);
  }

  @Test
  void endOfInputLeavesOneShellAfterTheOther() throws IOException {
    type(
        "ip netns add blue\r"
            + "ip netns exec blue bash\r"
            + "sh -c 'exit 7'\r"
            + END_OF_INPUT
            + "echo status $?\r"
            + "exit\r");
    assertTrue(screen().contains("status 7\n"), screen());
  }
}
