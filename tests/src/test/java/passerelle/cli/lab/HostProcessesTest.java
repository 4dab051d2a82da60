package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** The host sees the processes of its containers; those do not see the host's. */
class HostProcessesTest {
  private final HostLab lab = new HostLab(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theProcessOfAContainerHasANumberOnTheHostToo() {
    lab.run("docker run -d --name box alpine sleep 1000");
    String pid = lab.run("docker inspect -f '{{.State.Pid}}' box").strip();
    assertEquals(pid + "\n", lab.run("pgrep -f 'sleep 1000'"));
    assertEquals("sleep 1000\n", lab.run("ps -o args= -p " + pid));
    assertEquals("1\n", lab.run("docker exec box pidof sleep"));
  }

  @Test
  void aContainerSeesItsOwnProcessesOnly() {
    lab.run("docker run -d --name box alpine sleep 1000");
    assertEquals(
        "PID   USER     COMMAND\n    1 root     sleep 1000\n    7 root     ps\n",
        lab.run("docker exec box ps"));
  }

  @Test
  void whatRuncBeginsHasUsedUpTheNumbersOfItsThreads() {
    lab.run("docker run -d --name box alpine sh -c 'sleep 1000 & wait'");
    assertEquals("7\n", lab.run("docker exec box pidof sleep"));
    assertEquals("14\n", lab.run("docker exec box sh -c 'echo $$'"));
  }

  @Test
  void theFirstProcessOfAContainerIsKilledFromTheHostOnly() {
    lab.run("docker run -d --name box alpine sleep 1000");
    lab.run("docker exec box kill -9 1");
    lab.run("kill $(pgrep -f 'sleep 1000')");
    lab.run("sleep 1");
    assertTrue(lab.run("docker ps").contains("box"));
    lab.run("kill -9 $(pgrep -f 'sleep 1000'); sleep 1");
    assertTrue(lab.run("docker ps -a").contains("Exited (137)"));
  }

  @Test
  void theHostShowsWhatAnEngineConsistsOf() {
    String before = lab.run("ps -e -o pid,ppid,args");
    assertTrue(before.contains("\n      1       1 /sbin/init\n"), before);
    assertTrue(before.contains("\n    698       1 /usr/bin/containerd\n"), before);
    String dockerd = "/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock\n";
    assertTrue(before.contains("\n    742       1 " + dockerd), before);
    lab.run("docker run -d --name box -p 8080:80 alpine sleep 1000");
    String id = lab.run("docker inspect -f '{{.Id}}' box").strip();
    String shim = lab.run("pgrep -f containerd-shim").strip();
    assertEquals(
        "/usr/bin/containerd-shim-runc-v2 -namespace moby -id "
            + id
            + " -address /run/containerd/containerd.sock\n",
        lab.run("ps -o args= -p " + shim));
    assertEquals(shim, lab.run("ps -C sleep -o ppid=").strip());
    assertEquals("0\n", lab.run("docker exec box sh -c 'echo $PPID'"));
    assertEquals("742\n742\n", lab.run("ps -C docker-proxy -o ppid=").replace(" ", ""));
    lab.run("docker rm -f box");
    assertEquals("[1]\n", lab.run("pgrep 'containerd-shim|docker-proxy'"));
  }

  @Test
  void systemdStartsADaemonThatWasKilledAgainAndItsContainersEnd() {
    lab.run("docker run -d --name box alpine sleep 1000");
    lab.run("docker run -d --name always --restart always alpine sleep 1000");
    lab.run("pkill -9 dockerd");
    assertTrue(lab.run("pgrep sleep").lines().count() == 2, "nobody has ended them");
    assertEquals("[1]\n", lab.run("pgrep dockerd"));
    lab.run("sleep 15");
    assertEquals("always\n", lab.run("docker ps --format '{{.Names}}'"));
    assertTrue(lab.run("pgrep -a dockerd").contains("/usr/bin/dockerd -H fd://"));
    lab.run("pkill dockerd; sleep 20");
    assertEquals("always\n", lab.run("docker ps --format '{{.Names}}'"));
    assertTrue(lab.run("systemctl status docker").contains("active (running)"));
  }

  @Test
  void aListHasTheColumnsThatAreAskedForAndIsSorted() {
    lab.run("docker run -d --name one alpine sleep 1000");
    lab.run("docker run -d --name two alpine sleep 2000");
    assertEquals("ARGS\nsleep 2000\nsleep 1000\n", lab.run("ps -C sleep --sort=-pid -o args=ARGS"));
    assertEquals(
        "PID STAT\n", lab.run("ps -C sleep -o pid,stat").lines().findFirst().get().strip() + "\n");
  }

  @Test
  void aTreeShowsWhoStartedWhom() {
    lab.run("sh -c 'sleep 100; true' &");
    String tree = lab.run("ps -e -o args --forest");
    assertTrue(tree.contains("sh -c sleep 100; true\n") && tree.contains(" \\_ sleep 100\n"), tree);
  }

  @Test
  void theStartOfAProcessIsTheLabsTime() {
    lab.run("docker run -d --name box alpine sleep 1000");
    lab.run("sleep 65");
    assertEquals("      01:05\n", lab.run("ps -C sleep -o etime="));
    assertTrue(lab.run("ps -C sleep -o lstart=").endsWith(" 2026\n"));
  }

  @Test
  void aWrongOptionIsAnsweredAsByProcps() {
    assertTrue(lab.run("ps -o foo").startsWith("error: unknown user-defined format specifier"));
    assertTrue(lab.run("ps -u ghost").startsWith("error: user name does not exist"));
    assertEquals(
        "pgrep: no matching criteria specified\nTry `pgrep --help' for more information.\n[2]\n",
        lab.run("pgrep"));
  }
}
