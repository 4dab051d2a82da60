package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guests that share another device's address, as drivers/net/ipvlan and ip/iplink_ipvlan.c have
 * them; the kernel that the recordings come from has none.
 */
class IpvlanTest {
  private final WireLab lab = new WireLab();

  @AfterEach
  void close() {
    lab.close();
  }

  private void guest(String netns, String words, String address) {
    lab.guest(netns, "ipvlan " + words, address);
  }

  @Test
  void guestsShareAnAddressOnTheWireAndReachAllButWhatTheyStandOn() {
    guest("i0", "mode l2", "10.0.0.20/24");
    guest("i1", "mode l2", "10.0.0.21/24");
    assertTrue(lab.reaches("i0", "10.0.0.1"));
    assertTrue(lab.reaches("w", "10.0.0.20"));
    assertTrue(lab.reaches("w", "10.0.0.21"));
    assertTrue(lab.reaches("i0", "10.0.0.21"));
    assertFalse(lab.reaches("i0", "10.0.0.10"));
    assertEquals(
        2, lab.run("ip -n w neigh").output().split("lladdr 02:00:00:00:00:10", -1).length - 1);
  }

  @Test
  void privateGuestsReachTheWireOnly() {
    guest("i0", "mode l2 private", "10.0.0.20/24");
    guest("i1", "mode l2 private", "10.0.0.21/24");
    assertTrue(lab.reaches("i0", "10.0.0.1"));
    assertFalse(lab.reaches("i0", "10.0.0.21"));
  }

  @Test
  void inModeL3WhatIsForElsewhereLeavesByTheRoutesBelow() {
    guest("i0", "mode l3", "10.5.0.20/24");
    guest("i1", "mode l3", "10.6.0.21/24");
    lab.run("ip -n i0 route add default dev i0");
    lab.run("ip -n i1 route add default dev i1");
    assertTrue(lab.reaches("i0", "10.6.0.21"));
    assertFalse(lab.reaches("i0", "10.0.0.1"), "nobody there knows the way back");
    lab.run("ip -n w route add 10.5.0.0/24 via 10.0.0.10");
    assertTrue(lab.reaches("i0", "10.0.0.1"));
    assertTrue(lab.reaches("w", "10.5.0.20"));
    assertFalse(lab.reaches("i0", "10.77.0.1"));
  }

  @Test
  void itIsShownWithModeAndFlag() {
    lab.run("ip link add link v0 name i0 type ipvlan mode l2 vepa");
    String shown = lab.run("ip -d link show i0").output();
    assertTrue(shown.contains("    ipvlan  mode l2 vepa addrgenmode eui64 "), shown);
    assertTrue(shown.contains("link/ether 02:00:00:00:00:10 "), shown);
    lab.run("ip link add link v0 name i1 type ipvlan");
    assertTrue(lab.run("ip link show i1").output().contains("<BROADCAST,MULTICAST,NOARP>"));
    assertTrue(lab.run("ip link show i0").output().contains("NOARP"), "the mode is everybody's");
  }

  @Test
  void theDeviceBelowHasGuestsOfOneKindOnly() {
    lab.run("ip link add link v0 name i0 type ipvlan");
    assertEquals(
        new ToolLab.Result("RTNETLINK answers: Device or resource busy\n", 2),
        lab.run("ip link add link v0 name m0 type macvlan"));
    assertEquals(
        new ToolLab.Result("RTNETLINK answers: Operation not supported\n", 2),
        lab.run("ip link set i0 address 02:00:00:00:00:11"));
  }
}
