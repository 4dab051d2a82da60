package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import passerelle.cli.command.Viewer;
import passerelle.text.Language;

/**
 * What a page's lab keeps, by the JVM's measure: a browser's objects are some four times as large.
 */
class MemoryTest {
  /** What comes goes again, so that nothing is left but what was typed and what it printed. */
  private static final List<String> LINES =
      List.of(
          "docker run -d --name web -p 8080:80 nginx",
          "laptop$ curl -s http://192.0.2.10:8080/",
          "docker exec web ip addr",
          "docker network create blue",
          "docker network rm blue",
          "docker rm -f web",
          "ip netns add x",
          "ip netns del x",
          "docker ps",
          "trace laptop 192.0.2.20");

  /** Octets; a history of what was done is kept for undo, for links and for whoever saves it. */
  private static final long MOST_OF_A_COMMAND = 1536;

  private final PageLab lab;
  private final Viewer viewer;
  private final PageTerminal terminal;

  MemoryTest() throws Exception {
    lab = new PageLab("", "course", 1, Language.EN, new PageShelf());
    viewer = new Viewer(lab.commands(), lab.turns());
    terminal = lab.sit();
    terminal.setSpeed(0);
  }

  private long usedAfter(int commands) {
    for (int i = 0; i < commands; i++) {
      terminal.run(LINES.get(i % LINES.size()));
      viewer.draw(false);
    }
    System.gc();
    Runtime machine = Runtime.getRuntime();
    return machine.totalMemory() - machine.freeMemory();
  }

  @Test
  void aThousandCommandsLeaveNothingBehindButTheirHistory() {
    long before = usedAfter(200);
    long grown = usedAfter(1000) - before;
    assertTrue(grown < 1000 * MOST_OF_A_COMMAND, "octets of a command: " + grown / 1000);
  }
}
