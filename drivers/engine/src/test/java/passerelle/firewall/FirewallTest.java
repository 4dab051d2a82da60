package passerelle.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.CommandText;
import passerelle.kernel.op.Plan;
import passerelle.network.GatewayMode;
import passerelle.network.PortMapping;

/** The rules that each engine version writes for a network and for a published port. */
class FirewallTest {
  private static final IpAddress WEB = IpAddress.of("172.17.0.2");
  private static final FirewallSettings USUAL =
      new FirewallSettings(false, false, Optional.empty());
  private static final PortMapping PORT = new PortMapping("tcp", WEB, 80, Family.IPV4.any(), 8080);

  static Stream<Firewall> versions() {
    return Stream.of(
        new Firewall26("host", USUAL),
        new Firewall28("host", USUAL),
        new Firewall29("host", USUAL));
  }

  private static BridgeRules docker0(boolean internal, GatewayMode mode) {
    IpPrefix subnet = IpPrefix.of("172.17.0.0/16");
    return new BridgeRules(
        "docker0", subnet, internal, mode, true, true, Optional.empty(), List.of());
  }

  private static final BridgeRules DOCKER0 = docker0(false, GatewayMode.NAT);

  private static List<String> commands(Plan plan) {
    return plan.steps().stream().map(step -> new CommandText("host").of(step.op())).toList();
  }

  private static boolean any(Plan plan, String... words) {
    return commands(plan).stream().anyMatch(c -> Stream.of(words).allMatch(c::contains));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatLeavesANetworkGetsTheHostsAddress(Firewall firewall) {
    assertTrue(
        any(firewall.network(DOCKER0), "-s 172.17.0.0/16 ! -o docker0", "-j MASQUERADE"),
        () -> commands(firewall.network(DOCKER0)).toString());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aRoutedNetworkKeepsItsAddresses(Firewall firewall) {
    assertFalse(any(firewall.network(docker0(false, GatewayMode.ROUTED)), "MASQUERADE"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anInternalNetworkHasNoWayOut(Firewall firewall) {
    Plan plan = firewall.network(docker0(true, GatewayMode.NAT));
    assertFalse(any(plan, "MASQUERADE"));
    assertTrue(any(plan, "! -s 172.17.0.0/16 -o docker0", "-j DROP"), commands(plan)::toString);
    assertTrue(any(plan, "! -d 172.17.0.0/16 -i docker0", "-j DROP"), commands(plan)::toString);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPublishedPortLeadsToTheContainerAndIsLetThrough(Firewall firewall) {
    Plan plan = firewall.port(DOCKER0, PORT);
    assertTrue(any(plan, "-t nat", "--dport 8080", "--to-destination 172.17.0.2:80"));
    assertTrue(any(plan, "-d 172.17.0.2/32", "--dport 80 ", "-j ACCEPT"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatAPortAddsItsInverseTakesAway(Firewall firewall) {
    Plan plan = firewall.port(DOCKER0, PORT);
    List<String> there = commands(plan);
    List<String> back = commands(plan.inverse());
    assertEquals(there.size(), back.size());
    for (int i = 0; i < there.size(); i++) {
      String undone = back.get(back.size() - 1 - i).replace(" -D ", " -A ");
      assertEquals(there.get(i).replaceFirst(" -I (\\S+) 1? ?", " -A $1 "), undone);
    }
  }

  @Test
  void from28OnAContainersOwnAddressIsClosedToStrangers() {
    assertFalse(any(new Firewall26("host", USUAL).endpoint(DOCKER0, WEB), "-t raw"));
    Plan plan = new Firewall28("host", USUAL).endpoint(DOCKER0, WEB);
    assertTrue(any(plan, "-t raw", "-d 172.17.0.2/32 ! -i docker0", "-j DROP"));
    assertTrue(
        new Firewall28("host", USUAL).endpoint(docker0(false, GatewayMode.ROUTED), WEB).isEmpty());
  }
}
