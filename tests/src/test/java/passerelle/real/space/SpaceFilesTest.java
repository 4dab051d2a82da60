package passerelle.real.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.contract.Machine;
import passerelle.kernel.Space;

/** Files of spaces: their own, whether anything runs in them or not. */
@Tag("real")
@Tag("unprivileged")
class SpaceFilesTest {
  private static final String BOX = SpaceLab.id(1);
  private static final String TOOLS = SpaceLab.id(2);

  private SpaceLab lab;

  @BeforeEach
  void opens() throws Exception {
    lab = new SpaceLab();
  }

  @AfterEach
  void closes() {
    lab.close();
  }

  @Test
  void whatTheEngineWritesIsReadInsideBeforeAndAfterTheFirstProcess() throws Exception {
    lab.container(TOOLS, "debian");
    lab.spaces.writeFile(TOOLS, "/etc/hosts", "172.17.0.2\tearly\n");
    lab.spaces.writeFile(TOOLS, "/www/a/index.html", "hello\n");
    lab.spaces.writeFile(TOOLS, "/usr/share/nginx/html/index.html", "there\n");
    assertEquals(Optional.of("172.17.0.2\tearly\n"), lab.spaces.readFile(TOOLS, "/etc/hosts"));
    lab.start(TOOLS, "sleep", "1000");
    assertEquals(
        "172.17.0.2\tearly\nhello\nthere\n",
        lab.run(TOOLS, "cat", "/etc/hosts", "/www/a/index.html", "/usr/share/nginx/html/index.html")
            .output());
    lab.spaces.writeFile(TOOLS, "/etc/hosts", "172.17.0.2\tlate\n");
    lab.spaces.writeFile(TOOLS, "/new/file", "new\n");
    assertEquals(
        "172.17.0.2\tlate\nnew\n", lab.run(TOOLS, "cat", "/etc/hosts", "/new/file").output());
  }

  @Test
  void whatAProcessWritesTheEngineReads() throws Exception {
    lab.container(BOX, "busybox");
    lab.run(BOX, "sh", "-c", "echo mine >/etc/hosts; mkdir /d; echo there >/d/f");
    assertEquals(Optional.of("mine\n"), lab.spaces.readFile(BOX, "/etc/hosts"));
    assertEquals(Optional.of("there\n"), lab.spaces.readFile(BOX, "/d/f"));
    assertEquals(Optional.empty(), lab.spaces.readFile(BOX, "/d"));
    assertEquals(Optional.empty(), lab.spaces.readFile(BOX, "/d/g"));
  }

  @Test
  void packageManagersInstallNothingAndSayInALineWhatIsThere() throws Exception {
    lab.container(TOOLS, "debian");
    lab.container(BOX, "busybox");
    assertEquals("", lab.run(TOOLS, "apt", "update").output());
    assertEquals(
        new SpaceLab.Result(
            "apt-get: all of it is there already"
                + " (on the real kernel programs are this machine's own)\n",
            0),
        lab.run(TOOLS, "apt-get", "install", "-y", "iproute2", "ca-certificates"));
    String elsewhere =
        ": not in this container; on the real kernel Passerelle installs nothing:"
            + " try an image that has it\n";
    assertEquals(
        new SpaceLab.Result("apt: frob" + elsewhere, 100),
        lab.run(TOOLS, "apt", "install", "iproute2", "frob"));
    assertEquals(
        new SpaceLab.Result("apk: frob" + elsewhere, 1),
        lab.run(BOX, "apk", "add", "--no-cache", "frob"));
  }

  @Test
  void nothingWrittenInsideChangesTheMachine() throws Exception {
    String passwd = Files.readString(Path.of("/etc/passwd"));
    lab.machine("host");
    lab.run("host", "sh", "-c", "echo intruder >>/etc/passwd; rm -rf /usr/bin /var/* /opt /home");
    if (!Boolean.getBoolean("passerelle.unprivileged")) {
      assertTrue(lab.spaces.readFile("host", "/etc/passwd").orElseThrow().endsWith("intruder\n"));
    }
    assertEquals(passwd, Files.readString(Path.of("/etc/passwd")));
    assertTrue(Files.exists(Path.of("/usr/bin/env")));
    assertTrue(Files.exists(Path.of("/var/lib")));
  }

  @Test
  void aLinkMadeInsideLeadsTheEngineNowhereElse() throws Exception {
    Path outside = Files.createTempFile(lab.directory, "outside", "");
    Files.writeString(outside, "untouched");
    lab.container(BOX, "busybox");
    String link = "ln -sf " + outside + " /etc/hosts; rm -r /www; ln -s " + lab.directory + " /www";
    lab.run(BOX, "sh", "-c", link);
    assertEquals(Optional.empty(), lab.spaces.readFile(BOX, "/etc/hosts"));
    assertEquals(Optional.empty(), lab.spaces.readFile(BOX, "/www/" + outside.getFileName()));
    lab.spaces.writeFile(BOX, "/etc/hosts", "127.0.0.1\tlocalhost\n");
    assertEquals("untouched", Files.readString(outside));
    assertEquals(Optional.of("127.0.0.1\tlocalhost\n"), lab.spaces.readFile(BOX, "/etc/hosts"));
  }

  @Test
  void aPipeInTheWayOfAFileHoldsNobodyUp() throws Exception {
    lab.container(BOX, "busybox");
    lab.run(BOX, "sh", "-c", "rm /etc/hosts; mkfifo /etc/hosts");
    assertEquals(Optional.empty(), lab.spaces.readFile(BOX, "/etc/hosts"));
  }

  @Test
  void eachSpaceHasAHostNameAndItsDevicesInSys() throws Exception {
    lab.machine("host");
    lab.container(BOX, "busybox");
    assertEquals("box\nbox\n", lab.run(BOX, "sh", "-c", "hostname; cat /etc/hostname").output());
    assertEquals("host\n", lab.run("host", "hostname").output());
    lab.run("host", "ip", "link", "add", "br7", "type", "bridge");
    assertEquals("br7\nlo\n", lab.run("host", "ls", "/sys/class/net").output());
    assertEquals("lo\n", lab.run(BOX, "ls", "/sys/class/net").output());
  }

  @Test
  void restartKeepsFilesAndTakesOtherSettings() throws Exception {
    Space before = lab.container(BOX, "busybox");
    lab.spaces.writeFile(BOX, "/www/index.html", "page\n");
    lab.run(BOX, "sh", "-c", "echo kept >/root/file; echo kept >/usr/lib/kept; rm /bin/awk");
    lab.spaces.stop(BOX);
    lab.namespaces.create("another");
    lab.spaces.restart(
        Machine.with(BOX, "another", "second", "busybox", before.capabilities(), false));
    lab.spaces.writeFile(BOX, "/etc/hosts", "::1\tanew\n");
    assertEquals(Optional.of("kept\n"), lab.spaces.readFile(BOX, "/root/file"));
    assertEquals(
        "kept\nkept\npage\n::1\tanew\nsecond\n",
        lab.run(
                BOX,
                "sh",
                "-c",
                "cat /root/file /usr/lib/kept /www/index.html /etc/hosts; hostname")
            .output());
    assertEquals(127, lab.run(BOX, "sh", "-c", "/bin/awk").status());
  }

  @Test
  void removeForgetsTheSpaceAndItsFiles() throws Exception {
    Space space = lab.container(BOX, "busybox");
    lab.run(BOX, "sh", "-c", "echo old >/root/file");
    lab.spaces.remove(BOX);
    assertThrows(IllegalArgumentException.class, () -> lab.spaces.readFile(BOX, "/root/file"));
    lab.spaces.create(space);
    assertFalse(lab.run(BOX, "cat", "/root/file").output().contains("old"));
  }

  @Test
  void onlyTheNetworksSysctlsCanBeWrittenAndOnlyWhereTheSpaceMay() throws Exception {
    lab.machine("host");
    lab.container(BOX, "busybox");
    assertEquals(0, lab.run("host", "sysctl", "-w", "net.ipv4.ip_forward=1").status());
    assertTrue(lab.run("host", "sh", "-c", "echo 1 >/proc/sys/vm/overcommit_memory").status() != 0);
    assertTrue(
        lab.run(BOX, "sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
            .output()
            .contains("Read-only file system"));
  }
}
