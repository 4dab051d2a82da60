package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** What tools say of the sizes of files, as coreutils 9.7 and BusyBox 1.37 say it. */
class SizeToolsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void ddCopiesAndCounts() {
    assertEquals(
        """
        10+0 records in
        10+0 records out
        10485760 bytes (10 MB, 10 MiB) copied, 0.0104858 s, 1.0 GB/s
        """,
        lab.run("dd if=/dev/zero of=g bs=1M count=10"));
    assertEquals("-rw-r--r-- 1 root root 10M Jan  1 12:00 g\n", lab.run("ls -lh g"));
    assertEquals(
        "hello\n0+1 records in\n0+1 records out\n",
        lab.run("echo hello | dd 2>&1 | grep -v bytes"));
    assertEquals(
        "1+0 records in\n"
            + "1+0 records out\n"
            + "1048576 bytes (1.0MB) copied, 0.001049 seconds, 954MB/s\n",
        lab.run("docker run --rm alpine dd if=/dev/zero of=/tmp/x bs=1M count=1"));
  }

  @Test
  void statTellsOfAFileAndItsNamespace() {
    lab.run("printf 'hello\\n' > f");
    assertEquals("6 f 644 root regular file 1\n", lab.run("stat -c '%s %n %a %U %F %h' f"));
    assertEquals(
        "  File: f\n  Size: 6         \tBlocks: 8          IO Block: 4096   regular file\n",
        lab.run("stat f | head -2"));
    assertEquals(
        lab.run("readlink /proc/self/ns/net"),
        "net:[" + lab.run("stat -L -c %i /proc/self/ns/net").strip() + "]\n");
    assertEquals(
        "stat: cannot statx 'nope': No such file or directory\n[1]\n", lab.run("stat nope"));
  }

  @Test
  void duCountsBlocks() {
    lab.run("mkdir -p d/e; echo a > d/e/x; truncate -s 5000 d/y");
    assertEquals("8\td/e\n20\td\n", lab.run("du d"));
    assertEquals("20K\td\n", lab.run("du -sh d"));
    assertEquals("du: cannot access 'nope': No such file or directory\n[1]\n", lab.run("du nope"));
  }
}
