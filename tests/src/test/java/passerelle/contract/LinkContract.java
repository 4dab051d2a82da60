package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.scenarios.compare.KnownDifference;
import passerelle.scenarios.compare.KnownDifferences;

/** Namespaces and devices. */
abstract class LinkContract extends KernelContract {
  /** Nanoseconds. */
  private static final long MOMENT = 800_000_000L;

  private static final String LOW = "02:00:00:00:00:03";
  private static final String HIGH = "02:00:00:00:00:07";

  LinkContract(Supplier<Kernel> maker) {
    super(maker);
  }

  @Test
  void aNewNamespaceHasItsLoopbackUp() throws PlanException {
    assertFalse(kernel.view().exists(A));
    apply(new KernelOp.AddNetns(A));
    assertTrue(kernel.view().exists(A));
    LinkView lo = link(A, "lo");
    assertEquals(List.of("1 lo"), devices(A));
    assertEquals("loopback", lo.kind());
    assertEquals(65536, lo.mtu());
    assertTrue(lo.up() && lo.carrier());
    assertEquals("127.0.0.1/8", lo.addresses().get(0).address().toString());
    assertEquals(Optional.empty(), lo.addresses().get(0).broadcast());
    assertEquals("kernel_lo", lo.addresses6().get(0).protocol());
    assertEquals(
        List.of(
            "local 127.0.0.0/8 dev lo proto kernel scope host src 127.0.0.1",
            "local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1",
            "broadcast 127.255.255.255 dev lo proto kernel scope link src 127.0.0.1"),
        snapshot(A).routes().stream().map(Object::toString).toList());
    apply(new KernelOp.DeleteNetns(A));
    assertFalse(kernel.view().exists(A));
  }

  @Test
  void aDeviceOfEachKindIsMade() throws PlanException {
    LinkKind vlan = new LinkKind.Vlan(Optional.of("d0"), OptionalInt.of(7));
    apply(new KernelOp.AddNetns(A));
    add(new KernelOp.AddLink(A, LinkSpec.of("d0"), new LinkKind.Dummy()));
    add(new KernelOp.AddLink(A, LinkSpec.of("d0.7"), vlan));
    apply(bridge("br0"));
    assertEquals(List.of("1 lo", "2 d0", "3 d0.7", "4 br0"), devices(A));
    assertEquals("dummy", link(A, "d0").kind());
    assertEquals("vlan", link(A, "d0.7").kind());
    assertEquals(link(A, "d0").mac(), link(A, "d0.7").mac());
    apply(new KernelOp.DeleteLink(A, "d0"));
    assertEquals(List.of("1 lo", "4 br0"), devices(A));
  }

  @Test
  void aGuestOnAnothersWireGoesToAnotherNamespaceAndEndsWithIt() throws Exception {
    apply(new KernelOp.AddNetns(A), new KernelOp.AddNetns(B), pair("v0", LOW, "v1"));
    LinkKind guest = new LinkKind.Macvlan(Optional.of("v0"), LinkKind.Macvlan.Mode.BRIDGE);
    add(new KernelOp.AddLink(A, LinkSpec.of("m0"), guest));
    assertEquals("macvlan", link(A, "m0").kind());
    apply(new KernelOp.MoveLink(A, "m0", B, "eth0"));
    assertEquals(List.of("1 lo", "4 eth0"), devices(B));
    assertEquals(Optional.of(new LinkView.Peer(A, 3, "v0")), link(B, "eth0").lower());
    apply(new KernelOp.DeleteLink(A, "v0"));
    eventually(() -> devices(B).equals(List.of("1 lo")));
  }

  @Test
  void aWireOverUdpIsTheOnlyOneOfItsNetwork() throws Exception {
    apply(new KernelOp.AddNetns(A), pair("v0", LOW, "v1"));
    LinkKind wire =
        new LinkKind.Vxlan(
            42,
            Optional.of("v0"),
            Optional.empty(),
            Optional.of(IpAddress.of("192.0.2.20")),
            4789,
            0,
            true);
    add(new KernelOp.AddLink(A, LinkSpec.of("x0"), wire));
    assertEquals("vxlan", link(A, "x0").kind());
    assertEquals(1450, link(A, "x0").mtu());
    PlanException refused =
        assertThrows(
            PlanException.class, () -> apply(new KernelOp.AddLink(A, LinkSpec.of("x1"), wire)));
    assertTrue(refused.getMessage().contains("specified VNI already exists"));
  }

  /**
   * Makes a device of a kind that a machine's kernel may have been built without: what is known of
   * that stands in the one list of differences, and is told; anything else fails.
   */
  private void add(KernelOp link) throws PlanException {
    try {
      apply(link);
    } catch (PlanException refused) {
      Optional<String> known =
          KnownDifferences.load().entries().stream()
              .filter(entry -> entry.transcript().matcher("LinkContract").matches())
              .filter(entry -> entry.what().matcher(refused.getMessage()).find())
              .map(KnownDifference::reason)
              .findFirst();
      known.ifPresent(
          reason ->
              System.err.println(
                  "[passerelle] A kind of device on the real kernel: SKIPPED, "
                      + (refused.getMessage() + ", for " + reason)));
      assumeTrue(known.isEmpty(), () -> known.orElseThrow());
      throw refused;
    }
  }

  @Test
  void thePeerOfAPairTakesItsIndexFirst() throws PlanException {
    apply(new KernelOp.AddNetns(A), pair("v0", LOW, "v1"));
    assertEquals(List.of("1 lo", "2 v1", "3 v0"), devices(A));
    assertEquals(Optional.of(new LinkView.Peer(A, 2, "v1")), link(A, "v0").peer());
  }

  @Test
  void aPairMayCrossNamespaces() throws PlanException {
    cable();
    LinkView v0 = link(A, "v0");
    assertEquals("veth", v0.kind());
    assertEquals(MAC_A, v0.mac());
    assertEquals(MAC_B, link(B, "v1").mac());
    assertEquals(Optional.of(new LinkView.Peer(B, 2, "v1")), v0.peer());
    assertEquals(Optional.of(new LinkView.Peer(A, 2, "v0")), link(B, "v1").peer());
    assertFalse(v0.up() || v0.carrier());
  }

  @Test
  void aPairHasCarrierWhenBothEndsAreUp() throws PlanException {
    cable();
    apply(up(A, "v0"));
    assertTrue(link(A, "v0").up());
    assertFalse(link(A, "v0").carrier());
    assertEquals(List.of(), link(A, "v0").addresses6());
    apply(up(B, "v1"));
    assertTrue(link(A, "v0").carrier() && link(B, "v1").carrier());
    eventually(() -> hasLinkLocal(A, "v0") && hasLinkLocal(B, "v1"));
    assertEquals(MAC_A.linkLocal(), link(A, "v0").addresses6().get(0).address().address());
    assertEquals("kernel_ll", link(B, "v1").addresses6().get(0).protocol());
    apply(down(A, "v0"));
    assertFalse(link(A, "v0").carrier() || link(B, "v1").carrier());
    assertEquals(List.of(), link(A, "v0").addresses6());
  }

  @Test
  void deletingOneEndDeletesTheOther() throws PlanException {
    cable();
    apply(new KernelOp.DeleteLink(B, "v1"));
    assertEquals(List.of("1 lo"), devices(A));
    assertEquals(List.of("1 lo"), devices(B));
  }

  @Test
  void deletingANamespaceDeletesItsDevicesAndTheirPeers() throws Exception {
    cable();
    apply(new KernelOp.DeleteNetns(B));
    // The kernel takes a namespace down behind the back of who lets go of it.
    eventually(() -> devices(A).size() == 1);
  }

  @Test
  void indexesAreNotUsedAgain() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), bridge("br1"));
    apply(new KernelOp.DeleteLink(A, "br1"), bridge("br2"));
    assertEquals(List.of("1 lo", "2 br0", "4 br2"), devices(A));
  }

  @Test
  void aMovedDeviceArrivesDownWithoutAddressesUnderItsIndex() throws PlanException {
    apply(new KernelOp.AddNetns(A), new KernelOp.AddNetns(B), pair("v0", LOW, "v1"));
    apply(address(A, "v0", "10.0.0.1/24"), up(A, "v0"), up(A, "v1"));
    apply(new KernelOp.MoveLink(A, "v0", B, "eth0"));
    assertEquals(List.of("1 lo", "2 v1"), devices(A));
    assertEquals(List.of("1 lo", "3 eth0"), devices(B));
    LinkView moved = link(B, "eth0");
    assertFalse(moved.up());
    assertEquals(List.of(), moved.addresses());
    assertEquals(Optional.of(new LinkView.Peer(A, 2, "v1")), moved.peer());
    assertEquals(Optional.of(new LinkView.Peer(B, 3, "eth0")), link(A, "v1").peer());
    assertEquals(List.of(), routes(A));
  }

  @Test
  void aMovedDeviceWhoseIndexIsTakenGetsAnother() throws PlanException {
    apply(new KernelOp.AddNetns(A), new KernelOp.AddNetns(B), pair("v0", LOW, "v1"));
    apply(KernelOp.AddLink.bridge(B, "br0", Optional.empty(), QUEUE));
    apply(new KernelOp.MoveLink(A, "v1", B, "v1"));
    assertEquals(List.of("1 lo", "2 br0", "3 v1"), devices(B));
  }

  @Test
  void aBridgeTakesTheLowestAddressOfItsPorts() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), pair("v0", HIGH, "w0"), pair("v1", LOW, "w1"));
    apply(master("v0", "br0"));
    assertEquals(MacAddress.of(HIGH), link(A, "br0").mac());
    assertEquals(Optional.of("br0"), link(A, "v0").master());
    apply(master("v1", "br0"));
    assertEquals(MacAddress.of(LOW), link(A, "br0").mac());
    apply(new KernelOp.SetMaster(A, "v1", Optional.empty()));
    assertEquals(Optional.empty(), link(A, "v1").master());
    assertEquals(MacAddress.of(HIGH), link(A, "br0").mac());
  }

  @Test
  void aBridgeKeepsTheAddressThatItWasGiven() throws PlanException {
    apply(new KernelOp.AddNetns(A), KernelOp.AddLink.bridge(A, "br0", Optional.of(MAC_B), QUEUE));
    apply(pair("v0", LOW, "w0"), master("v0", "br0"));
    assertEquals(MAC_B, link(A, "br0").mac());
    apply(bridge("br1"), new KernelOp.SetMac(A, "br1", MAC_A));
    apply(pair("v1", "02:00:00:00:00:04", "w1"), master("v1", "br1"));
    assertEquals(MAC_A, link(A, "br1").mac());
  }

  @Test
  void aBridgeWithPortsHasTheirCarrier() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), up(A, "br0"), pair("v0", LOW, "w0"));
    assertTrue(link(A, "br0").carrier(), "at birth");
    apply(master("v0", "br0"));
    assertFalse(link(A, "br0").carrier(), "its only port is down");
    apply(up(A, "v0"), up(A, "w0"));
    eventually(() -> link(A, "br0").carrier());
    apply(down(A, "w0"));
    eventually(() -> !link(A, "br0").carrier());
  }

  @Test
  void aBridgeBornWithItsAddressHasNoCarrierWithoutPorts() throws PlanException {
    apply(new KernelOp.AddNetns(A), KernelOp.AddLink.bridge(A, "br0", Optional.of(MAC_B), QUEUE));
    apply(up(A, "br0"));
    assertFalse(link(A, "br0").carrier());
    assertEquals(List.of(), link(A, "br0").addresses6());
  }

  @Test
  void theMtuOfABridgeIsTheSmallestOfItsPorts() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), pair("v0", LOW, "w0"));
    apply(new KernelOp.SetMtu(A, "v0", 1400), master("v0", "br0"));
    assertEquals(1400, link(A, "v0").mtu());
    assertEquals(1500, link(A, "w0").mtu());
    assertEquals(1400, link(A, "br0").mtu());
    apply(new KernelOp.SetMtu(A, "v0", 9000));
    assertEquals(9000, link(A, "br0").mtu());
    apply(new KernelOp.SetMtu(A, "br0", 1300), new KernelOp.SetMtu(A, "v0", 1450));
    assertEquals(1300, link(A, "br0").mtu(), "it was set by hand");
  }

  @Test
  void theAddressOfAPortIsInTheForwardingTable() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), pair("v0", LOW, "w0"), master("v0", "br0"));
    NetnsSnapshot.FdbEntry own = new NetnsSnapshot.FdbEntry("br0", MacAddress.of(LOW), "v0", true);
    assertEquals(List.of(own), snapshot(A).fdb());
    apply(new KernelOp.SetMac(A, "v0", MAC_B));
    assertEquals(MAC_B, link(A, "v0").mac());
    assertEquals(List.of(new NetnsSnapshot.FdbEntry("br0", MAC_B, "v0", true)), snapshot(A).fdb());
    apply(new KernelOp.SetMaster(A, "v0", Optional.empty()));
    assertEquals(List.of(), snapshot(A).fdb());
  }

  /** On a busy machine a moment may be longer than the second that it takes to be noticed. */
  @Test
  void aBridgeForgetsItsNeighboursASecondAfterItsLastPortWent()
      throws PlanException, KernelException {
    cable();
    apply(
        KernelOp.AddLink.bridge(A, "br0", Optional.of(MacAddress.of(LOW)), QUEUE),
        master("v0", "br0"));
    apply(address(A, "br0", "10.0.0.1/24"), address(B, "v1", "10.0.0.2/24"));
    apply(up(A, "br0"), up(A, "v0"), up(B, "v1"));
    machine(A);
    eventually(() -> link(A, "br0").carrier());
    assertEquals(0, run(A, "ping", "-c1", "-W2", "10.0.0.2").status());
    long before = kernel.clock().now();
    apply(down(B, "v1"), up(B, "v1"));
    boolean moment = kernel.clock().now() - before < MOMENT;
    kernel.clock().advance(2 * MOMENT);
    assertTrue(!moment || knowsNeighbour(), "away for a moment");
    apply(down(B, "v1"));
    eventually(() -> !knowsNeighbour());
  }

  private boolean knowsNeighbour() {
    return snapshot(A).neighbours().stream().anyMatch(n -> n.device().equals("br0"));
  }

  @Test
  void aBridgeThatGoesSetsItsPortsFree() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), pair("v0", LOW, "w0"), master("v0", "br0"));
    apply(new KernelOp.SetHairpin(A, "v0", true), new KernelOp.DeleteLink(A, "br0"));
    assertEquals(Optional.empty(), link(A, "v0").master());
  }

  @Test
  void aPortChangesItsBridge() throws PlanException {
    apply(new KernelOp.AddNetns(A), bridge("br0"), bridge("br1"), pair("v0", LOW, "w0"));
    apply(master("v0", "br0"), master("v0", "br1"));
    assertEquals(Optional.of("br1"), link(A, "v0").master());
    assertEquals("br1", snapshot(A).fdb().get(0).bridge());
  }
}
