package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;

/**
 * Docker commands whose reader goes away, as the real client 26.1 was seen to behave: with
 * --sig-proxy, the default of run and attach, it says so and ends with 1; else SIGPIPE ends it. The
 * container goes on.
 */
class BrokenPipeTest {
  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line);
  }

  @Test
  void anAttachedRunSaysSoAndItsContainerGoesOn() {
    assertEquals(
        "PING 192.0.2.10 (192.0.2.10): 56 data bytes\nwrite /dev/stdout: broken pipe\n",
        run("docker run --rm --name box alpine ping 192.0.2.10 | head -1"));
    assertEquals("box\n", run("docker ps --format '{{.Names}}'"));
    assertEquals(
        "1\n",
        run("{ docker attach box 2>/dev/null; echo $? >/tmp/status; } | true; cat /tmp/status"));
  }

  @Test
  void oneThatKeepsSignalsForItselfEndsSilently() {
    run("docker run -d --name box alpine ping 192.0.2.10");
    String ended = "; echo $? >/tmp/status; } | head -1 >/dev/null; cat /tmp/status";
    assertEquals("141\n", run("{ docker logs -f box" + ended));
    assertEquals("141\n", run("{ docker exec box ping 192.0.2.10" + ended));
    assertEquals("141\n", run("{ docker run --sig-proxy=false alpine ping 192.0.2.10" + ended));
  }

  @Test
  void aContainerDoesNotWaitForAReaderThatDoesNotRead() {
    assertEquals(
        "write /dev/stdout: broken pipe\n",
        run("docker run --name box alpine seq 1 50000 | sleep 1"));
    assertEquals("50000\n", run("docker logs box | wc -l"));
  }
}
