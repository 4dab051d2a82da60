package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Whose a file is, and what may be done with it, as coreutils 9.7 and BusyBox 1.37 say it. */
class OwnersAndModesTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private String mode(String change) {
    return lab.run(change + "; stat -c '%a %A' f");
  }

  @Test
  void idTellsOfTheUserItIsAskedFor() {
    lab.run("useradd bob; usermod -aG root bob");
    assertEquals("uid=1000(bob) gid=1000(bob) groups=1000(bob),0(root)\n", lab.run("id bob"));
    assertEquals("1000\n", lab.run("id -u bob"));
    assertEquals("bob root\n", lab.run("id -Gn bob"));
    assertEquals("uid=0(root) gid=0(root) groups=0(root)\n", lab.run("id"));
    assertEquals("id: 'xyz': no such user\n[1]\n", lab.run("id xyz"));
    assertEquals("101\n", lab.run("docker run --rm nginx id -u nginx"));
    assertEquals("id: unknown user xyz\n[1]\n", lab.run("docker run --rm alpine id xyz"));
  }

  @Test
  void chmodChangesWhatLsAndStatShow() {
    lab.run("touch f");
    assertEquals("644 -rw-r--r--\n", mode("true"));
    assertEquals("600 -rw-------\n", mode("chmod 600 f"));
    assertEquals("740 -rwxr-----\n", mode("chmod u+x,g=r f"));
    assertEquals("640 -rw-r-----\n", mode("chmod -x f"));
    assertEquals("4755 -rwsr-xr-x\n", mode("chmod 4755 f"));
    assertEquals("-rwxr-xr-x", lab.run("cp f g; ls -l g").split(" ")[0]);
    assertEquals("drwxrwxrwt", lab.run("ls -ld /tmp").split(" ")[0]);
    assertEquals("drwx------", lab.run("mkdir d; chmod -R go= d; ls -ld d").split(" ")[0]);
    assertEquals(
        "chmod: cannot access 'nope': No such file or directory\n[1]\n", lab.run("chmod 1 nope"));
  }

  @Test
  void chownGivesFilesAway() {
    lab.run("useradd bob; mkdir d; touch d/f; chown -R bob: d");
    assertEquals("bob bob d/f\n", lab.run("stat -c '%U %G %n' d/f"));
    assertEquals("chown: invalid user: 'xyz'\n[1]\n", lab.run("chown xyz d"));
    assertEquals(
        "chown: cannot access 'nope': No such file or directory\n[1]\n", lab.run("chown bob nope"));
    assertEquals(
        "chmod: /etc: Operation not permitted\nchown: /tmp/q: Operation not permitted\n[1]\n",
        lab.run(
            "docker run --rm -u 1000 alpine sh -c"
                + " 'touch /tmp/q; chmod 700 /tmp/q; chmod 777 /etc; chown nobody /tmp/q'"));
  }

  @Test
  void installMakesDirectoriesAndCopiesWithAMode() {
    assertEquals(
        "755 /etc/apt/keyrings\n",
        lab.run("install -m 0755 -d /etc/apt/keyrings; stat -c '%a %n' /etc/apt/keyrings"));
    assertEquals("600 g\n", lab.run("echo x > f; install -m 600 f g; stat -c '%a %n' g"));
    assertEquals("755 n/f\n", lab.run("install -D f n/f; stat -c '%a %n' n/f"));
    assertEquals(
        "install: missing destination file operand after 'f'\n"
            + "Try 'install --help' for more information.\n[1]\n",
        lab.run("install f"));
    assertEquals("install: omitting directory '/etc'\n[1]\n", lab.run("install /etc g"));
    assertEquals("install: invalid mode 'zz'\n[1]\n", lab.run("install -m zz -d d"));
  }
}
