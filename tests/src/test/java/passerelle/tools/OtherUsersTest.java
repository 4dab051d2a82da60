package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Who is not root on the Docker host: what su, sudo and the engine's socket say. */
class OtherUsersTest {
  private HostLab lab = HostLab.ofCourse(EngineVersion.V26_1);

  @BeforeEach
  void addBob() {
    lab.run("useradd -m bob");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void suAndSudoBecomeAnotherUser() {
    assertEquals("uid=1000(bob) gid=1000(bob) groups=1000(bob)\n", lab.run("su bob -c id"));
    assertEquals("/home/bob bob\n", lab.run("su - bob -c 'echo $PWD $USER'"));
    assertEquals("bob\n", lab.run("sudo -u bob whoami"));
    assertEquals("bob\n", lab.run("sudo -u '#1000' whoami"));
    assertEquals("root\n", lab.run("sudo -u bob sh -c 'echo $SUDO_USER'"));
    assertEquals("root\n", lab.run("whoami"));
  }

  @Test
  void nobodyHasNeitherShellNorHome() {
    String closed = "This account is currently not available.\n[1]\n";
    assertEquals(closed, lab.run("su nobody"));
    assertEquals("65534\n", lab.run("su -s /bin/sh nobody -c 'id -u'"));
    assertEquals(
        "sudo: unable to change directory to /nonexistent: No such file or directory\n" + closed,
        lab.run("sudo -iu nobody"));
  }

  @Test
  void whoIsNotRootChangesNothingOfTheNetwork() {
    assertTrue(lab.run("su bob -c 'ip link add x type dummy'").contains("Operation not permitted"));
    assertEquals("bob is not in the sudoers file.\n[1]\n", lab.run("su bob -c 'sudo id'"));
    lab.run("groupadd sudo; usermod -aG sudo bob");
    assertEquals("root\n", lab.run("su bob -c 'sudo whoami'"));
  }

  @ParameterizedTest
  @CsvSource({
    "ps, Get, v1.45/containers/json",
    "images, Head, _ping",
    "network ls, Get, v1.45/networks",
    "network create n, Head, _ping",
    "rm x, Delete, v1.45/containers/x",
    "logs x, Get, v1.45/containers/x/json"
  })
  void theSocketIsForRootAndTheGroupDocker(String command, String method, String path) {
    assertEquals(
        "permission denied while trying to connect to the Docker daemon socket at"
            + " unix:///var/run/docker.sock: %s \"http://%%2Fvar%%2Frun%%2Fdocker.sock/%s\": dial"
                .formatted(method, path)
            + " unix /var/run/docker.sock: connect: permission denied\n[1]\n",
        lab.run("su bob -c 'docker " + command + "'"));
    lab.run("usermod -aG docker bob");
    assertEquals("", lab.run("su bob -c 'docker ps -q'"));
  }

  /** Seen at 26.1.5 and 28.5.2. */
  @Test
  void infoTellsTheClientsPartAndWhyThereIsNoOther() {
    String refused = "permission denied while trying to connect to the";
    String old = lab.run("su bob -c 'docker info'");
    assertTrue(old.contains("Server:\nERROR: " + refused), old);
    assertTrue(old.endsWith("\nerrors pretty printing info\n[1]\n"), old);
    lab.close();
    lab = HostLab.ofCourse(EngineVersion.V28_5);
    addBob();
    String since28 = lab.run("su bob -c 'docker info'");
    assertTrue(since28.contains("Server:\n" + refused), since28);
    assertTrue(since28.endsWith("connect: permission denied\n[1]\n"), since28);
  }

  @Test
  void alpinesUsersAreMadeByBusybox() {
    lab.run("docker run -d --name c1 alpine sleep 1000");
    assertEquals(
        "app:x:100:3000::/home/app:/sbin/nologin\n",
        inside("addgroup -g 3000 app; adduser -S -G app app; tail -n 1 /etc/passwd"));
    assertEquals(
        "bob:x:1000:1000::/home/bob:/bin/sh\n", inside("adduser -D bob; tail -n 1 /etc/passwd"));
    assertEquals("uid=1000(bob) gid=1000(bob) groups=1000(bob)\n", inside("su bob -c id"));
    assertEquals("3000\n", inside("addgroup bob app; id -G bob | cut -d' ' -f2"));
    assertEquals("adduser: user 'bob' in use\n[1]\n", inside("adduser -D bob"));
    assertEquals("addgroup: gid '3000' in use\n[1]\n", inside("addgroup -g 3000 x"));
    assertEquals("adduser: invalid number 'abc'\n[1]\n", inside("adduser -u abc eve"));
    assertEquals(
        "addgroup: invalid number '9999999999'\n[1]\n", inside("addgroup -g 9999999999 x"));
    assertTrue(inside("delgroup").contains("\n\nUsage: delgroup [USER] GROUP\n"));
    assertEquals("su: must be suid to work properly\n[1]\n", inside("su bob -c su"));
    assertEquals("su: unknown user eve\n[1]\n", inside("su eve"));
    assertEquals("deluser: unknown user bob\n[1]\n", inside("deluser bob; deluser bob"));
  }

  private String inside(String line) {
    return lab.run("docker exec c1 sh -c \"" + line + "\"");
  }

  @Test
  void clientsFrom29OnNameNoQuestion() {
    lab.close();
    lab = HostLab.ofCourse(EngineVersion.V29_1);
    addBob();
    assertEquals(
        "permission denied while trying to connect to the docker API at"
            + " unix:///var/run/docker.sock\n[1]\n",
        lab.run("sudo -u bob docker ps"));
  }
}
