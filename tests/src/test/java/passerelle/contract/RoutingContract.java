package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;

/** Which way packets go: what addresses, ARP, routes and rules have to say about it. */
abstract class RoutingContract extends KernelContract {
  RoutingContract(Supplier<Kernel> maker) {
    super(maker);
  }

  @BeforeEach
  void twoMachines() throws PlanException, KernelException {
    network();
    machine(A);
    machine(B);
  }

  /** What a command line prints, without blanks at the ends of lines. */
  private String sh(String space, String line) throws KernelException {
    return run(space, "sh", "-c", line).text().replaceAll(" +\n", "\n");
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  @Test
  void theLastAddressOfADeviceTakesRoutesAndNeighboursWithIt() throws KernelException {
    sh(A, "ip addr add 10.3.0.1/24 dev v0; ip route add default via 10.0.0.2");
    sh(
        A,
        "ip route add 10.9.0.0/16 dev v0; ip neigh add 10.0.0.77 lladdr 02:00:00:00:00:01 dev v0");
    sh(A, "ip addr del 10.0.0.1/24 dev v0");
    assertEquals(
        lines(
            "default via 10.0.0.2 dev v0",
            "10.3.0.0/24 dev v0 proto kernel scope link src 10.3.0.1",
            "10.9.0.0/16 dev v0 scope link",
            "10.0.0.77 dev v0 lladdr 02:00:00:00:00:01 PERMANENT"),
        sh(A, "ip route; ip -4 neigh"));
    sh(A, "ip addr del 10.3.0.1/24 dev v0");
    assertEquals("", sh(A, "ip route; ip -4 neigh show nud all"));
    assertEquals(List.of(), routes(A));
  }

  @Test
  void aPrimaryAddressTakesItsSecondaryOnesAndWithThemAllRoutes() throws KernelException {
    sh(A, "ip addr add 10.0.0.5/24 dev v0; ip route add default via 10.0.0.2");
    sh(A, "ip addr del 10.0.0.1/24 dev v0");
    assertEquals("", sh(A, "ip -4 addr show dev v0; ip route"));
    sh(A, "sysctl -w net.ipv4.conf.v0.promote_secondaries=1");
    sh(A, "ip addr add 10.0.0.1/24 dev v0; ip addr add 10.0.0.5/24 dev v0");
    sh(A, "ip route add default via 10.0.0.2; ip addr del 10.0.0.1/24 dev v0");
    assertEquals(
        lines(
            "default via 10.0.0.2 dev v0",
            "10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.5"),
        sh(A, "ip route"));
  }

  @Test
  void flushingTheAddressesOfADeviceTakesBothFamilies() throws KernelException {
    sh(A, "ip -4 addr flush dev v0");
    assertEquals("v0 inet6\n", sh(A, "ip -o addr show dev v0 | awk '{print $2, $3}'"));
    sh(A, "ip addr add 10.0.0.1/24 dev v0; ip -6 addr flush dev v0");
    assertEquals("v0 inet\n", sh(A, "ip -o addr show dev v0 | awk '{print $2, $3}'"));
    sh(B, "ip addr flush dev v1");
    assertEquals("", sh(B, "ip -o addr show dev v1"));
  }

  @Test
  void aDeviceWithoutArpNeitherAsksNorAnswers() throws KernelException {
    run(A, "ping", "-c", "1", "10.0.0.2");
    sh(A, "ip link set v0 arp off");
    assertEquals("", sh(A, "ip -4 neigh show nud all"));
    assertEquals(1, run(A, "ping", "-c", "1", "-W", "1", "10.0.0.2").status());
    assertEquals(List.of(), snapshot(A).neighbours());
    assertEquals("10.0.0.2 dev v0 lladdr " + MAC_A + " NOARP\n", sh(A, "ip -4 neigh show nud all"));
    assertEquals("", sh(A, "ip -4 neigh"), "such entries are shown on demand only");
    sh(A, "ip link set v0 arp on");
    sh(B, "ip neigh flush dev v1; ip link set v1 arp off");
    assertEquals(1, run(A, "ping", "-c", "1", "-W", "1", "10.0.0.2").status());
    assertTrue(sh(A, "ip -4 neigh").contains("10.0.0.2 dev v0 INCOMPLETE"));
    sh(A, "ip neigh flush dev v0");
    sh(B, "ip link set v1 arp on");
    assertEquals(0, run(A, "ping", "-c", "1", "-W", "1", "10.0.0.2").status());
  }

  @Test
  void aBridgeWithoutArpSendsByThePortWhoseAddressItHas() throws KernelException {
    sh(
        A,
        "ip link add br0 type bridge;"
            + " ip link add p1 address 02:00:00:00:01:01 type veth peer name q1;"
            + " ip link add p2 address 02:00:00:00:01:02 type veth peer name q2;"
            + " for d in p1 p2; do ip link set $d master br0; done;"
            + " for d in p1 q1 p2 q2 br0; do ip link set $d up; done;"
            + " ip addr add 10.9.0.1/24 dev br0; ip link set br0 arp off");
    for (String port : List.of("p1", "p2")) {
      assertEquals(port.equals("p1") ? "1" : "0", requests(port), port);
    }
    sh(A, "ip link set br0 address 02:00:00:00:01:03");
    for (String port : List.of("p1", "p2")) {
      assertEquals("0", requests(port), "the bridge has an address of its own: " + port);
    }
  }

  /** How many echo requests leave by a port when 10.9.0.2 is pinged. */
  private String requests(String port) throws KernelException {
    String said =
        sh(
            A,
            "tcpdump -nli PORT icmp >/tmp/seen 2>/dev/null & sleep 1; ping -c 1 -W 1 10.9.0.2;"
                    .replace("PORT", port)
                + " kill $!; wait; grep -c request /tmp/seen");
    return said.substring(said.strip().lastIndexOf('\n') + 1).strip();
  }

  @Test
  void arpAnswersOnlySendersWhosePacketsWouldBeLetIn() throws KernelException {
    sh(B, "sysctl -w net.ipv4.conf.v1.rp_filter=2; ip route add unreachable 10.0.0.1");
    assertEquals(1, run(A, "ping", "-c", "1", "-W", "1", "10.0.0.2").status());
    assertTrue(sh(A, "ip -4 neigh").contains("10.0.0.2 dev v0 INCOMPLETE"));
    assertEquals("", sh(B, "ip -4 neigh show nud all"));
    eventually(() -> snapshot(A).neighbours().get(0).state().equals("FAILED"));
    sh(B, "sysctl -w net.ipv4.conf.v1.rp_filter=0; ip neigh flush all");
    run(A, "ping", "-c", "1", "-W", "1", "10.0.0.2");
    assertTrue(sh(A, "ip -4 neigh").contains("10.0.0.2 dev v0 lladdr " + MAC_B));
  }

  @Test
  void aProxyLetsTheOwnerAnswerFirst() throws KernelException {
    sh(B, "ip link add w0 type veth peer name w1; ip link set w0 up; ip link set w1 up");
    sh(B, "sysctl -w net.ipv4.ip_forward=1; sysctl -w net.ipv4.conf.v1.proxy_arp=1");
    sh(B, "ip addr add 10.7.0.1/24 dev w0");
    sh(A, "ip route add 10.7.0.0/24 dev v0");
    long start = kernel.clock().now();
    for (int i = 11; i < 19; i++) {
      int host = i;
      run(A, "ping", "-c", "1", "-W", "1", "10.7.0." + host);
      eventually(() -> sh0(A, "ip neigh show 10.7.0." + host).contains(MAC_B.toString()));
    }
    assertTrue(kernel.clock().now() - start > 300_000_000L, "each after up to 0.8 seconds");
  }

  private String sh0(String space, String line) {
    try {
      return sh(space, line);
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRedirectWaitsUntilNatHasDecided() throws KernelException {
    sh(A, "ip route add 10.7.0.0/24 via 10.0.0.2");
    sh(B, "sysctl -w net.ipv4.ip_forward=1; ip route add 10.7.0.0/24 via 10.0.0.3");
    String redirect = "From 10.0.0.2: icmp_seq=1 Redirect Host(New nexthop: 10.0.0.3)\n";
    assertTrue(sh(A, "ping -c 1 -W 1 10.7.0.1").contains(redirect));
    sh(B, "iptables -t nat -A POSTROUTING -s 192.0.2.1 -j MASQUERADE");
    String answer = sh(A, "ping -c 2 -i 0.5 -W 1 10.7.0.2");
    assertTrue(!answer.contains("icmp_seq=1 Redirect"), answer);
  }

  @Test
  void aRedirectHasItsSourceFromItsRoute() throws KernelException {
    sh(A, "ip route add 10.7.0.0/24 via 10.0.0.2");
    sh(B, "sysctl -w net.ipv4.ip_forward=1; ip route add 10.7.0.0/24 via 10.0.0.3");
    sh(B, "ip route add blackhole default table 100; ip rule add from 10.0.0.2 lookup 100");
    String redirect = "From 10.0.0.2: icmp_seq=1 Redirect Host(New nexthop: 10.0.0.3)\n";
    String answer = sh(A, "ping -c 1 -W 1 10.7.0.1");
    assertTrue(answer.contains(redirect), answer);
  }

  @Test
  void aSocketThatConnectsIsRoutedOnceMoreWithItsSource() throws KernelException {
    sh(A, "ip rule add from 10.0.0.1 prohibit");
    assertEquals(
        "nc: connect to 10.0.0.2 port 81 (tcp) failed: Permission denied\n",
        sh(A, "nc -v -w 2 10.0.0.2 81 2>&1"));
    assertTrue(sh(A, "ping -c 1 10.0.0.2 2>&1").contains("check your local firewall rules"));
  }

  @Test
  void aDeviceWithoutAnAddressRedirectsNothing() throws KernelException {
    sh(B, "ip addr add 10.5.0.1/32 dev lo; ip addr flush dev v1; ip route add 10.0.0.1 dev v1");
    sh(A, "ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0b dev v0 nud permanent");
    sh(A, "ip route add 10.5.0.1 via 10.0.0.2");
    String refused = sh(A, "nc -v -w 2 10.5.0.1 81 2>&1");
    assertTrue(refused.contains("Connection refused"), refused);
    sh(B, "iptables -t nat -A PREROUTING -p tcp --dport 81 -j REDIRECT --to-ports 80");
    String dropped = sh(A, "nc -v -w 1 10.5.0.1 81 2>&1");
    assertTrue(dropped.contains("timed out"), dropped);
  }

  @Test
  void nobodyIsRedirectedToHimself() throws KernelException {
    sh(A, "ip route add 10.7.0.0/24 via 10.0.0.2");
    sh(B, "sysctl -w net.ipv4.ip_forward=1; ip route add 10.7.0.0/24 via 10.0.0.1");
    sh(A, "ping -c 2 -i 0.5 -W 1 10.7.0.1");
    String neighbours = sh(A, "ip neigh show nud all dev v0");
    assertTrue(!neighbours.contains("10.0.0.1 "), neighbours);
  }

  @Test
  void routesAreAskedForAsIfAPacketCameIn() throws KernelException {
    String unreachable = "RTNETLINK answers: No route to host\n";
    String get = "ip route get from 10.0.0.2 iif v0 ";
    assertEquals(unreachable, sh(A, get + "10.0.0.9"));
    sh(A, "sysctl -w net.ipv4.ip_forward=1; ip route add 10.9.0.0/24 via 10.0.0.7");
    assertEquals(
        lines(
            "10.0.0.9 from 10.0.0.2 dev v0",
            "    cache <redirect> iif v0",
            "10.9.0.1 from 10.0.0.2 via 10.0.0.7 dev v0",
            "    cache <redirect> iif v0",
            "local 10.0.0.1 from 10.0.0.2 dev lo",
            "    cache <local> iif v0",
            "broadcast 10.0.0.255 from 10.0.0.2 dev lo",
            "    cache <local,brd> iif v0"),
        sh(A, "for to in 10.0.0.9 10.9.0.1 10.0.0.1 10.0.0.255; do " + get + "$to; done"));
    sh(A, "sysctl -w net.ipv4.conf.v0.rp_filter=1; ip route add blackhole 10.5.0.0/16");
    assertEquals(
        "RTNETLINK answers: Invalid argument\n",
        sh(A, "ip route get from 10.5.0.1 iif v0 10.0.0.1"));
    assertEquals("RTNETLINK answers: Network is unreachable\n", sh(A, get + "10.66.0.1"));
  }

  @Test
  void aRouteHasAnMtuOfItsOwn() throws KernelException {
    sh(A, "ip route add 10.9.0.0/24 via 10.0.0.2 mtu 1000 advmss 500");
    sh(A, "ip route add 10.9.1.0/24 via 10.0.0.2 mtu lock 1300 metric 5 proto static src 10.0.0.1");
    sh(A, "ip route add 10.9.7.0/24 via 10.7.7.7 dev v0 onlink mtu 70000");
    sh(A, "ip route add throw 10.9.8.0/24; ip route add 10.9.9.0/24 via 10.0.0.2 proto dhcp");
    assertEquals(
        lines(
            "10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1",
            "10.9.0.0/24 via 10.0.0.2 dev v0 mtu 1000 advmss 500",
            "10.9.1.0/24 via 10.0.0.2 dev v0 proto static src 10.0.0.1 metric 5 mtu lock 1300",
            "10.9.7.0/24 via 10.7.7.7 dev v0 onlink mtu 65520",
            "throw 10.9.8.0/24",
            "10.9.9.0/24 via 10.0.0.2 dev v0 proto dhcp"),
        sh(A, "ip route"));
    assertEquals(
        lines("10.9.0.1 via 10.0.0.2 dev v0 src 10.0.0.1 uid 0", "    cache mtu 1000 advmss 500"),
        sh(A, "ip route get 10.9.0.1"));
    assertEquals(
        "RTNETLINK answers: No such process\n", sh(A, "ip route del 10.9.0.0/24 mtu 1300"));
    sh(B, "ip addr add 10.9.0.1/32 dev v1");
    assertEquals(0, run(A, "ping", "-c1", "-W1", "-Mdo", "-s972", "10.9.0.1").status());
    assertTrue(sh(A, "ping -c1 -W1 -Mdo -s973 10.9.0.1").contains("Message too long"));
  }

  @Test
  void aReceiverLeavesRoomForAVlanTag() throws KernelException {
    sh(B, "ip link set v1 mtu 1000");
    assertEquals(1, run(A, "ping", "-c1", "-W1", "-s977", "10.0.0.2").status());
    String before = received();
    run(A, "ping", "-c1", "-W1", "-s976", "10.0.0.2");
    assertTrue(!before.equals(received()), "1004 octets are taken where the MTU is 1000");
  }

  private String received() throws KernelException {
    return sh(B, "cat /sys/class/net/v1/statistics/rx_packets");
  }

  @Test
  void rulesSayWhichTablesAreAsked() throws KernelException {
    assertEquals(
        lines(
            "0:\tfrom all lookup local",
            "32766:\tfrom all lookup main",
            "32767:\tfrom all lookup default"),
        sh(A, "ip rule"));
    sh(A, "ip addr add 10.0.0.5/24 dev v0; ip route add default via 10.0.0.2");
    sh(
        A,
        "ip route add default via 10.0.0.3 table 100; ip route add 10.66.0.0/16 via 10.0.0.4 table 7");
    sh(A, "ip route add prohibit 10.67.0.0/16 table 7; ip route add throw 10.68.0.0/16 table 7");
    sh(A, "ip rule add from 10.0.0.5 lookup 100; ip rule add fwmark 0x10/0xf0 lookup 100 pref 500");
    sh(A, "ip rule add to 10.64.0.0/10 lookup 7 pref 20; ip rule add iif v0 lookup 100 pref 30");
    sh(A, "ip rule add to 10.1.0.1 unreachable pref 9; ip rule add to 10.1.0.2 prohibit pref 10");
    sh(A, "ip rule add to 10.1.0.3 blackhole pref 11; ip rule add ipproto udp dport 53 lookup 7");
    String get = "ip route get ";
    assertEquals(
        lines(
            "10.50.0.1 via 10.0.0.2 dev v0 src 10.0.0.1 uid 0",
            "    cache",
            "10.50.0.1 from 10.0.0.5 via 10.0.0.3 dev v0 table 100 uid 0",
            "    cache",
            "10.50.0.1 via 10.0.0.3 dev v0 table 100 src 10.0.0.1 mark 0x12 uid 0",
            "    cache",
            "10.66.0.1 via 10.0.0.4 dev v0 table 7 src 10.0.0.1 uid 0",
            "    cache",
            "10.68.0.1 via 10.0.0.2 dev v0 src 10.0.0.1 uid 0",
            "    cache"),
        sh(A, get + "10.50.0.1; " + get + "10.50.0.1 from 10.0.0.5; " + get + "10.50.0.1 mark 0x12")
            + sh(A, get + "10.66.0.1; " + get + "10.68.0.1"));
    assertEquals(
        lines(
            "RTNETLINK answers: Permission denied",
            "RTNETLINK answers: Network is unreachable",
            "RTNETLINK answers: Permission denied",
            "RTNETLINK answers: Invalid argument"),
        sh(A, get + "10.67.0.1; " + get + "10.1.0.1; " + get + "10.1.0.2; " + get + "10.1.0.3"));
    assertEquals(
        lines(
            "10.66.0.0/16 via 10.0.0.4 dev v0 table 7",
            "prohibit 10.67.0.0/16 table 7",
            "throw 10.68.0.0/16 table 7",
            "default via 10.0.0.3 dev v0 table 100"),
        sh(A, "ip -4 route show table all | grep -E 'table (100|7)'"));
  }

  @Test
  void aMarkLeadsAPacketElsewhere() throws KernelException {
    sh(A, "ip route add blackhole default table 9; ip rule add fwmark 1 lookup 9");
    assertEquals(0, run(A, "ping", "-c1", "-W1", "10.0.0.2").status());
    sh(A, "iptables -t mangle -A OUTPUT -p icmp -j MARK --set-mark 1");
    assertEquals(1, run(A, "ping", "-c1", "-W1", "10.0.0.2").status());
    sh(A, "ip rule del fwmark 1");
    assertEquals(0, run(A, "ping", "-c1", "-W1", "10.0.0.2").status());
  }
}
