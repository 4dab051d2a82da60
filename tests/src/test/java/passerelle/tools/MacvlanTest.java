package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests on another device's wire, each line as Linux 6.18 answered it. */
class MacvlanTest {
  private final WireLab lab = new WireLab();

  @AfterEach
  void close() {
    lab.close();
  }

  private void guest(String netns, String mode, String address) {
    lab.guest(netns, "macvlan mode " + mode, address + "/24");
  }

  @Test
  void aGuestReachesTheWireAndItsSiblingsButNotWhatItStandsOn() {
    guest("m0", "bridge", "10.0.0.20");
    guest("m1", "bridge", "10.0.0.21");
    assertTrue(lab.reaches("m0", "10.0.0.1"));
    assertTrue(lab.reaches("w", "10.0.0.21"));
    assertTrue(lab.reaches("m0", "10.0.0.21"));
    assertFalse(lab.reaches("m0", "10.0.0.10"));
    assertFalse(lab.run("ping -c 1 -W 1 10.0.0.20").output().contains(" 1 received"));
  }

  @Test
  void eachGuestTracksTheConnectionOfItsOwn() {
    guest("m0", "bridge", "10.0.0.20");
    guest("m1", "bridge", "10.0.0.21");
    for (String netns : List.of("m0", "m1")) {
      lab.run("ip netns exec " + netns + " iptables -A INPUT -m conntrack --ctstate NEW -j ACCEPT");
    }
    assertTrue(lab.reaches("m0", "10.0.0.21"));
    String tracked = lab.run("ip netns exec m1 conntrack -L -p icmp").output();
    assertTrue(tracked.contains("src=10.0.0.20 dst=10.0.0.21"), tracked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "vepa"})
  void inOtherModesSiblingsMeetOverTheSwitchOnly(String mode) {
    guest("m0", mode, "10.0.0.20");
    guest("m1", mode, "10.0.0.21");
    assertTrue(lab.reaches("m0", "10.0.0.1"));
    assertFalse(lab.reaches("m0", "10.0.0.21"));
  }

  @Test
  void aGuestThatHasTheWireForItselfHasItsAddressToo() {
    guest("m0", "passthru", "10.0.0.20");
    assertTrue(lab.run("ip -n m0 link show m0").output().contains("link/ether 02:00:00:00:00:10"));
    assertTrue(lab.reaches("m0", "10.0.0.1"));
    assertEquals(
        new ToolLab.Result("RTNETLINK answers: Invalid argument\n", 2),
        lab.run("ip link add link v0 name m1 type macvlan mode bridge"));
  }

  @Test
  void itIsShownWithItsMode() {
    lab.run("ip link add link v0 name m0 type macvlan");
    String shown = lab.run("ip -d link show m0").output();
    assertTrue(
        shown.contains("    macvlan mode vepa bcqueuelen 1000 usedbcqueuelen 1000 addrgenmode"),
        shown);
    assertTrue(shown.contains(": m0@v0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN"));
  }

  @Test
  void itEndsWithWhatItStandsOn() {
    guest("m0", "bridge", "10.0.0.20");
    lab.run("ip link set v0 down");
    assertTrue(lab.run("ip -n m0 link").output().contains("<NO-CARRIER,BROADCAST,MULTICAST,UP>"));
    lab.run("ip link del v0");
    assertFalse(lab.run("ip -n m0 link").output().contains("m0"));
  }

  @Test
  void whereItEndsTheWireIsTheDevicesAgain() {
    guest("m0", "bridge", "10.0.0.20");
    lab.run("ip link add br0 type bridge");
    assertEquals(
        new ToolLab.Result("RTNETLINK answers: Device or resource busy\n", 2),
        lab.run("ip link set v0 master br0"));
    lab.run("ip netns del m0");
    assertEquals(new ToolLab.Result("", 0), lab.run("ip link set v0 master br0"));
    assertEquals(
        new ToolLab.Result("RTNETLINK answers: Device or resource busy\n", 2),
        lab.run("ip link add link v0 name m1 type macvlan"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name x type macvlan | RTNETLINK answers: Invalid argument",
        "link lo name x type macvlan | RTNETLINK answers: Invalid argument"
      })
  void whatCannotBeIsRefusedInTheKernelsWords(String words, String error) {
    assertEquals(new ToolLab.Result(error + "\n", 2), lab.run("ip link add " + words));
  }

  @Test
  void aModeThatIsNoneIsNamed() {
    assertEquals(
        "Error: argument of \"mode\" must be \"private\", \"vepa\", \"bridge\", \"passthru\" or"
            + " \"source\", not \"foo\"\n",
        lab.run("ip link add link v0 name x type macvlan mode foo").output());
  }
}
