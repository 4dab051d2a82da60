package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** Namespaces as files: /proc/PID/ns, /run/netns and the links between them. */
class NamespaceFilesTest {
  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aLinkToAProcessGivesTheNamespaceOfAContainerAName() {
    lab.run("docker run -d --name web nginx; pid=$(docker inspect -f '{{.State.Pid}}' web)");
    lab.run("mkdir -p /var/run/netns; ln -s /proc/$pid/ns/net /var/run/netns/web");
    assertTrue(lab.run("ip netns exec web ip -4 -br addr").contains("172.17.0.2/16"));
    assertEquals("web\n", lab.run("ip netns identify $pid"));
    assertEquals(lab.run("echo $pid"), lab.run("ip netns pids web"));
    assertEquals(
        lab.run("readlink /proc/$pid/ns/net"),
        lab.run("nsenter --net=/run/netns/web readlink /proc/self/ns/net"));
    assertEquals("", lab.run("ip netns del web; ip netns; ls /run/netns"));
  }

  @Test
  void aLinkToAProcessThatHasEndedLeadsNowhere() {
    lab.run("mkdir /run/netns; ln -s /proc/9999/ns/net /run/netns/gone; touch /run/netns/plain");
    String refused = "Error: Peer netns reference is invalid.\n";
    assertEquals(refused + refused + "plain\ngone\n", lab.run("ip netns"));
    assertEquals(
        "Cannot open network namespace \"gone\": No such file or directory\n[255]\n",
        lab.run("ip netns exec gone ip addr"));
    assertEquals(
        "setting the network namespace \"plain\" failed: Invalid argument\n[255]\n",
        lab.run("ip netns exec plain ip addr"));
    assertEquals("", lab.run("ip netns del gone; ip netns del plain; ip netns"));
  }

  @Test
  void aNamedNamespaceIsAFileThatIsMounted() {
    lab.run("ip netns add red");
    assertTrue(lab.run("ls -l /run/netns").startsWith("total 0\n-r--r--r-- 1 root root 0 "));
    assertEquals("cat: /run/netns/red: Invalid argument\n[1]\n", lab.run("cat /run/netns/red"));
    assertEquals(
        "rm: cannot remove '/run/netns/red': Device or resource busy\n[1]\n",
        lab.run("rm /run/netns/red"));
  }

  @Test
  void aContainerSeesItsOwnProcessesOnly() {
    lab.run("docker run -d --name web nginx");
    assertEquals("httpd\n", lab.run("docker exec web cat /proc/1/comm"));
    assertEquals("0::/\n", lab.run("docker exec web cat /proc/self/cgroup"));
    assertEquals(
        "CapEff:\t00000000a80425fb\n", lab.run("docker exec web grep CapEff /proc/1/status"));
    assertEquals(
        lab.run("echo 0::/system.slice/docker-$(docker inspect -f '{{.Id}}' web).scope"),
        lab.run("cat /proc/$(docker inspect -f '{{.State.Pid}}' web)/cgroup"));
  }
}
