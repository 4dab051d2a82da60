package passerelle.cli.why;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.Lab;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** What {@code why} without words is about: what the last command itself has sent. */
class LastCommandTest {
  @Test
  void theEndOfAnEarlierConnectionIsNotWhatTheLastCommandWanted() {
    LabCommands commands = Labs.commands(Language.EN);
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (Lab lab = commands.lab()) {
      lab.run("host", "docker run -d --name web -p 8080:80 nginx", bytes -> true);
      lab.run("host", "docker run -d --name api -p 9090:80 nginx", bytes -> true);
      commands.run("trace laptop 192.0.2.10:9090/tcp", bytes -> true);
      // While this one is refused, the server ends the first one's connection.
      commands.run("trace laptop 192.0.2.10:9091/tcp", bytes -> true);
      lab.run("laptop", "curl -s http://192.0.2.10:8080/", bytes -> true);
      commands.run("why", new Terminal(80, screen::writeBytes));
    }
    String said = screen.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("laptop reaches web "), said);
  }

  /** Who asked first has given up when the answer comes, and the next one is at it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "router$ tc qdisc add dev wan0 root netem delay 1500ms",
        "internet$ pkill -STOP python3; (sleep 2; pkill -CONT python3) &",
      })
  void anAnswerToAnEarlierCommandIsNotWhatTheLastOneWanted(String late) {
    LabCommands commands = Labs.commands(Language.EN);
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (Lab lab = commands.lab()) {
      lab.run("host", "ping -c 1 198.51.100.53", bytes -> true);
      lab.run(late.replaceFirst("\\$.*", ""), late.replaceFirst(".*?\\$ ", ""), bytes -> true);
      lab.run("host", "dig +tries=1 +timeout=1 example.com", bytes -> true);
      lab.run("host", "ping -c 1 nobody.example", bytes -> true);
      commands.run("why", new Terminal(80, screen::writeBytes));
    }
    String said = screen.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("Nobody knows the name nobody.example"), said);
  }
}
