package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Namespaces made by hand, as articles on containers from scratch make them. */
class UnshareTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theFirstOfANewPidNamespaceIsNumberOne() {
    assertEquals("1\n", lab.run("unshare --fork --pid --mount-proc bash -c 'echo $$; true'"));
    assertEquals(
        "ps aux\n", lab.run("unshare -fp --mount-proc ps aux | awk '$2 == 1 {print $11, $12}'"));
    assertTrue(lab.run("ps aux").contains("/sbin/init"));
  }

  @Test
  void aHostNameOfItsOwnChangesNobodyElses() {
    assertEquals("inside\n", lab.run("unshare --uts sh -c 'hostname inside; hostname'"));
    assertEquals("host\n", lab.run("hostname"));
  }

  @Test
  void aMountIsSeenInItsOwnMountNamespace() {
    assertEquals(
        "a\n", lab.run("unshare -m sh -c 'mount -t tmpfs none /mnt; touch /mnt/a; ls /mnt'"));
    assertEquals("", lab.run("ls /mnt"));
  }

  /** A pipeline's commands have all started by the time that ps looks. */
  @Test
  void psSeesTheCommandThatItsOutputGoesTo() {
    String seen = lab.run("ps aux | grep nothing-else").strip();
    assertTrue(seen.endsWith("grep nothing-else"), seen);
  }
}
