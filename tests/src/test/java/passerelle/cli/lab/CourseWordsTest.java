package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Lines as courses on container networks print them. */
class CourseWordsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void topCallsAnImagesProgramAsItCallsItself() {
    lab.run("docker run -d --name web nginx && docker run -d --name db redis");
    assertTrue(lab.run("docker top web").contains("nginx: master process nginx -g daemon off;"));
    assertTrue(lab.run("docker top db").contains("redis-server *:6379"));
  }

  @Test
  void grepTakesPerlsExpressions() {
    assertEquals("192.0.2.10\n", lab.run("ip -4 addr show eth0 | grep -oP 'inet \\K[\\d.]+'"));
    assertEquals(
        "192.0.2.10\n", lab.run("ip -4 a show eth0 | grep -oP '(?<=inet\\s)\\d+(\\.\\d+){3}'"));
    assertEquals("c\nc\n", lab.run("echo abcabc | grep -oP '(a)b\\Kc'"));
  }

  @Test
  void redisBoundToTheLoopbackIsReachedByWhoSharesItsNetworkOnly() {
    lab.run("docker network create net");
    lab.run("docker run -d --name db --network net redis redis-server --bind 127.0.0.1");
    assertTrue(
        lab.run("docker run --rm --network net redis redis-cli -h db ping")
            .contains("Connection refused"));
    assertEquals("PONG\n", lab.run("docker run --rm --network container:db redis redis-cli ping"));
  }

  @Test
  void busyboxSaysWhoBuiltIt() {
    assertEquals(
        "BusyBox v1.37.0 (2024-09-26 21:31:42 UTC) multi-call binary.\n",
        lab.run("docker run --rm busybox busybox | head -1"));
    assertEquals(
        "BusyBox v1.36.1 (2024-06-10 07:11:47 UTC) multi-call binary.\n",
        lab.run("docker run --rm alpine:3.20 ping 2>&1 | head -1"));
  }
}
