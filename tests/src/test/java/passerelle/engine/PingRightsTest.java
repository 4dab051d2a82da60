package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;

/** Who may ping, and listen on low ports: what dockerd sets in the networks of containers. */
class PingRightsTest {
  private static final String DROPPED = "docker run --rm --cap-drop NET_RAW ";

  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line);
  }

  @Test
  void aContainerWithoutRawSocketsPings() {
    assertTrue(run(DROPPED + "nicolaka/netshoot ping -c 1 192.0.2.10").contains("0% packet loss"));
  }

  @Test
  void busyboxWantsARawSocketAllTheSame() {
    assertEquals(
        "PING 192.0.2.10 (192.0.2.10): 56 data bytes\nping: permission denied (are you root?)\n",
        run(DROPPED + "busybox ping -c 1 192.0.2.10"));
  }

  @Test
  void withoutTheSettingItDoesNot() {
    String closed = DROPPED + "--sysctl net.ipv4.ping_group_range='1 0' ";
    assertEquals(
        "ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\n",
        run(closed + "nicolaka/netshoot ping -c 1 192.0.2.10"));
  }

  @Test
  void containersHaveTheSettingsOfDockerAndTheHostItsOwn() {
    String look = "sysctl -n net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start";
    assertEquals("1\t0\n1024\n", run(look));
    assertEquals("0\t2147483647\n0\n", run("docker run --rm nicolaka/netshoot " + look));
    assertEquals("1\t0\n1024\n", run("docker run --rm --network host nicolaka/netshoot " + look));
  }

  @Test
  void sequenceNumbersThatComeAroundAreNoDuplicates() {
    assertTrue(
        run("ping -f -c 66000 192.0.2.20")
            .contains("66000 packets transmitted, 66000 received, 0%"));
  }

  @Test
  void ncListensWhereSsays() {
    run("nc -lk -s 127.0.0.1 -p 99 &");
    assertTrue(run("ss -ltn").contains("127.0.0.1:99"));
    assertTrue(run("nc -l -s 127.0.0.1 98").startsWith("usage: nc "));
  }
}
