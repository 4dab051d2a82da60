package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** nginx is a master process and its workers (ngx_process_cycle.c). */
class NginxTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  NginxTest() {
    lab.run("docker run -d --name web nginx:alpine");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String lastLog(int lines) {
    return lab.run("docker logs --tail " + lines + " web 2>&1")
        .replaceAll("(?m)^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ", "");
  }

  @Test
  void theMasterStartsTwoWorkersWhoseNumbersItsEntrypointHasLeft() {
    assertEquals(
        "[notice] 1#1: start worker processes\n"
            + "[notice] 1#1: start worker process 29\n"
            + "[notice] 1#1: start worker process 30\n",
        lastLog(3));
    assertEquals(
        "PID   USER     TIME  COMMAND\n"
            + "    1 root      0:00 nginx: master process nginx -g daemon off;\n"
            + "   29 nginx     0:00 nginx: worker process\n"
            + "   30 nginx     0:00 nginx: worker process\n"
            + "   31 root      0:00 ps\n",
        lab.run("docker exec web ps"));
    assertEquals(
        "0 nginx nginx: master process nginx -g daemon off;\n"
            + "101 nginx nginx: worker process\n".repeat(2),
        lab.run("ps -C nginx -o uid= -o comm= -o args=").replaceAll("(?m)^ +| +(?= )", ""));
    assertEquals("3\n", lab.run("docker stats --no-stream --format {{.PIDs}} web"));
  }

  @Test
  void aWorkerThatIsKilledIsReplaced() {
    lab.run("docker exec web kill -9 29; sleep 1");
    assertEquals(
        "[notice] 1#1: signal 17 (SIGCHLD) received from 29\n"
            + "[alert] 1#1: worker process 29 exited on signal 9\n"
            + "[notice] 1#1: start worker process 37\n",
        lastLog(3));
    assertEquals("37 30 1\n", lab.run("docker exec web pidof nginx"));
  }

  @Test
  void aStopIsGracefulAndTheMasterEndsLast() {
    lab.run("docker stop web");
    assertEquals(
        "[notice] 1#1: signal 3 (SIGQUIT) received, shutting down\n"
            + "[notice] 29#29: gracefully shutting down\n"
            + "[notice] 29#29: exiting\n"
            + "[notice] 29#29: exit\n",
        lastLog(12).lines().limit(4).map(line -> line + "\n").reduce("", String::concat));
    assertTrue(lastLog(1).endsWith(" 1#1: exit\n"));
    assertTrue(lab.run("docker ps -a").contains("Exited (0)"));
    assertFalse(lab.run("pgrep -a nginx").contains("nginx"));
  }

  @Test
  void aTargetInAbsoluteFormIsThatOfItsPath() {
    String asks =
        "printf 'GET http://web%s HTTP/1.1\\r\\nHost: web\\r\\nConnection: close\\r\\n\\r\\n'";
    String address = "$(docker inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}' web)";
    for (String path : List.of("", "/", "/index.html?x=1")) {
      String answer = lab.run(asks.formatted(path) + " | nc " + address + " 80 | head -1");
      assertEquals("HTTP/1.1 200 OK", answer.strip());
    }
  }

  @Test
  void behindAnInitTheMasterIsNoProcessOne() {
    lab.run("docker run -d --init --name inited nginx:alpine");
    assertTrue(
        lab.run("docker exec inited ps").contains("    7 root      0:00 nginx: master process"));
    assertTrue(lab.run("docker logs inited 2>&1").contains("7#7: start worker process 29\n"));
  }
}
