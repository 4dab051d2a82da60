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

  /** A shell that looks itself up finds itself; so does one that has no new numbers of its own. */
  @Test
  void aProcThatIsMountedThereShowsNobodyElse() {
    assertEquals(
        "1\n2\n",
        lab.run("unshare --fork --pid --mount-proc sh -c 'ls /proc; true' | grep '^[0-9]'"));
    assertTrue(
        lab.run(
                "unshare --fork --pid --mount-proc bash -c 'unshare --user --map-root-user bash -c"
                    + " \"ls -l /proc/\\$\\$/ns/uts\"; true'")
            .contains("/proc/2/ns/uts -> uts:["));
    assertEquals(
        "1\n",
        lab.run("unshare -pfm sh -c 'mount -t proc proc /proc; ls /proc; true' | grep '^1$'"));
    assertTrue(lab.run("ls /proc | wc -l").strip().length() > 1);
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

  /** util-linux 2.41; short options that may have an argument take what stands behind them. */
  @Test
  void optionsAreReadAsByGetopt() {
    String hint = "\nTry 'unshare --help' for more information.\n[1]\n";
    assertEquals("unshare: invalid option -- 'Z'" + hint, lab.run("unshare -nZ"));
    assertEquals("host\n", lab.run("unshare -nu hostname"));
    assertEquals(
        "nsenter: cannot open u: No such file or directory\n[1]\n",
        lab.run("nsenter -t 1 -nu true"));
    assertEquals("host\n", lab.run("nsenter --target=1 --uts hostname"));
  }

  /** A pipeline's commands have all started by the time that ps looks. */
  @Test
  void psSeesTheCommandThatItsOutputGoesTo() {
    String seen = lab.run("ps aux | grep nothing-else").strip();
    assertTrue(seen.endsWith("grep nothing-else"), seen);
  }
}
