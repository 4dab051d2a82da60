package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** ufw on a machine with Docker: what it keeps out, and what it does not. */
class UfwTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return lab.run(line);
  }

  @Test
  void rulesAreListedAsUfwListsThem() {
    assertEquals("Status: inactive\n", run("ufw status"));
    assertEquals("Rules updated\nRules updated (v6)\n", run("ufw allow ssh"));
    assertEquals("Firewall is active and enabled on system startup\n", run("ufw --force enable"));
    assertEquals("Rule added\n", run("ufw deny proto tcp from 192.0.2.20 to any port 80,443"));
    assertEquals(
        """
        Status: active

        To                         Action      From
        --                         ------      ----
        22/tcp                     ALLOW       Anywhere                 \s
        80,443/tcp                 DENY        192.0.2.20               \s
        22/tcp (v6)                ALLOW       Anywhere (v6)            \s

        """,
        run("ufw status"));
    assertEquals("Rule deleted\nRule deleted (v6)\n", run("ufw delete allow ssh"));
    assertTrue(run("ufw status numbered").contains("[ 1] 80,443/tcp                 DENY IN "));
    assertEquals("ERROR: Invalid syntax\n[1]\n", run("ufw allow everything"));
  }

  @Test
  void whatTheHostServesIsKeptOutUntilItIsAllowed() {
    run("ip netns add out; ip link add v0 type veth peer name v1 netns out");
    run("ip addr add 10.9.0.1/24 dev v0; ip link set v0 up");
    run("ip -n out addr add 10.9.0.2/24 dev v1; ip -n out link set v1 up");
    run("python3 -m http.server 8000 > /dev/null 2>&1 & sleep 1; ufw enable");
    String ask = "ip netns exec out curl -s -m 1 -o /dev/null -w '%{http_code}' 10.9.0.1:8000";
    assertEquals("000[28]\n", run(ask));
    run("ufw allow 8000/tcp");
    assertEquals("200", run(ask));
    run("ufw disable");
    assertEquals("-P INPUT ACCEPT\n", run("iptables -S INPUT"));
  }

  @Test
  void publishedPortsOfContainersPassIt() {
    run("ip netns add out; ip link add v0 type veth peer name v1 netns out");
    run("ip addr add 10.9.0.1/24 dev v0; ip link set v0 up");
    run("ip -n out addr add 10.9.0.2/24 dev v1; ip -n out link set v1 up");
    run("ufw enable; ufw deny 8080; docker run -d --name web -p 8080:80 nginx");
    assertEquals(
        "200", run("ip netns exec out curl -s -m 1 -o /dev/null -w '%{http_code}' 10.9.0.1:8080"));
  }

  @Test
  void aLimitLetsInWhoComesFewerThanSixTimesInHalfAMinute() {
    run("ip netns add out; ip link add v0 type veth peer name v1 netns out");
    run("ip addr add 10.9.0.1/24 dev v0; ip link set v0 up");
    run("ip -n out addr add 10.9.0.2/24 dev v1; ip -n out link set v1 up");
    run("python3 -m http.server 8000 > /dev/null 2>&1 & sleep 1; ufw enable; ufw limit 8000/tcp");
    String ask = "ip netns exec out curl -s -m 1 -o /dev/null -w '%{http_code} ' 10.9.0.1:8000; ";
    assertEquals("200 200 200 200 200 000 [7]\n", run(ask.repeat(6)));
    assertTrue(run("ufw status").contains("8000/tcp                   LIMIT       Anywhere"));
    run("ufw disable");
    assertEquals("-P INPUT ACCEPT\n", run("iptables -S INPUT"));
  }
}
