package passerelle.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.Lab;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** Which command is to blame, found by leaving it out, and how what it did is undone. */
class LeftOutTest {
  private static final String WEB = "host$ docker run -d --name web -p 8080:80 nginx";
  private static final String CURL = "laptop$ curl -s -m 3 -o /dev/null http://192.0.2.10:8080/";

  private static String why(String... lines) {
    LabCommands commands = Labs.commands(Language.EN);
    try (Lab lab = commands.lab()) {
      for (String line : lines) {
        String[] parts = line.split("[$] ", 2);
        lab.run(parts[0], parts[1], bytes -> true);
        lab.settle();
      }
      ByteArrayOutputStream screen = new ByteArrayOutputStream();
      commands.run("why", new Terminal(80, screen::writeBytes));
      return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
    }
  }

  private static void assertSays(String text, String part) {
    assertTrue(text.replaceAll("\\s+", " ").contains(part), text);
  }

  @Test
  void theLastCommandWithoutWhichItWorksIsToBlameAndIsUndone() {
    String said =
        why(
            WEB,
            "host$ sysctl -qw net.ipv4.tcp_retries2=8",
            "host$ tc qdisc add dev docker0 root netem corrupt 100%",
            "laptop$ true",
            CURL);
    assertSays(said, "The command behind it: host$ tc qdisc add dev docker0 root netem corrupt");
    assertSays(said, "host$ tc qdisc del dev docker0 root");
  }

  @Test
  void aServerThatASignalHasStoppedIsStartedAnew() {
    String said =
        why(
            "host$ docker run -d --name web -p 8080:80 nicolaka/netshoot sh -c "
                + "'python3 -m http.server 80 & sleep 9999'",
            "host$ docker exec web pkill -STOP python3",
            CURL);
    assertSays(said, "The command behind it: host$ docker exec web pkill -STOP python3");
    assertSays(said, "host$ docker restart web");
  }

  @Test
  void aRemedyIsTypedInTheShellThatKnowsWhatWasExported() {
    String said = why(WEB, "laptop$ export http_proxy=http://192.0.2.77:3128", CURL);
    assertSays(said, "laptop$ no_proxy=192.0.2.10 curl");
  }

  @Test
  void whereEveryCommandIsNeededNoneIsToBlame() {
    String said = why("laptop$ curl -s -m 3 http://192.0.2.77:8080/");
    assertEquals(-1, said.indexOf("The command behind it"), said);
  }
}
