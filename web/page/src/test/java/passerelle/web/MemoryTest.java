package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
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
  private static final long MOST_OF_A_COMMAND = 1024;

  /**
   * Of each class: what was done is remembered once, for the lab and for the copies that follow it.
   */
  private static final long MOST_OBJECTS = 1_500;

  /** The lab, and the copies that follow it. */
  private static final int LABS = 6;

  private static final Pattern COUNTED =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(passerelle\\.\\S+)");

  private final PageLab lab;
  private final Viewer viewer;
  private final PageTerminal terminal;

  MemoryTest() throws Exception {
    lab = new PageLab("", "course", 1, Language.EN, new PageShelf());
    viewer = new Viewer(lab.commands(), lab.turns());
    terminal = lab.sit();
    terminal.setSpeed(0);
  }

  private void run(int commands) {
    for (int i = 0; i < commands; i++) {
      terminal.run(LINES.get(i % LINES.size()));
      viewer.draw(false);
    }
  }

  private static long used() {
    System.gc();
    Runtime machine = Runtime.getRuntime();
    return machine.totalMemory() - machine.freeMemory();
  }

  /** How many objects of each class of ours can be reached. */
  private static Map<String, Long> objects() throws JMException {
    String told =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return COUNTED
        .matcher(told)
        .results()
        .collect(Collectors.toMap(m -> m.group(2), m -> Long.valueOf(m.group(1)), Long::sum));
  }

  @Test
  void aThousandCommandsLeaveNothingBehindButTheirHistory() throws Exception {
    run(200);
    lab.lookAhead();
    Map<String, Long> first = objects();
    long before = used();
    run(1000);
    long grown = used() - before;
    assertTrue(grown < 1000 * MOST_OF_A_COMMAND, "octets of a command: " + grown / 1000);
    lab.lookAhead();
    Map<String, Long> more = objects();
    more.replaceAll((type, count) -> count - first.getOrDefault(type, 0L));
    more.values().removeIf(count -> count < MOST_OBJECTS);
    assertEquals(Map.of(), more);
  }

  /** The way back is kept of each, but what it takes to do the same again needs no lab. */
  @Test
  void aLabInWhosePlaceAnotherCameIsNoMore() throws Exception {
    for (int i = 0; i < 5; i++) {
      run(2);
      terminal.run("engine restart --mtu 1400");
      terminal.run("why laptop 192.0.2.10:8081");
      terminal.run("reset");
    }
    lab.lookAhead();
    assertTrue(objects().get("passerelle.sim.SimKernel") <= LABS, objects().toString());
    assertTrue(terminal.run("undo 2") == 0);
  }
}
