package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;

/** Containers whose main process ends are started again as their policy says. */
class RestartPolicyTest {
  private static final long SECOND = 1_000_000_000L;

  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line);
  }

  private String state() {
    return run("docker inspect -f '{{.RestartCount}} {{.State.Status}} {{.State.Running}}' box");
  }

  @Test
  void theNthPauseIsTwiceAsLongAsTheOneBefore() {
    run("docker run -d --name box --restart always alpine false");
    lab.kernel().clock().advance(3 * SECOND);
    assertEquals("5 restarting true\n", state());
    lab.kernel().clock().advance(3 * SECOND);
    assertEquals("6 restarting true\n", state());
    assertTrue(run("docker ps").contains("Restarting (1) "), "as docker ps says it");
  }

  @Test
  void onFailureGivesUpAfterItsMostRestarts() {
    run("docker run -d --name box --restart on-failure:3 alpine sh -c 'exit 3'");
    lab.kernel().clock().advance(20 * SECOND);
    assertEquals("3 exited false\n", state());
    assertTrue(run("docker ps -a").contains("Exited (3) "));
  }

  @Test
  void successIsNoFailure() {
    run("docker run -d --name box --restart on-failure alpine true");
    lab.kernel().clock().advance(2 * SECOND);
    assertEquals("0 exited false\n", state());
  }

  @Test
  void whoRanTenSecondsIsStartedAgainAtOnce() {
    run("docker run -d --name box --restart unless-stopped alpine sleep 11");
    lab.kernel().clock().advance(100 * SECOND);
    assertEquals("8 running true\n", state());
  }

  @Test
  void aContainerThatIsRestartingCanBeStoppedAndRemoved() {
    run("docker run -d --name box --restart always alpine false");
    lab.kernel().clock().advance(3 * SECOND);
    assertTrue(
        run("docker exec box ls").endsWith("is restarting, wait until the container is running\n"));
    assertTrue(run("docker rm box").contains("container is restarting: stop the container"));
    assertEquals("box\n", run("docker stop box"));
    lab.kernel().clock().advance(60 * SECOND);
    assertTrue(state().endsWith("exited false\n"));
    assertEquals("box\n", run("docker start box"));
    lab.kernel().clock().advance(SECOND / 20);
    assertEquals("1 restarting true\n", state());
    assertEquals("box\n", run("docker rm -f box"));
    lab.kernel().clock().advance(60 * SECOND);
    assertEquals("", run("docker ps -aq"));
  }

  @Test
  void itsPublishedPortAnswersAfterEachRestart() {
    run("docker run -d --name box --restart always -p 8080:80 nginx");
    run("docker kill -s KILL box");
    run("docker run -d --name web --restart always -p 8081:80 nginx");
    run("docker exec web kill -9 1; docker exec web sh -c 'kill -TERM 1'");
    lab.kernel().clock().advance(2 * SECOND);
    assertTrue(run("curl -s http://192.0.2.10:8081/ | head -1").contains("<!DOCTYPE html>"));
  }
}
