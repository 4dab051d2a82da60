package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** A service that somebody has written, as systemd 257 of Debian 13 handles it. */
class WrittenUnitTest {
  private static final String UNIT =
      "mkdir -p /etc/systemd/system; printf '[Service]\\nType=oneshot\\nRemainAfterExit=yes\\n"
          + "ExecStart=/usr/sbin/iptables -A INPUT -p icmp -j DROP\\n"
          + "ExecStop=/usr/sbin/iptables -F INPUT\\n[Install]\\nWantedBy=multi-user.target\\n'"
          + " > /etc/systemd/system/fw.service";

  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void itsCommandsRunWhenItStartsAndWhenItStops() {
    lab.run(UNIT);
    assertEquals("inactive\n[3]\n", lab.run("systemctl is-active fw"));
    assertEquals("", lab.run("systemctl start fw.service"));
    assertEquals(
        "active\n-P INPUT ACCEPT\n-A INPUT -p icmp -j DROP\n",
        lab.run("systemctl is-active fw; iptables -S INPUT"));
    assertEquals("-P INPUT ACCEPT\n", lab.run("systemctl stop fw; iptables -S INPUT"));
  }

  @Test
  void itIsWantedByATarget() {
    lab.run(UNIT);
    String link = "/etc/systemd/system/multi-user.target.wants/fw.service";
    assertEquals(
        "Created symlink '" + link + "' → '/etc/systemd/system/fw.service'.\nenabled\n",
        lab.run("systemctl enable fw 2>&1; systemctl is-enabled fw"));
    assertEquals("Removed '" + link + "'.\n", lab.run("systemctl disable fw 2>&1"));
  }

  @Test
  void whatItCannotRunFails() {
    lab.run(UNIT + "; sed -i 's/sbin.iptables/sbin\\/nothing/' /etc/systemd/system/fw.service");
    assertEquals(
        "Job for fw.service failed because the control process exited with error code.\n"
            + "See \"systemctl status fw.service\" and \"journalctl -xeu fw.service\" for"
            + " details.\n[1]\n",
        lab.run("systemctl start fw 2>&1"));
    assertEquals(
        "Failed to start no.service: Unit no.service not found.\n[5]\n",
        lab.run("systemctl start no 2>&1"));
  }

  @Test
  void theProcessOfAnotherGoesOnAndIsWatched() {
    lab.run(
        "mkdir -p /etc/systemd/system /srv/www; echo hello > /srv/www/index.html; printf '"
            + "[Unit]\\nDescription=A small web server\\n[Service]\\nWorkingDirectory=/srv/www\\n"
            + "Environment=PORT=8088\\nExecStart=/usr/bin/python3 -m http.server $PORT\\n"
            + "[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/web.service");
    assertEquals("", lab.run("systemctl enable --now web 2>/dev/null"));
    assertEquals(
        "hello\nactive\n", lab.run("sleep 1; curl -s localhost:8088; systemctl is-active web"));
    String pid = lab.run("pgrep -f http.server").strip();
    assertEquals(
        "● web.service - A small web server\n"
            + "     Loaded: loaded (/etc/systemd/system/web.service; enabled; preset: enabled)\n"
            + "   Main PID: "
            + pid
            + " (python3)\n",
        lab.run("systemctl status web | grep -e ● -e Loaded -e Main"));
    assertEquals(
        "1\n", lab.run("journalctl -u web | grep -c 'Started web.service - A small web server.'"));
    assertEquals("inactive\n[3]\n", lab.run("systemctl stop web; systemctl is-active web"));
    assertEquals("[7]\n", lab.run("curl -s localhost:8088"));
  }

  @Test
  void aProcessThatEndsWithAnErrorHasFailed() {
    lab.run(
        "mkdir -p /etc/systemd/system; printf '[Service]\\n"
            + "ExecStart=/bin/sh -c \"sleep 1; exit 4\"\\n"
            + "' > /etc/systemd/system/short.service; systemctl start short");
    assertEquals("active\n", lab.run("systemctl is-active short"));
    assertEquals("failed\n", lab.run("sleep 2; systemctl is-failed short"));
    assertEquals(
        "     Active: failed (Result: exit-code)\n"
            + "short.service: Main process exited, code=exited,"
            + " status=4/FAILURE\n",
        lab.run("systemctl status short | grep -e Active -e FAILURE | sed 's/^Jan.*1]: //'"));
    lab.run("systemctl start short; kill -9 $(pgrep -f 'exit 4')");
    assertEquals(
        "failed (Result: signal)\n",
        lab.run("sleep 1; systemctl status short | sed -n 's/ *Active: //p'"));
    assertEquals(
        "inactive\n[1]\n", lab.run("systemctl reset-failed short; systemctl is-failed short"));
  }
}
