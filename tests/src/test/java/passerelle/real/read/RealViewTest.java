package passerelle.real.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.RouteSpec;
import passerelle.real.clock.RealClock;
import passerelle.real.exec.Command;
import passerelle.real.sys.Namespaces;

/** What only a real machine's own tools can bring about, read back. */
@Tag("real")
@Tag("unprivileged")
class RealViewTest {
  private final Namespaces namespaces = new Namespaces();
  private static final RealView.Services NO_SERVICES = (netns, protocol, port) -> Optional.empty();

  private final RealClock clock = new RealClock();
  private final RealView view = new RealView(namespaces, NO_SERVICES, clock);

  @BeforeEach
  void twoNamespaces() throws KernelException, IOException {
    namespaces.create("a");
    namespaces.create("b");
    in("a", "ip link set lo up");
  }

  @AfterEach
  void close() {
    namespaces.close();
  }

  private void in(String netns, String line) throws KernelException, IOException {
    Command.Result result = Command.of(List.of(line.split(" "))).in(namespaces.get(netns)).run();
    assertTrue(result.succeeded(), () -> line + ": " + result.err());
  }

  private void cable() throws KernelException, IOException {
    String b = namespaces.get("b").path().toString();
    in("a", "ip link add v0 address 02:00:00:00:00:0a type veth peer name v1 netns " + b);
    in("b", "ip link set v1 address 02:00:00:00:00:0b");
    in("a", "ip link set v0 up");
    in("b", "ip link set v1 up");
    in("a", "ip address add 10.0.0.1/24 dev v0");
    in("b", "ip address add 10.0.0.2/24 dev v1");
  }

  @Test
  void aNamespaceThatIsNotThereHasNothingInIt() {
    assertEquals(NetnsSnapshot.nothing("c"), view.snapshot("c"));
    assertEquals(List.of(), view.links("c"));
    assertEquals(Optional.empty(), view.sysctl("c", "net.ipv4.ip_forward"));
    assertEquals(RulesView.NONE, view.rules("c", Family.IPV4));
  }

  /** As a container does that ends at once, while somebody asks why. */
  @Test
  void namespacesMayComeAndGoWhileOthersAreRead() throws Exception {
    cable();
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> containers =
        CompletableFuture.runAsync(
            () -> {
              while (!enough.get()) {
                clock.run(() -> assertDoesNotThrow(() -> namespaces.create("short")));
                clock.run(() -> assertDoesNotThrow(() -> namespaces.delete("short")));
              }
            });
    for (int i = 0; i < 30; i++) {
      assertEquals(2, view.snapshot("a").links().size());
      assertTrue(view.snapshot("short").links().size() < 2);
    }
    enough.set(true);
    containers.get();
  }

  @Test
  void aPeerOutsideTheLabIsNotNamed() throws KernelException, IOException {
    cable();
    assertEquals(
        Optional.of(new LinkView.Peer("b", 2, "v1")), view.snapshot("a").links().get(1).peer());
    try (Namespaces other = new Namespaces()) {
      RealView alone = new RealView(other, NO_SERVICES, new RealClock());
      other.create("x");
      Command.Result made =
          Command.of(
                  "ip",
                  "link",
                  "add",
                  "y0",
                  "type",
                  "veth",
                  "peer",
                  "name",
                  "y1",
                  "netns",
                  namespaces.get("a").path().toString())
              .in(other.get("x"))
              .run();
      assertTrue(made.succeeded(), made.err());
      LinkView outside = alone.snapshot("x").links().get(1);
      assertEquals("y0", outside.name());
      assertEquals(Optional.empty(), outside.peer());
    }
  }

  @Test
  void aDeviceThatSharesItsLinkHasNoPeer() throws KernelException, IOException {
    cable();
    in("a", "ip link add mv0 link v0 mtu 1400 type macvlan mode bridge");
    LinkView link = view.snapshot("a").links().get(2);
    assertEquals("macvlan mv0 1400", link.kind() + " " + link.name() + " " + link.mtu());
    assertEquals(Optional.empty(), link.peer());
  }

  @Test
  void routesThatASpecificationHasNoWordForAreLeftOut() throws KernelException, IOException {
    cable();
    in("a", "ip route add throw 10.5.0.0/16");
    in("a", "ip route add multicast 239.0.0.0/8 dev v0");
    in("a", "ip route add 10.6.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3");
    in("a", "ip route add 10.7.0.0/16 via 10.0.0.2 proto bird metric 5 table 70000");
    List<String> routes =
        view.snapshot("a").routes().stream()
            .filter(route -> route.table() != RouteSpec.LOCAL)
            .map(route -> route.table() + " " + route)
            .toList();
    assertEquals(
        List.of(
            "254 10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1",
            "254 throw 10.5.0.0/16",
            "254 10.6.0.0/16 nexthop via 10.0.0.2 dev v0 weight 1"
                + " nexthop via 10.0.0.3 dev v0 weight 1",
            "70000 10.7.0.0/16 via 10.0.0.2 dev v0 proto bird metric 5"),
        routes);
  }

  @Test
  void neighboursAndForwardingEntriesMadeByHandAreRead() throws KernelException, IOException {
    cable();
    in("a", "ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:99 dev v0 nud permanent");
    in("a", "ip link add br0 type bridge");
    in("a", "ip link set v0 master br0");
    in("a", "bridge fdb add 02:00:00:00:00:77 dev v0 master static");
    NetnsSnapshot snapshot = view.snapshot("a");
    MacAddress nine = MacAddress.of("02:00:00:00:00:99");
    assertTrue(
        snapshot
            .neighbours()
            .contains(
                new NetnsSnapshot.Neighbour(IpAddress.of("10.0.0.9"), "v0", nine, "PERMANENT")));
    assertEquals(
        List.of(
            new NetnsSnapshot.FdbEntry("br0", MacAddress.of("02:00:00:00:00:0a"), "v0", true),
            new NetnsSnapshot.FdbEntry("br0", MacAddress.of("02:00:00:00:00:77"), "v0", true)),
        snapshot.fdb());
  }

  @Test
  void countersAreLeftOutOfRules() throws KernelException, IOException {
    in("a", "iptables -P FORWARD DROP");
    in("a", "iptables -N MINE");
    in("a", "iptables -A OUTPUT -m comment --comment [1:2] -j MINE");
    in("a", "ping -c 1 -W 1 127.0.0.1");
    assertEquals(
        List.of(
            "*filter",
            ":INPUT ACCEPT",
            ":FORWARD DROP",
            ":OUTPUT ACCEPT",
            ":MINE -",
            "-A OUTPUT -m comment --comment \"[1:2]\" -j MINE"),
        view.snapshot("a").rules().lines());
  }

  @Test
  void connectionsAreWrittenAsConntrackWritesThem() throws KernelException, IOException {
    cable();
    in("a", "iptables -t nat -A POSTROUTING -p icmp -j MASQUERADE");
    in("a", "ping -c 1 -W 2 10.0.0.2");
    Command.Result tool = Command.of("conntrack", "-L", "-p", "icmp").in(namespaces.get("a")).run();
    List<String> expected =
        tool.out()
            .lines()
            .map(line -> line.replaceFirst("^(icmp +1) \\d+ ", "$1 ").replaceFirst(" use=1$", ""))
            .toList();
    assertEquals(1, expected.size(), tool.err());
    assertEquals(
        expected,
        view.snapshot("a").conntrack().stream()
            .map(ConnectionView::line)
            .filter(line -> line.startsWith("icmp"))
            .toList());
  }

  @Test
  void socketsAreNamedByTheirProcess() throws KernelException, IOException {
    try (ServerSocket server =
        namespaces
            .get("a")
            .call(() -> new ServerSocket(8080, 5, InetAddress.getByName("127.0.0.1")))) {
      NetnsSnapshot.Socket socket = view.snapshot("a").sockets().get(0);
      assertEquals("tcp", socket.protocol());
      assertTrue(socket.address().endsWith("127.0.0.1"), socket.address());
      assertEquals(server.getLocalPort(), socket.port());
      assertEquals("java", socket.process());
    }
    assertEquals(List.of(), view.snapshot("a").sockets());
  }

  @Test
  void settingsAreReadWhole() throws KernelException, IOException {
    in("a", "sysctl -qw net.ipv4.ip_local_port_range=40000\t41000");
    assertEquals("40000\t41000", view.snapshot("a").sysctls().get("net.ipv4.ip_local_port_range"));
    assertEquals("432000", value("net.netfilter.nf_conntrack_tcp_timeout_established"));
  }

  private String value(String key) {
    return view.snapshot("b").sysctls().get(key);
  }
}
