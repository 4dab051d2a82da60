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
}
