package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.player.PlayedTrace;
import passerelle.cli.session.Session;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** What is played of a command are the packets of that command. */
class TapeTest {
  private final LabCommands commands = Labs.commands(Language.EN);
  private final Session session = new Session(commands);

  @AfterEach
  void close() {
    commands.lab().close();
  }

  private void run(String line) {
    Tape tape = commands.tape("host$ ", line);
    session.run(line, new Terminal(80, octets -> {}));
    commands.keep(tape);
  }

  private List<String> played() {
    return commands.playing().orElseThrow().packets().stream()
        .map(PlayedTrace.Packet::text)
        .toList();
  }

  @Test
  void whatAnEarlierTraceLeftUnderWayIsNotPlayed() {
    run("docker run -d --name web -p 8080:80 nginx");
    run("trace laptop 192.0.2.10:8080/tcp");
    run("laptop$ curl -s http://192.0.2.10:8080/");
    assertTrue(played().get(0).endsWith("tcp [S]"), played().toString());
    assertEquals(
        1,
        played().stream()
            .map(text -> text.replaceAll(" >.*", ""))
            .distinct()
            .filter(t -> t.startsWith("192.0.2.20:"))
            .count());
  }

  @Test
  void aCommandThatSendsNothingLeavesThePacketsOfTheOneBefore() {
    run("docker run -d --name web -p 8080:80 nginx");
    run("trace laptop 192.0.2.10:8080/tcp");
    String before = commands.playing().orElseThrow().command();
    run("docker ps");
    assertEquals(before, commands.playing().orElseThrow().command());
  }
}
