package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Lists as the client's config.json wants them, as a real client 28.5 printed them. */
class ClientFormatsTest {
  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @BeforeEach
  void configure() {
    lab.run("mkdir -p /root/.docker; docker run -d --name web nginx");
    lab.run(
        "printf '%s' '{\"psFormat\": \"table {{.Names}}\\t{{.Image}}\", \"networksFormat\":"
            + " \"{{.Name}} \\\"{{.Driver}}\\\"\"}' > /root/.docker/config.json");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void listsFollowTheConfiguration() {
    assertEquals("NAMES     IMAGE\nweb       nginx\n", lab.run("docker ps"));
    assertEquals("bridge \"bridge\"\nhost \"host\"\nnone \"null\"\n", lab.run("docker network ls"));
  }

  @Test
  void whatIsAskedForComesFirst() {
    assertEquals("web\n", lab.run("docker ps --format '{{.Names}}'"));
    assertEquals(13, lab.run("docker ps -q").length());
  }

  @Test
  void anotherDirectoryHasAnotherConfiguration() {
    lab.run("mkdir /tmp/d; echo '{\"psFormat\": \"{{.Names}} default\"}' > /tmp/d/config.json");
    assertEquals("web default\n", lab.run("docker --config /tmp/d ps"));
  }
}
