package passerelle.cli.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.LabSettings;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.replay.LabException;

/**
 * What dockerd does in the network of a container besides the driver's plan, on the real kernel.
 */
@Tag("real")
@Tag("unprivileged")
class RealContainerNetworkTest {
  private static RealLab lab;

  @BeforeAll
  static void open() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    lab = RealLab.open(new LabSettings(engine, "stand-in", 1));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static String host(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    lab.run(
        "host",
        line,
        bytes -> {
          screen.writeBytes(bytes);
          return true;
        });
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** The host and a neighbour have its predecessor's address for it, and hear of it by ARP. */
  @Test
  void aContainerOnItsPredecessorsAddressIsReachedAtOnce() {
    host("docker network create reuse");
    host("docker run -d --name neighbour --network reuse nicolaka/netshoot sleep 1000");
    String address = "$(docker inspect -f '{{.NetworkSettings.Networks.reuse.IPAddress}}' one)";
    StringBuilder lost = new StringBuilder();
    String first = "";
    for (int i = 0; i < 12; i++) {
      host("docker run -d --name one --network reuse -p 8080:80 nginx");
      String now = host("echo " + address).strip();
      first = first.isEmpty() ? now : first;
      assertEquals(first, now);
      String one = "ping -c 1 -W 1 " + now;
      if (!host(one).contains(" 0% packet loss")) {
        lost.append("host: ").append(i).append('\n');
      }
      if (!host("docker exec neighbour " + one).contains(" 0% packet loss")) {
        lost.append("neighbour: ").append(i).append('\n');
      }
      host("docker rm -f one");
    }
    assertEquals("", lost.toString());
  }

  @Test
  void whoMayOpenNoRawSocketMayPingAllTheSame() {
    String ping = " nicolaka/netshoot ping -c 1 127.0.0.1";
    assertTrue(host("docker run --rm --cap-drop ALL" + ping).contains(" 0% packet loss"));
    // Where the lab has one group only, there are no others to give it to, and no container.
    String none = "--sysctl net.ipv4.ping_group_range='1 0' ";
    assertFalse(host("docker run --rm --cap-drop ALL " + none + ping).contains(" 0% packet loss"));
  }

  @Test
  void whoMayBindNoPrivilegedPortMayListenOnEach() {
    String listen = " nicolaka/netshoot timeout 1 nc -l 80; echo $?";
    assertEquals("124\n", host("docker run --rm --cap-drop ALL" + listen));
  }
}
