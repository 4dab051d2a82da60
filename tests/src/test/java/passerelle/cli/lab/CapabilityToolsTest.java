package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** What capsh and getpcaps of libcap 2.75 print, recorded on Debian 13. */
class CapabilityToolsTest {
  private static final String DOCKERS =
      "cap_chown,cap_dac_override,cap_fowner,cap_fsetid,cap_kill,cap_setgid,cap_setuid,"
          + "cap_setpcap,cap_net_bind_service,cap_net_raw,cap_sys_chroot,cap_mknod,"
          + "cap_audit_write,cap_setfcap";

  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theMachineMayDoAllAndAContainerLess() {
    assertTrue(lab.run("capsh --print").startsWith("Current: =ep\nBounding set =cap_chown,"));
    assertEquals("1: =ep\n", lab.run("getpcaps 1"));
    lab.run("docker run -d --name box nicolaka/netshoot sleep 99");
    lab.run("docker exec box apk add libcap");
    assertEquals("1: " + DOCKERS + "=ep\n", lab.run("docker exec box getpcaps 1"));
    assertTrue(lab.run("docker exec box capsh --print").contains("Bounding set =" + DOCKERS));
  }

  @Test
  void whatIsTakenAwayIsMissed() {
    assertEquals(
        "Current: =ep cap_net_raw-ep\n",
        lab.run("capsh --drop=cap_net_raw -- -c 'capsh --print | head -1'"));
    assertEquals(
        "RTNETLINK answers: Operation not permitted\n",
        lab.run("capsh --drop=cap_net_admin -- -c 'ip link add d0 type dummy' || true"));
    assertEquals(
        "0x00000000a80425fb=" + DOCKERS + "\n", lab.run("capsh --decode=00000000a80425fb"));
  }
}
