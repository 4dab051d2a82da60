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
    assertEquals("ERROR: Invalid syntax\n[1]\n", run("ufw allow 22/sctp"));
  }

  @Test
  void policiesAreInTheFileThatPeopleEdit() {
    assertEquals(
        "Default outgoing policy changed to 'deny'\n(be sure to update your rules accordingly)\n",
        run("ufw default deny outgoing"));
    assertEquals(
        "DEFAULT_INPUT_POLICY=\"DROP\"\nDEFAULT_OUTPUT_POLICY=\"DROP\"\n"
            + "DEFAULT_FORWARD_POLICY=\"DROP\"\n",
        run("grep -E '(INPUT|OUTPUT|FORWARD)_POLICY' /etc/default/ufw"));
    run("sed -i 's/FORWARD_POLICY=\"DROP\"/FORWARD_POLICY=\"ACCEPT\"/' /etc/default/ufw");
    run("ufw --force enable");
    assertTrue(
        run("ufw status verbose")
            .contains("Default: deny (incoming), deny (outgoing), allow (routed)\n"));
    assertTrue(run("curl -sS -m 2 http://198.51.100.80/ 2>&1").contains("timed out"));
    run("ufw allow out 80/tcp");
    assertEquals("Hello from the Internet\n", run("curl -sS -m 2 http://198.51.100.80/"));
  }

  /** As ufw 0.36.2 of Debian 13 wrote it. */
  @Test
  void aProfileIsAPortWithAName() {
    assertTrue(run("ufw app list").startsWith("Available applications:\n  AIM\n  Bonjour\n"));
    assertEquals(
        "Profile: WWW Full\n"
            + "Title: Web Server (HTTP,HTTPS)\n"
            + "Description: Web Server (HTTP,HTTPS)\n\n"
            + "Ports:\n"
            + "  80,443/tcp\n",
        run("ufw app info 'WWW Full'"));
    assertTrue(run("ufw app info OpenSSH").endsWith("\n\nPort:\n  22/tcp\n"));
    assertEquals("ERROR: Could not find profile 'Foo'\n[1]\n", run("ufw app info Foo"));
    assertEquals(
        "ERROR: Could not find a profile matching 'everything'\n[1]\n",
        run("ufw allow everything"));
    assertEquals("Rules updated\nRules updated (v6)\n", run("ufw allow 'WWW Full'"));
    assertEquals("Rules updated\n", run("ufw deny from 1.2.3.4 to any app DNS"));
    run("ufw allow in on eth0 to any app OpenSSH; ufw limit OpenSSH; ufw --force enable");
    assertEquals(
        """
        Status: active

        To                         Action      From
        --                         ------      ----
        WWW Full                   ALLOW       Anywhere                 \s
        DNS                        DENY        1.2.3.4                  \s
        OpenSSH on eth0            ALLOW       Anywhere                 \s
        OpenSSH                    LIMIT       Anywhere                 \s
        WWW Full (v6)              ALLOW       Anywhere (v6)            \s
        OpenSSH (v6) on eth0       ALLOW       Anywhere (v6)            \s
        OpenSSH (v6)               LIMIT       Anywhere (v6)            \s

        """,
        run("ufw status"));
    assertTrue(
        run("ufw status verbose")
            .contains(
                "80,443/tcp (WWW Full)      ALLOW IN    Anywhere                  \n"
                    + "53 (DNS)                   DENY IN     1.2.3.4                   \n"
                    + "22/tcp (OpenSSH) on eth0   ALLOW IN    Anywhere                  \n"));
    assertEquals(
        "-A ufw-user-input -i eth0 -p tcp -m tcp --dport 22 -m comment --comment"
            + " \"\\'dapp_OpenSSH\\'\" -j ACCEPT\n",
        run("iptables -S ufw-user-input | grep eth0"));
    assertEquals("Rule deleted\nRule deleted (v6)\n", run("ufw delete limit OpenSSH"));
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
