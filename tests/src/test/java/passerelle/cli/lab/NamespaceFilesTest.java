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

  @Test
  void theNamespacesThatDockerKeepsAreFiles() {
    lab.run("docker run -d --name web nginx; pid=$(docker inspect -f '{{.State.Pid}}' web)");
    lab.run("key=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' web)");
    assertEquals(lab.run("basename $key"), lab.run("ls /var/run/docker/netns"));
    assertEquals(
        lab.run("readlink /proc/$pid/ns/net"),
        lab.run("nsenter --net=$key readlink /proc/self/ns/net"));
    assertEquals(
        lab.run("basename $key"),
        lab.run("ln -s /var/run/docker/netns /run/netns; ip netns | cut -d' ' -f1"));
  }

  @Test
  void aNamespaceIsMountedOnAFileAndTakenAwayAgain() {
    lab.run("docker run -d --name web nginx; pid=$(docker inspect -f '{{.State.Pid}}' web)");
    assertEquals(
        "mount: /run/netns/x: mount point does not exist.\n"
            + "       dmesg(1) may have more information after failed mount system call.\n[32]\n",
        lab.run("mount --bind /proc/$pid/ns/net /run/netns/x"));
    lab.run("mkdir /run/netns; touch /run/netns/x; mount --bind /proc/$pid/ns/net /run/netns/x");
    assertTrue(lab.run("ip -n x -br -4 addr").contains("172.17.0.2/16"));
    assertEquals("", lab.run("umount /run/netns/x; rm /run/netns/x; ip netns"));
    assertEquals("umount: /tmp: not mounted.\n[32]\n", lab.run("umount /tmp"));
    assertEquals(
        "Bind /proc/7777/ns/net -> /run/netns/y failed: No such file or directory\n[1]\n",
        lab.run("ip netns attach y 7777"));
  }

  @Test
  void theOtherEndOfAVethPairIsFoundThroughSysfs() {
    lab.run("docker run -d --name web nginx");
    lab.run("i=$(docker exec web cat /sys/class/net/eth0/iflink)");
    lab.run("v=$(basename $(dirname $(grep -l $i /sys/class/net/veth*/ifindex)))");
    assertEquals(lab.run("ls /sys/class/net/docker0/brif"), lab.run("echo $v"));
    assertEquals("../docker0\n", lab.run("readlink /sys/class/net/$v/master"));
    assertEquals(
        "/sys/devices/virtual/net/docker0\n", lab.run("realpath /sys/class/net/$v/brport/bridge"));
  }
}
