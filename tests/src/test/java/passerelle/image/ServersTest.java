package passerelle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;

/** What servers of images answer and log; the texts are those of Debian's apache2, nginx, redis. */
class ServersTest {
  private final SimLab lab;

  ServersTest() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line).replace("\r\n", "\n");
  }

  @Test
  void redisAnswersItsClientAsItDoes() {
    run("docker run -d --name store redis");
    assertEquals("PONG\n", run("docker exec store redis-cli ping"));
    assertEquals("OK\n", run("docker exec store redis-cli set a 1"));
    assertEquals("2\n", run("docker exec store redis-cli incr a"));
    assertEquals("(integer) 3\n", run("docker exec -t store redis-cli incr a"));
    assertEquals("\"3\"\n", run("docker exec -t store redis-cli get a"));
    assertEquals("(nil)\n", run("docker exec -t store redis-cli get nope"));
    assertEquals("2\n", run("docker exec store redis-cli lpush l x y"));
    assertEquals("1) \"y\"\n2) \"x\"\n", run("docker exec -t store redis-cli lrange l 0 -1"));
    assertEquals(
        "WRONGTYPE Operation against a key holding the wrong kind of value\n\n",
        run("docker exec store redis-cli incr l"));
    assertEquals(
        "ERR wrong number of arguments for 'get' command\n\n",
        run("docker exec store redis-cli get"));
    assertEquals(
        "ERR unknown command 'foo', with args beginning with: 'bar' \n\n",
        run("docker exec store redis-cli foo bar"));
    assertEquals(
        "Could not connect to Redis at 127.0.0.1:6380: Connection refused\n",
        run("docker exec store redis-cli -p 6380 ping"));
  }

  @Test
  void apacheLogsTheClientsAddress() {
    run("docker run -d --name web httpd");
    assertTrue(run("curl -s http://172.17.0.2/").contains("<h1>It works!</h1>"));
    assertTrue(run("curl -si http://172.17.0.2/nope").contains("Content-Length: 236\n"));
    String log = run("docker logs web 2>/dev/null").replaceAll("\\[[^]]*]", "[time]");
    assertEquals(
        "172.17.0.1 - - [time] \"GET / HTTP/1.1\" 200 45\n"
            + "172.17.0.1 - - [time] \"GET /nope HTTP/1.1\" 404 236\n",
        log);
  }

  @Test
  void aServerListensWhereItsOptionsSay() {
    run("docker run -d --name echo hashicorp/http-echo -text=hi -listen=:9000");
    assertEquals("hi\n", run("curl -s http://172.17.0.2:9000/"));
    run("docker run -d --name who -e WHOAMI_PORT_NUMBER=81 traefik/whoami");
    assertTrue(run("curl -s http://172.17.0.3:81/").contains("RemoteAddr: 172.17.0.1:"));
  }

  @Test
  void aRemovedImageStaysAway() {
    assertTrue(run("docker run --rm redis:7.2-alpine true").isEmpty());
    run("docker rmi redis:7.2-alpine");
    assertTrue(run("docker run --rm redis:7.2-alpine true").contains("Unable to find image"));
  }

  @Test
  void netshootOpensItsShell() {
    assertEquals("root\n", run("docker run --rm nicolaka/netshoot zsh -c whoami"));
  }
}
