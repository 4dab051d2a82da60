package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;

/** Health checks run, and tell how a container is. */
class HealthTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String EACH_SECOND =
      "docker run -d --name box --health-interval 1s --health-cmd 'cat /status' ";

  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line);
  }

  private void wait(int seconds) {
    lab.kernel().clock().advance(seconds * SECOND);
  }

  private String health() {
    return run("docker inspect -f '{{.State.Health.Status}} {{.State.Health.FailingStreak}}' box");
  }

  @Test
  void aContainerIsStartingThenHealthyThenUnhealthy() {
    run(EACH_SECOND + "alpine sh -c 'echo OK > /status; sleep 1000'");
    assertEquals("starting 0\n", health());
    assertTrue(run("docker ps").contains(" (health: starting) "));
    wait(2);
    assertEquals("healthy 0\n", health());
    assertTrue(run("docker ps").contains(" (healthy) "));
    assertEquals(
        "0 OK\n\n",
        run(
            "docker inspect -f '{{with index .State.Health.Log 0}}{{.ExitCode}} {{.Output}}{{end}}' box"));
    run("docker exec box rm /status");
    wait(10);
    assertTrue(health().startsWith("unhealthy "));
    assertTrue(run("docker ps").contains(" (unhealthy) "));
    assertEquals("5\n", run("docker inspect -f '{{len .State.Health.Log}}' box"));
    run("docker exec box touch /status");
    wait(2);
    assertEquals("healthy 0\n", health());
  }

  @Test
  void eventsTellOfEachCheckAndOfEachChange() {
    run(EACH_SECOND + "alpine sh -c 'echo OK > /status; sleep 1000'");
    wait(3);
    String events =
        run("docker events --since 1h --until 0s --format '{{.Action}}' --filter container=box");
    assertTrue(
        events.contains(
            "exec_create: /bin/sh -c cat /status\nexec_start: /bin/sh -c cat /status\n"
                + "exec_die\nhealth_status: healthy\n"),
        events);
    assertEquals(events.indexOf("health_status"), events.lastIndexOf("health_status"));
  }

  @Test
  void aCheckThatTakesTooLongHasFailed() {
    run(
        "docker run -d --name box --health-interval 1s --health-timeout 1s --health-retries 1"
            + " --health-cmd 'sleep 300' alpine sleep 1000");
    wait(4);
    assertEquals(
        "-1 Health check exceeded timeout (1s)\n",
        run(
            "docker inspect -f"
                + " '{{with index .State.Health.Log 0}}{{.ExitCode}} {{.Output}}{{end}}' box"));
    assertTrue(health().startsWith("unhealthy "));
  }

  @Test
  void failuresOfTheStartPeriodDoNotCount() {
    run(
        EACH_SECOND
            + "--health-start-period 20s --health-start-interval 2s --health-retries 1"
            + " alpine sleep 1000");
    wait(10);
    assertEquals("starting 0\n", health());
    wait(15);
    assertTrue(health().startsWith("unhealthy "));
  }

  @Test
  void psFindsContainersByTheirHealth() {
    run(EACH_SECOND + "alpine sh -c 'echo OK > /status; sleep 1000'");
    run("docker run -d --name plain alpine sleep 1000");
    wait(2);
    assertEquals("box\n", run("docker ps --filter health=healthy --format '{{.Names}}'"));
    assertEquals("plain\n", run("docker ps --filter health=none --format '{{.Names}}'"));
    assertEquals("", run("docker ps -q --filter health=starting"));
  }

  @Test
  void whoIsNotWatchedCountsAsUnhealthy() {
    run(EACH_SECOND + "alpine sh -c 'echo OK > /status; sleep 1000'");
    wait(2);
    run("docker stop -t 0 box");
    assertTrue(health().startsWith("unhealthy "));
    assertFalse(run("docker ps -a").contains("healthy"));
    run("docker start box");
    assertEquals("starting 0\n", health());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertTrue(
        run("docker run --no-healthcheck --health-cmd true alpine true")
            .startsWith("docker: --no-healthcheck conflicts with --health-* options\n"));
    assertTrue(
        run("docker run --health-retries=-1 alpine true")
            .startsWith("docker: --health-retries cannot be negative\n"));
    assertTrue(
        run("docker run --health-interval 5 alpine true")
            .startsWith(
                "invalid argument \"5\" for \"--health-interval\" flag: time: missing unit in"
                    + " duration \"5\"\n"));
  }
}
