package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.Capability;

/** Files under /proc and /sys, and what a process without privileges may do. */
class KernelFilesTest {
  private final ToolLab lab = new ToolLab();

  @BeforeEach
  void wire() {
    lab.run("ip link add eth0 address 02:00:00:00:00:10 type veth peer name v1");
    lab.run("ip link add br0 type bridge");
    lab.run("ip link set v1 master br0");
    lab.run("ip link set v1 up");
    lab.run("ip link set eth0 up");
    lab.run("ip addr add 10.0.0.1/24 dev eth0");
    lab.run("ip route add default via 10.0.0.254");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aSettingIsAFileThatCanBeWritten() {
    assertEquals("0\n", lab.file("/proc/sys/net/ipv4/ip_forward"));
    assertEquals(Optional.empty(), lab.write("/proc/sys/net/ipv4/ip_forward", "1\n"));
    assertEquals("net.ipv4.ip_forward = 1\n", lab.run("sysctl net.ipv4.ip_forward").output());
    assertEquals("1\n", lab.file("/proc/sys/net/ipv4/conf/eth0/forwarding"));
    assertEquals(
        Optional.of("Invalid argument"), lab.write("/proc/sys/net/ipv4/ip_forward", "yes\n"));
  }

  @Test
  void aReadOnlyMountIsSaidByFileAndTool() {
    lab.mountReadOnly();
    assertEquals(
        Optional.of("Read-only file system"), lab.write("/proc/sys/net/ipv4/ip_forward", "1\n"));
    assertEquals(
        "sysctl: permission denied on key \"net.ipv4.ip_forward\"\n",
        lab.run("sysctl -w net.ipv4.ip_forward=1").output());
    assertEquals(
        "sysctl: error setting key 'net.ipv4.ip_forward': Read-only file system\n",
        lab.run("busybox sysctl -w net.ipv4.ip_forward=1").output());
  }

  @Test
  void theOtherEndOfAVethPairIsFoundByItsIndex() {
    String link = lab.file("/sys/class/net/eth0/iflink").strip();
    assertEquals(link, lab.file("/sys/class/net/v1/ifindex").strip());
    assertTrue(lab.run("ethtool -S eth0").output().contains("     peer_ifindex: " + link + "\n"));
    assertEquals("0x1003\n", lab.file("/sys/class/net/eth0/flags"));
    assertEquals("up\n", lab.file("/sys/class/net/eth0/operstate"));
    assertEquals("02:00:00:00:00:10\n", lab.file("/sys/class/net/eth0/address"));
  }

  @Test
  void procNetRouteHasAddressesInTheMachinesByteOrder() {
    String[] lines = lab.file("/proc/net/route").split("\n");
    assertEquals("eth0\t00000000\tFE00000A\t0003\t0\t0\t0\t00000000\t0\t0\t0", lines[1].strip());
    assertEquals("eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0", lines[2].strip());
    assertEquals(127, lines[0].length());
  }

  @Test
  void procNetHasTheRoutesOfInet6() {
    String none = "0".repeat(32);
    String[] lines = lab.file("/proc/net/ipv6_route").split("\n");
    String link = "fe800000000000000000000000000000 40 " + none + " 00 " + none;
    assertEquals(link + " 00000100 00000001 00000000 00000001       v1", lines[0]);
    assertEquals(link + " 00000100 00000001 00000000 00000001     eth0", lines[1]);
    assertEquals(
        none + " 00 " + none + " 00 " + none + " ffffffff 00000001 00000000 00200200       lo",
        lines[lines.length - 1]);
    assertTrue(
        lab.file("/proc/net/ipv6_route").contains("fe80000000000000000000fffe000010 80 "),
        lines[0]);
  }

  @Test
  void procNetTellsOfProtocolsAndOfTheKernelsOwnSockets() {
    String tcp = "TCP       2304      0       0   no     192   yes  kernel      y  y  y  y  y  y";
    assertTrue(lab.file("/proc/net/protocols").contains("\n" + tcp));
    String[] netlink = lab.file("/proc/net/netlink").split("\n");
    assertEquals("sk               Eth Pid        Groups  ", netlink[0].substring(0, 40));
    assertTrue(netlink[1].matches("[0-9a-f]{16} 0   0          00000000 .*"), netlink[1]);
    assertEquals(9, netlink.length);
  }

  @Test
  void socketsOfInet6HaveLongerColumns() {
    String head = "  sl  local_address                         remote_address   ";
    for (String file : new String[] {"tcp6", "udp6", "raw6", "udplite6", "icmp6"}) {
      String first = lab.file("/proc/net/" + file).split("\n")[0];
      assertEquals(head, first.substring(0, head.length()));
      assertEquals(!file.equals("tcp6"), first.endsWith(" inode ref pointer drops"));
    }
  }

  @Test
  void withoutNetAdminNothingChanges() {
    String before = lab.run("ip addr").output();
    lab.drop(Capability.NET_ADMIN);
    String refused = "RTNETLINK answers: Operation not permitted\n";
    assertEquals(new ToolLab.Result(refused, 2), lab.run("ip addr add 10.9.9.9/24 dev eth0"));
    assertEquals(new ToolLab.Result(refused, 2), lab.run("ip route del default"));
    assertEquals(new ToolLab.Result(refused, 2), lab.run("ip link set eth0 down"));
    assertEquals(
        new ToolLab.Result("add bridge failed: Operation not permitted\n", 1),
        lab.run("brctl addbr br1"));
    assertEquals(
        new ToolLab.Result("SIOCSIFFLAGS: Operation not permitted\n", 255),
        lab.run("ifconfig eth0 down"));
    assertEquals(
        new ToolLab.Result("SIOCADDRT: Operation not permitted\n", 7),
        lab.run("route add default gw 10.0.0.3"));
    assertEquals(
        new ToolLab.Result("ip: SIOCSIFFLAGS: Operation not permitted\n", 2),
        lab.run("busybox ip link set eth0 down"));
    assertEquals(before, lab.run("ip addr").output());
  }
}
