package passerelle.real.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.ConntrackFilter;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;
import passerelle.real.sys.Netns;
import passerelle.sim.SimKernel;

/** Each operation does what the machine's own tools then show. */
@Tag("real")
class OperationsTest {
  private RealLabs lab;

  @BeforeEach
  void boot() throws PlanException {
    lab = RealLabs.booted();
  }

  @AfterEach
  void shutDown() {
    lab.close();
  }

  private void assertShows(String expected, String netns, String... argv) {
    String shown = lab.run(netns, argv);
    assertTrue(shown.contains(expected), () -> expected + " is not in: " + shown);
  }

  private void assertHides(String unexpected, String netns, String... argv) {
    String shown = lab.run(netns, argv);
    assertFalse(shown.contains(unexpected), () -> unexpected + " is in: " + shown);
  }

  private String refusal(KernelOp op) {
    PlanException refused = assertThrows(PlanException.class, () -> lab.apply(op));
    return ((KernelException) refused.getCause()).iproute2Line();
  }

  @Test
  void theLabIsWired() {
    assertShows("inet 192.0.2.10/24 scope global eth0", "host", "ip", "address");
    assertShows("02:00:00:00:02:10", "host", "ip", "link");
    assertShows("default via 192.0.2.1 dev eth0", "laptop", "ip", "route");
    assertShows("inet 198.51.100.53/24 scope global secondary", "internet", "ip", "address");
    assertShows("lan2@lan", "router", "bridge", "link");
    assertShows("1 received", "laptop", "ping", "-c", "1", "-W", "2", "198.51.100.80");
  }

  @Test
  void aNamespaceIsAsOnAFreshlyBootedKernel() throws PlanException {
    try (SimKernel sim = new SimKernel(1)) {
      sim.control().apply(LabTopology.plan(LabWorld.RECORDED));
      sim.view()
          .snapshot("host")
          .sysctls()
          .forEach(
              (key, value) -> {
                if (key.startsWith("net.ipv4.conf.") || key.startsWith("net.ipv4.ip_")) {
                  assertEquals(value + "\n", lab.run("host", "sysctl", "-n", key), key);
                }
              });
    }
    assertShows("<LOOPBACK,UP,LOWER_UP>", "host", "ip", "link", "show", "lo");
    assertEquals("", lab.run("host", "iptables-save"));
  }

  @Test
  void devicesTakeWhatTheyAreGiven() throws PlanException {
    lab.apply(
        KernelOp.AddLink.bridge("host", "br0", Optional.of(MacAddress.of("02:42:00:00:00:01")), 0),
        KernelOp.AddLink.veth(
            "host", "a", Optional.empty(), 1400, 0, "host", "b", Optional.empty()),
        new KernelOp.SetMaster("host", "a", Optional.of("br0")),
        new KernelOp.SetHairpin("host", "a", true),
        new KernelOp.SetMac("host", "b", MacAddress.of("02:00:00:00:00:0b")),
        new KernelOp.SetMtu("host", "b", 1300),
        new KernelOp.SetUp("host", "a", true));
    assertShows("link/ether 02:42:00:00:00:01", "host", "ip", "link", "show", "br0");
    assertShows("4: b@a", "host", "ip", "link");
    assertShows("5: a@b", "host", "ip", "link");
    assertShows("mtu 1400", "host", "ip", "link", "show", "a");
    assertShows("mtu 1300", "host", "ip", "link", "show", "b");
    assertShows("02:00:00:00:00:0b", "host", "ip", "link", "show", "b");
    assertHides("qlen 1000", "host", "ip", "link", "show", "a");
    assertShows("hairpin on", "host", "bridge", "-d", "link");
    lab.apply(new KernelOp.SetMaster("host", "a", Optional.empty()));
    assertHides("br0", "host", "ip", "link", "show", "a");
  }

  @Test
  void aMovedDeviceHasItsNewNameAndIsDown() throws PlanException {
    lab.apply(
        KernelOp.AddLink.veth(
            "host", "a", Optional.empty(), 1500, 0, "host", "b", Optional.empty()),
        new KernelOp.SetUp("host", "b", true),
        new KernelOp.MoveLink("host", "b", "laptop", "eth1"));
    assertShows("3: eth1@if4: <BROADCAST,MULTICAST> mtu", "laptop", "ip", "link");
    assertHides("b@", "host", "ip", "link");
  }

  @Test
  void aRemovedPairIsGoneAtOnceOnBothSides() throws PlanException {
    lab.apply(new KernelOp.DeleteLink("router", "lan2"));
    assertHides("lan2", "router", "ip", "link");
    assertHides("eth0", "laptop", "ip", "link");
    lab.apply(new KernelOp.DeleteNetns("host"));
    assertHides("lan1", "router", "ip", "link");
    assertEquals("RTNETLINK answers: No such file or directory", refusal(deleteEth0()));
  }

  private static KernelOp deleteEth0() {
    return new KernelOp.DeleteLink("host", "eth0");
  }

  @Test
  void addressesAndRoutesComeAndGo() throws PlanException {
    RouteSpec refusing =
        new RouteSpec(
            IpPrefix.of("10.0.0.0/8"),
            RouteSpec.Type.PROHIBIT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RouteSpec.Scope.GLOBAL,
            RouteSpec.Protocol.STATIC,
            7,
            100);
    lab.apply(
        RealLabs.address("host", "eth0", "10.1.0.1/16", "10.1.255.255"),
        new KernelOp.AddRoute("host", refusing),
        new KernelOp.DeleteRoute(
            "host", RouteSpec.via(IpPrefix.all(Family.IPV4), IpAddress.of("192.0.2.1"), "eth0")));
    assertShows("10.1.0.1/16 brd 10.1.255.255", "host", "ip", "address");
    assertEquals(
        "prohibit 10.0.0.0/8 proto static metric 7 \n",
        lab.run("host", "ip", "route", "show", "table", "100"));
    assertHides("default", "host", "ip", "route");
    IpInterfaceAddress own = IpInterfaceAddress.of("10.1.0.1/16");
    lab.apply(new KernelOp.DeleteAddress("host", "eth0", own));
    assertHides("10.1.0.1", "host", "ip", "address");
  }

  @Test
  void aSettingIsOfItsNamespaceOnly() throws PlanException {
    lab.apply(new KernelOp.SetSysctl("host", "net.ipv4.ip_forward", "1"));
    assertEquals("1\n", lab.run("host", "sysctl", "-n", "net.ipv4.ip_forward"));
    assertEquals("0\n", lab.run("laptop", "sysctl", "-n", "net.ipv4.ip_forward"));
  }

  @Test
  void settingsOfTheWholeMachineAreOutOfReach() {
    for (String key : List.of("kernel.hostname", "net.ipv4.../kernel.hostname", "vm.swappiness")) {
      KernelOp op = new KernelOp.SetSysctl("host", key, "1");
      PlanException refused = assertThrows(PlanException.class, () -> lab.apply(op));
      assertEquals(Errno.ENOENT, refused.errno());
    }
  }

  @Test
  void rulesAreWhatIptablesShows() throws PlanException {
    lab.apply(
        new ChainOp.NewChain("host", Family.IPV4, Table.FILTER, "DOCKER"),
        RealLabs.append(Table.FILTER, "FORWARD", "-o docker0 -j DOCKER"),
        RealLabs.insert(Table.FILTER, "FORWARD", "-p tcp -m comment --comment \"two words\""),
        new ChainOp.SetPolicy("host", Family.IPV6, Table.FILTER, "FORWARD", Policy.DROP),
        RealLabs.append(Table.NAT, "POSTROUTING", "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"));
    assertEquals(
        "-P FORWARD ACCEPT\n"
            + "-A FORWARD -p tcp -m comment --comment \"two words\"\n"
            + "-A FORWARD -o docker0 -j DOCKER\n",
        lab.run("host", "iptables", "-S", "FORWARD"));
    assertShows(
        "-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE", "host", "iptables-save");
    assertShows("-P FORWARD DROP", "host", "ip6tables", "-S");
    lab.apply(
        new ChainOp.DeleteRule(
            "host", Family.IPV4, Table.FILTER, "FORWARD", Rule.of("-o docker0 -j DOCKER")),
        new ChainOp.DeleteChain("host", Family.IPV4, Table.FILTER, "DOCKER"),
        new ChainOp.FlushChain("host", Family.IPV4, Table.FILTER, "FORWARD"));
    assertEquals("-P FORWARD ACCEPT\n", lab.run("host", "iptables", "-S", "FORWARD"));
  }

  @Test
  void refusalsAreWordedAsTheToolsWordThem() {
    assertEquals(
        "RTNETLINK answers: No such device", refusal(new KernelOp.SetUp("host", "nope", true)));
    assertEquals(
        "Error: ipv4: Address already assigned.",
        refusal(RealLabs.address("host", "eth0", "192.0.2.10/24", "192.0.2.255")));
    assertEquals(
        "Error: Bad rule (does a matching rule exist in that chain?)..",
        refusal(
            new ChainOp.DeleteRule(
                "host", Family.IPV4, Table.FILTER, "INPUT", Rule.of("-j ACCEPT"))));
  }

  @Test
  void anAnnouncementReachesTheNeighbours() throws PlanException, InterruptedException {
    lab.apply(new KernelOp.SetSysctl("laptop", "net.ipv4.conf.eth0.arp_accept", "1"));
    for (int i = 0; i < 5_000 && lab.run("laptop", "ip", "neigh").isEmpty(); i++) {
      lab.apply(new KernelOp.AnnounceAddress("host", "eth0", IpAddress.of("192.0.2.10")));
      Thread.sleep(20); // The cables of a lab that was just built may not carry yet.
    }
    assertShows("192.0.2.10 dev eth0 lladdr 02:00:00:00:02:10", "laptop", "ip", "neigh");
  }

  @Test
  void connectionsOfAnAddressAreForgotten() throws PlanException {
    lab.apply(RealLabs.append(Table.FILTER, "OUTPUT", "-m conntrack --ctstate NEW"));
    lab.run("host", "ping", "-c", "1", "192.0.2.20");
    lab.run("host", "ping", "-c", "1", "192.0.2.1");
    assertShows("dst=192.0.2.20", "host", "conntrack", "-L");
    forget("192.0.2.20");
    assertHides("dst=192.0.2.20", "host", "conntrack", "-L");
    assertShows("dst=192.0.2.1", "host", "conntrack", "-L");
  }

  @Test
  void connectionsThatHaveComeSinceAreForgottenToo() throws PlanException {
    lab.apply(RealLabs.append(Table.FILTER, "OUTPUT", "-m conntrack --ctstate NEW"));
    lab.run("host", "ping", "-c", "1", "192.0.2.1");
    forget("192.0.2.20");
    lab.run("host", "ping", "-c", "1", "192.0.2.20");
    forget("192.0.2.20");
    assertHides("dst=192.0.2.20", "host", "conntrack", "-L");
    forget("192.0.2.1");
    assertHides("dst=192.0.2.1", "host", "conntrack", "-L");
  }

  private void forget(String address) throws PlanException {
    lab.apply(
        new KernelOp.ForgetConnections(
            "host", new ConntrackFilter.ReplyAddress(IpAddress.of(address))));
  }

  @Test
  void everyNewDeviceIsToldBeforeAnythingElseHappensToIt() throws PlanException {
    List<String> told = new ArrayList<>();
    Runnable stop =
        lab.control.onDevice(
            device -> {
              String place = device.netns();
              String link = lab.run(place, "ip", "-o", "link", "show", device.name());
              told.add(place + "/" + device.name() + (link.contains(",UP") ? " up" : " down"));
            });
    lab.control.apply(RealLabs.docker0());
    lab.control.apply(RealLabs.container("c", 2));
    stop.run();
    lab.apply(new KernelOp.AddNetns("unheard"));
    assertEquals(
        List.of(
            "host/docker0 down",
            "host/docker0 up",
            "c/lo down",
            "host/vethtmp down",
            "host/veth0000002 down",
            "c/eth0 down",
            "host/veth0000002 up",
            "c/eth0 up"),
        told);
  }

  @Test
  void aNamespaceIsNeitherTheProgramsOwnNorProcess1s() throws KernelException {
    Netns own = Netns.current("own");
    assertNotEquals(own.identity(), lab.namespaces.get("host").identity());
    own.close();
  }
}
