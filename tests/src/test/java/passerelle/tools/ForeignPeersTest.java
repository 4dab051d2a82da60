package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Devices whose other end is in another namespace: {@code ip} says so with a number, {@code bridge}
 * and BusyBox look the other end's index up at home and name whatever has that index there.
 */
class ForeignPeersTest {
  private final ToolLab lab = new ToolLab();

  @AfterEach
  void close() {
    lab.close();
  }

  private void wire() {
    lab.run("ip netns add c1");
    lab.run("ip link add home0 type dummy");
    lab.run("ip link add br0 type bridge");
    lab.run("ip link add eth0 netns c1 type veth peer name veth1");
    lab.run("ip link set veth1 master br0");
    lab.run("ip link set veth1 up");
    lab.run("ip -n c1 link set eth0 up");
  }

  @Test
  void ipNamesTheIndexAndBridgeWhatHasThatIndexHere() {
    wire();
    assertTrue(lab.run("ip -br link show veth1").output().startsWith("veth1@if2 "));
    assertTrue(
        lab.run("bridge link")
            .output()
            .startsWith("4: veth1@home0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 master br0 "));
  }

  @Test
  void aNamespaceWithAnotherNameElsewhereIsANumber() {
    wire();
    assertTrue(lab.run("ip link show veth1").output().endsWith(" link-netns c1\n"));
    assertTrue(lab.run("ip -n c1 link show eth0").output().endsWith(" link-netnsid 0\n"));
  }

  @Test
  void busyboxTakesAForeignPeerForOneThatIsDown() {
    wire();
    lab.run("ip -n c1 addr add 10.0.0.2/24 brd + dev eth0");
    assertEquals(
        """
        2: eth0@if4: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue qlen 1000
            inet 10.0.0.2/24 brd 10.0.0.255 scope global eth0
               valid_lft forever preferred_lft forever
        """,
        lab.runBusyboxIn("c1", "ip -4 addr show eth0"));
  }

  @Test
  void nsenterAndIpNetnsAttachReachTheNamespaceOfAProcess() {
    int pid = lab.startSleeperIn("box");
    assertEquals(0, lab.run("ip netns attach c9 " + pid).status());
    lab.run("ip link add x type veth peer name y netns c9");
    assertTrue(lab.run("nsenter -t " + pid + " -n ip -br link").output().contains("y@if"));
    assertEquals(
        "nsenter: cannot open /proc/999999/ns/net: No such file or directory\n",
        lab.run("nsenter -t 999999 -n ip link").output());
    assertEquals(0, lab.run("ip netns del c9").status());
    assertTrue(lab.run("nsenter -t " + pid + " -n ip -br link").output().contains("y@if"));
  }
}
