package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** What ps and lsmod list. */
class ListingsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void psWithDLeavesOutWhoLeadsASession() {
    String all = lab.run("ps -e -o pid= | wc -l");
    assertEquals(all, lab.run("ps -ed -o pid= | wc -l"));
    assertEquals("", lab.run("ps -d -o pid,comm= | grep init || true"));
  }

  @Test
  void modulesOfConnectionTrackingHaveTheirOldNamesStill() {
    lab.run("modprobe ip_conntrack_ftp");
    assertEquals("nf_conntrack_ftp       24576  0\n", lab.run("lsmod | grep ^nf_conntrack_ftp"));
    lab.run("modprobe ip_nat_ftp; rmmod ip_nat_ftp");
    assertEquals("nf_conntrack_ftp       24576  0\n", lab.run("lsmod | grep ^nf_conntrack_ftp"));
  }
}
