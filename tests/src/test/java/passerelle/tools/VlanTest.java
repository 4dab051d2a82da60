package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * VLANs on a cable, and devices without one. The kernel that the recordings come from has neither
 * 802.1Q nor dummy: the texts are those of net/8021q/vlan_netlink.c.
 */
class VlanTest {
  private final ToolLab lab = new ToolLab();

  @BeforeEach
  void wire() {
    lab.run("ip netns add b");
    lab.run("ip link add v0 address 02:00:00:00:00:10 type veth peer name v1 netns b");
    lab.run("ip link set v0 up");
    lab.run("ip -n b link set v1 up");
    lab.run("ip link add link v0 name v0.10 type vlan id 10");
    lab.run("ip -n b link add link v1 name v1.10 type vlan id 10");
    lab.run("ip addr add 10.0.10.1/24 dev v0.10");
    lab.run("ip -n b addr add 10.0.10.2/24 dev v1.10");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void up() {
    lab.run("ip link set v0.10 up");
    lab.run("ip -n b link set v1.10 up");
  }

  private boolean reaches() {
    return lab.run("ping -c 1 -W 1 10.0.10.2").output().contains("1 received");
  }

  private String link(String name) {
    return lab.run("ip link show " + name).output();
  }

  @Test
  void aTaggedFrameReachesTheVlanOfTheOtherEnd() {
    up();
    assertTrue(reaches());
    lab.run("ip addr add 10.0.10.9/24 dev v0");
    lab.run("ip link set v0.10 down");
    assertFalse(reaches(), "without a tag it is not theirs");
  }

  @Test
  void aBridgeOnTheWayForwardsTags() {
    lab.run("ip link add br0 type bridge");
    lab.run("ip link add w0 type veth peer name w1 netns b");
    lab.run("ip link set v0 master br0");
    lab.run("ip link set w0 master br0");
    lab.run("ip link set br0 up");
    lab.run("ip link set w0 up");
    lab.run("ip netns add c");
    lab.run("ip -n b link set w1 netns c");
    lab.run("ip -n c link set w1 up");
    lab.run("ip -n c link add link w1 name w1.10 type vlan id 10");
    lab.run("ip -n c addr add 10.0.10.3/24 dev w1.10");
    lab.run("ip -n c link set w1.10 up");
    lab.run("ip link del v0.10");
    lab.run("ip -n b link set v1.10 up");
    assertTrue(lab.run("ip netns exec c ping -c 1 -W 1 10.0.10.2").output().contains("1 received"));
  }

  @Test
  void itIsShownWithWhatItStandsOn() {
    assertEquals(
        "4: v0.10@v0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT group"
            + " default qlen 1000\n"
            + "    link/ether 02:00:00:00:00:10 brd ff:ff:ff:ff:ff:ff promiscuity 0 allmulti 0"
            + " minmtu 0 maxmtu 65535 \n"
            + "    vlan protocol 802.1Q id 10 <REORDER_HDR> addrgenmode eui64 numtxqueues 1"
            + " numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280"
            + " tso_max_segs 65535 gro_max_size 65536 gso_ipv4_max_size 65536"
            + " gro_ipv4_max_size 65536 \n",
        lab.run("ip -d link show v0.10").output().replaceFirst("^\\d+", "4"));
    assertTrue(link("type vlan").contains("v0.10@v0"));
  }

  @Test
  void itGoesUpAndDownAndAwayWithWhatItStandsOn() {
    up();
    lab.run("ip link set v0 down");
    assertTrue(link("v0.10").contains("<BROADCAST,MULTICAST,M-DOWN>"), link("v0.10"));
    assertEquals(
        new ToolLab.Result("RTNETLINK answers: Network is down\n", 2),
        lab.run("ip link set v0.10 up"));
    lab.run("ip link set v0 up");
    assertTrue(link("v0.10").contains("BROADCAST,MULTICAST,UP,LOWER_UP"), link("v0.10"));
    lab.run("ip -n b link set v1 down");
    assertTrue(link("v0.10").contains("state LOWERLAYERDOWN"), link("v0.10"));
    lab.run("ip link del v0");
    assertEquals(
        new ToolLab.Result("Device \"v0.10\" does not exist.\n", 1), lab.run("ip link show v0.10"));
  }

  @Test
  void itIsNoLargerThanWhatItStandsOn() {
    lab.run("ip link set v0 mtu 1400");
    assertTrue(link("v0.10").contains("mtu 1400"));
    assertEquals(
        "RTNETLINK answers: Numerical result out of range\n",
        lab.run("ip link set v0.10 mtu 1450").output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link v0 name x type vlan id 10 | VLAN device already exists",
        "link v0 name x type vlan id 4095 | Invalid VLAN id",
        "link v0 name x type vlan | VLAN properties not specified",
        "name x type vlan id 11 | link not specified",
        "link lo name x type vlan id 11 | VLANs not supported on device"
      })
  void whatCannotBeIsRefusedInTheKernelsWords(String words, String error) {
    assertEquals(new ToolLab.Result("Error: " + error + ".\n", 2), lab.run("ip link add " + words));
  }

  @Test
  void aDummyTakesEverythingAndAnswersNothing() {
    lab.run("ip link add d0 type dummy");
    assertTrue(link("d0").contains(": d0: <BROADCAST,NOARP> mtu 1500 qdisc noop state DOWN"));
    lab.run("ip addr add 10.9.9.1/24 dev d0");
    lab.run("ip link set d0 up");
    assertTrue(
        link("d0").contains("<BROADCAST,NOARP,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN"));
    assertTrue(lab.run("ping -c 1 -W 1 10.9.9.1").output().contains("1 received"));
    assertTrue(lab.run("ping -c 1 -W 1 10.9.9.2").output().contains("100% packet loss"));
    assertEquals("", lab.run("ip neigh show dev d0").output());
  }
}
