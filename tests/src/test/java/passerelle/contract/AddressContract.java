package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Kernel;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.RouteSpec;

/** Addresses, and the routes that follow from them. */
abstract class AddressContract extends KernelContract {
  AddressContract(Supplier<Kernel> maker) {
    super(maker);
  }

  private List<String> addresses(String netns, String device) {
    return link(netns, device).addresses().stream()
        .map(a -> a.address() + (a.secondary() ? " secondary" : "") + " " + a.scope())
        .toList();
  }

  @Test
  void theNetworkOfAnAddressIsReachedOnceTheDeviceIsUp() throws PlanException {
    cable();
    apply(address(A, "v0", "10.0.0.1/24"));
    assertEquals(
        List.of("[local] local 10.0.0.1 dev v0 proto kernel scope host src 10.0.0.1"), routes(A));
    apply(up(A, "v0"));
    assertEquals(
        List.of(
            "10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1",
            "[local] local 10.0.0.1 dev v0 proto kernel scope host src 10.0.0.1",
            "[local] broadcast 10.0.0.255 dev v0 proto kernel scope link src 10.0.0.1"),
        routes(A));
    apply(noAddress(A, "v0", "10.0.0.1/24"));
    assertEquals(List.of(), routes(A));
  }

  @Test
  void theBroadcastAddressIsTheOneGiven() throws PlanException {
    cable();
    apply(
        up(A, "v0"),
        new KernelOp.AddAddress(
            A, "v0", IpInterfaceAddress.of("10.0.0.1/24"), Optional.of(IpAddress.of("10.0.0.99"))));
    assertEquals(
        Optional.of(IpAddress.of("10.0.0.99")), link(A, "v0").addresses().get(0).broadcast());
    assertEquals(
        List.of(
            "10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1",
            "[local] local 10.0.0.1 dev v0 proto kernel scope host src 10.0.0.1",
            "[local] broadcast 10.0.0.99 dev v0 proto kernel scope link src 10.0.0.1",
            "[local] broadcast 10.0.0.255 dev v0 proto kernel scope link src 10.0.0.1"),
        routes(A));
  }

  @Test
  void networksOfOneAndTwoAddressesHaveNoBroadcast() throws PlanException {
    cable();
    apply(up(A, "v0"), address(A, "v0", "10.0.0.1/32"), address(A, "v0", "10.0.1.0/31"));
    assertEquals(
        List.of(
            "10.0.1.0/31 dev v0 proto kernel scope link src 10.0.1.0",
            "[local] local 10.0.0.1 dev v0 proto kernel scope host src 10.0.0.1",
            "[local] local 10.0.1.0 dev v0 proto kernel scope host src 10.0.1.0"),
        routes(A));
  }

  @Test
  void furtherAddressesOfANetworkAreSecondary() throws PlanException {
    cable();
    apply(up(A, "v0"), address(A, "v0", "10.0.0.9/24"), address(A, "v0", "10.0.0.1/24"));
    apply(address(A, "v0", "192.0.2.1/24"), address(A, "v0", "10.0.0.1/16"));
    apply(address(A, "v0", "10.0.0.5/24"));
    assertEquals(
        List.of(
            "10.0.0.9/24 GLOBAL",
            "192.0.2.1/24 GLOBAL",
            "10.0.0.1/16 GLOBAL",
            "10.0.0.1/24 secondary GLOBAL",
            "10.0.0.5/24 secondary GLOBAL"),
        addresses(A, "v0"));
    apply(noAddress(A, "v0", "10.0.0.9/24"));
    assertEquals(List.of("192.0.2.1/24 GLOBAL", "10.0.0.1/16 GLOBAL"), addresses(A, "v0"));
  }

  @Test
  void aSecondaryAddressIsPromotedWhereThatIsSet() throws PlanException {
    cable();
    apply(new KernelOp.SetSysctl(A, "net.ipv4.conf.v0.promote_secondaries", "1"), up(A, "v0"));
    apply(address(A, "v0", "10.0.0.9/24"), address(A, "v0", "10.0.0.1/24"));
    apply(noAddress(A, "v0", "10.0.0.9/24"));
    assertEquals(List.of("10.0.0.1/24 GLOBAL"), addresses(A, "v0"));
    assertEquals(
        List.of(
            "10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1",
            "[local] local 10.0.0.1 dev v0 proto kernel scope host src 10.0.0.1",
            "[local] broadcast 10.0.0.255 dev v0 proto kernel scope link src 10.0.0.1"),
        routes(A));
  }

  @Test
  void loopbackAddressesAreOfTheHost() throws PlanException {
    apply(new KernelOp.AddNetns(A), address(A, "lo", "127.0.0.11/32"));
    assertEquals(List.of("127.0.0.1/8 HOST", "127.0.0.11/32 HOST"), addresses(A, "lo"));
  }

  @Test
  void routesThroughADeviceGoWithItAndOnlyItsOwnComeBack() throws PlanException {
    network();
    apply(new KernelOp.AddRoute(A, via("0.0.0.0/0", "10.0.0.2", "v0")));
    apply(down(A, "v0"));
    assertEquals(
        List.of("[local] local 10.0.0.1 dev v0 proto kernel scope host src 10.0.0.1"), routes(A));
    apply(up(A, "v0"));
    assertEquals("10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1", routes(A).get(0));
  }

  @Test
  void aTableIsListedByNetworkTheLongerPrefixFirst() throws PlanException {
    network();
    apply(
        new KernelOp.AddRoute(A, via("10.8.0.0/16", "10.0.0.2", "v0")),
        new KernelOp.AddRoute(A, via("0.0.0.0/0", "10.0.0.2", "v0")),
        new KernelOp.AddRoute(A, via("10.8.0.0/24", "10.0.0.3", "v0")),
        new KernelOp.AddRoute(A, refusing("10.9.0.0/16", RouteSpec.Type.UNREACHABLE)),
        new KernelOp.AddRoute(A, refusing("10.7.0.0/16", RouteSpec.Type.BLACKHOLE)),
        new KernelOp.AddRoute(A, refusing("10.7.1.0/24", RouteSpec.Type.PROHIBIT)));
    assertEquals(
        List.of(
            "default via 10.0.0.2 dev v0",
            "10.0.0.0/24 dev v0 proto kernel scope link src 10.0.0.1",
            "blackhole 10.7.0.0/16",
            "prohibit 10.7.1.0/24",
            "10.8.0.0/24 via 10.0.0.3 dev v0",
            "10.8.0.0/16 via 10.0.0.2 dev v0",
            "unreachable 10.9.0.0/16"),
        routes(A).subList(0, 7));
  }

  private static RouteSpec refusing(String destination, RouteSpec.Type type) {
    return new RouteSpec(
        IpPrefix.of(destination),
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RouteSpec.Scope.GLOBAL,
        RouteSpec.Protocol.BOOT,
        0,
        RouteSpec.MAIN);
  }

  private static RouteSpec onLink(String destination, String device, int metric) {
    return new RouteSpec(
        IpPrefix.of(destination),
        RouteSpec.Type.UNICAST,
        Optional.empty(),
        Optional.of(device),
        Optional.empty(),
        RouteSpec.Scope.LINK,
        RouteSpec.Protocol.STATIC,
        metric,
        RouteSpec.MAIN);
  }

  @Test
  void ofTwoRoutesToANetworkTheBetterMetricIsListedFirst() throws PlanException {
    network();
    apply(new KernelOp.AddRoute(A, onLink("10.8.0.0/16", "v0", 200)));
    apply(new KernelOp.AddRoute(A, onLink("10.8.0.0/16", "v0", 100)));
    assertEquals(
        List.of(
            "10.8.0.0/16 dev v0 proto static scope link metric 100",
            "10.8.0.0/16 dev v0 proto static scope link metric 200"),
        routes(A).subList(1, 3));
    apply(new KernelOp.DeleteRoute(A, onLink("10.8.0.0/16", "v0", 200)));
    assertEquals("10.8.0.0/16 dev v0 proto static scope link metric 100", routes(A).get(1));
  }

  @Test
  void otherTablesAreListedByNumber() throws PlanException {
    network();
    apply(new KernelOp.AddRoute(A, onLink("10.8.0.0/16", "v0", 0).withTable(7)));
    assertEquals("10.8.0.0/16 dev v0 proto static scope link", routes(A).get(0));
    assertEquals(7, snapshot(A).routes().get(0).table());
  }

  @Test
  void aRouteGoesWithTheSourceAddressThatItPrefers() throws PlanException {
    network();
    apply(address(A, "v0", "10.0.9.1/24"));
    RouteSpec plain = via("10.8.0.0/16", "10.0.0.2", "v0");
    apply(
        new KernelOp.AddRoute(
            A,
            new RouteSpec(
                plain.destination(),
                plain.type(),
                plain.gateway(),
                plain.device(),
                Optional.of(IpAddress.of("10.0.9.1")),
                plain.scope(),
                plain.protocol(),
                0,
                RouteSpec.MAIN)));
    assertEquals("10.8.0.0/16 via 10.0.0.2 dev v0 src 10.0.9.1", routes(A).get(2));
    apply(noAddress(A, "v0", "10.0.9.1/24"));
    assertEquals(3, routes(A).size());
  }

  @Test
  void aRouteWithoutDeviceIsCompletedByItsGateway() throws PlanException {
    network();
    RouteSpec complete = via("10.8.0.0/16", "10.0.0.2", "v0");
    apply(
        new KernelOp.AddRoute(
            A,
            new RouteSpec(
                complete.destination(),
                complete.type(),
                complete.gateway(),
                Optional.empty(),
                Optional.empty(),
                complete.scope(),
                complete.protocol(),
                0,
                RouteSpec.MAIN)));
    assertEquals("10.8.0.0/16 via 10.0.0.2 dev v0", routes(A).get(1));
  }
}
