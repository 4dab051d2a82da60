package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Symbolic links among the lab's files, as coreutils 9.7 on Linux 6.18 shows them. */
class SymbolicLinksTest {
  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @BeforeEach
  void write() {
    lab.run("mkdir /tmp/d; cd /tmp/d; echo hello > f; ln -s f l");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void whatIsDoneToALinkIsDoneToWhereItLeads() {
    assertEquals("hello\n", lab.run("cat l"));
    assertEquals("hello\nmore\n", lab.run("echo more >> l; cat f"));
    assertEquals("f\n/tmp/d/f\n", lab.run("readlink l; readlink -f l"));
    assertEquals("new\n", lab.run("ln -s nothing n; echo new > n; cat nothing"));
  }

  @Test
  void aLinkIsRemovedMovedAndCopiedItself() {
    lab.run("mkdir keep; touch keep/me; ln -s keep k; rm -r k");
    assertEquals("f keep l\n", lab.run("echo *"));
    lab.run("mv l m; cp m c; cp -a m a");
    assertEquals("f\nf\n", lab.run("readlink m a; readlink c; rm -r keep"));
  }

  @Test
  void aListOfFilesTellsWhereLinksLead() {
    String list = lab.run("ls -l");
    assertTrue(list.startsWith("total 4\n-rw-r--r-- 1 root root 6 "), list);
    assertTrue(list.endsWith(" l -> f\n"), list);
    assertTrue(list.contains("\nlrwxrwxrwx 1 root root 1 "), list);
    assertEquals("docker\nnetns\n", lab.run("ip netns add x; ls /var/run"));
  }

  @Test
  void linksInACircleLeadNowhere() {
    lab.run("ln -s a b; ln -s b a");
    assertEquals("cat: a: Too many levels of symbolic links\n[1]\n", lab.run("cat a"));
    assertEquals("link\n", lab.run("[ -L a ] && echo link; [ -e a ] && echo there || true"));
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    assertEquals(
        "ln: failed to create symbolic link 'l': File exists\n[1]\n", lab.run("ln -s f l"));
    assertEquals(
        "ln: failed to create symbolic link 'no/x': No such file or directory\n[1]\n",
        lab.run("ln -s f no/x"));
    assertEquals("", lab.run("ln -sf /etc/hosts l"));
    assertEquals("/etc/hosts\n", lab.run("readlink l"));
  }
}
