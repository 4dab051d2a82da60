package passerelle.sim.ipv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.Route;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.RouteMode;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** What is decided on a packet: out by which device, to which next hop, from which address. */
class RoutingTest {
  private static final IpAddress FAR = IpAddress.of("203.0.113.9");

  private final TwoHosts lab;

  RoutingTest() throws KernelException {
    lab = new TwoHosts();
  }

  private Route output(IpAddress to) throws KernelException {
    return lab.a.ip().routing().output(to, Family.IPV4.any(), Optional.empty());
  }

  private Errno refusal(IpAddress to) {
    try {
      output(to);
      throw new AssertionError("there is a way to " + to);
    } catch (KernelException e) {
      return e.errno();
    }
  }

  private void route(RouteSpec spec) throws KernelException {
    lab.a.routes().add(spec, RouteMode.ADD);
  }

  @Test
  void aNeighbourIsReachedOnTheLinkFromTheAddressOfThatLink() throws KernelException {
    Route route = output(TwoHosts.B);
    assertEquals("eth0", route.out().name());
    assertEquals(Optional.empty(), route.gateway());
    assertEquals(TwoHosts.A, route.source());
  }

  @Test
  void theRestGoesThroughTheDefaultGateway() throws KernelException {
    assertEquals(Errno.ENETUNREACH, refusal(FAR));
    route(RouteSpec.via(IpPrefix.all(Family.IPV4), TwoHosts.B, "eth0"));
    Route route = output(FAR);
    assertEquals(Optional.of(TwoHosts.B), route.gateway());
    assertEquals(TwoHosts.A, route.source());
  }

  @Test
  void ourOwnAddressIsReachedThroughTheLoopback() throws KernelException {
    Route route = output(TwoHosts.A);
    assertEquals("lo", route.out().name());
    assertEquals(HopEvent.RouteKind.LOCAL, route.kind());
  }

  @Test
  void aRouteThatRefusesSaysItsOwnError() throws KernelException {
    route(RouteSpec.refusing(IpPrefix.of("203.0.113.0/28"), RouteSpec.Type.UNREACHABLE));
    assertEquals(Errno.EHOSTUNREACH, refusal(FAR));
    route(RouteSpec.refusing(IpPrefix.of("203.0.113.8/30"), RouteSpec.Type.PROHIBIT));
    assertEquals(Errno.EACCES, refusal(FAR));
    route(RouteSpec.refusing(IpPrefix.of("203.0.113.9/32"), RouteSpec.Type.BLACKHOLE));
    assertEquals(Errno.EINVAL, refusal(FAR));
  }

  @Test
  void nothingLeavesTheMachineFromTheLoopbacksAddresses() {
    KernelException e =
        assertThrows(
            KernelException.class,
            () ->
                lab.a.ip().routing().output(TwoHosts.B, Family.IPV4.loopback(), Optional.empty()));
    assertEquals(Errno.EINVAL, e.errno());
  }

  @Test
  void aPacketForSomebodyElseIsRefusedWhereForwardingIsOff() throws KernelException {
    Skb stranger = lab.udp(TwoHosts.A, FAR, 8, false);
    assertTrue(lab.b.ip().routing().input(stranger, TwoHosts.eth0(lab.b)).isEmpty());
    assertEquals(List.of(DropReason.IP_INNOROUTES), reasons());
  }

  @Test
  void aPacketFromOurOwnAddressIsAMartian() throws KernelException {
    Skb forged = lab.udp(TwoHosts.B, TwoHosts.B, 8, false);
    assertTrue(lab.b.ip().routing().input(forged, TwoHosts.eth0(lab.b)).isEmpty());
    assertEquals(List.of(DropReason.IP_LOCAL_SOURCE), reasons());
  }

  @Test
  void withTheReversePathFilterAPacketMustComeFromWhereItsAnswerWouldGo() throws KernelException {
    Device elsewhere = lab.links.add(lab.b, LinkSpec.of("dmz"), new LinkKind.Dummy());
    lab.b.addresses().add(elsewhere, IpInterfaceAddress.of("203.0.113.1/24"), Optional.empty());
    lab.b.setUp(elsewhere, true);
    Skb packet = lab.udp(FAR, TwoHosts.B, 8, false);
    lab.b.sysctls().write("net.ipv4.conf.eth0.rp_filter", "1");
    assertTrue(lab.b.ip().routing().input(packet, TwoHosts.eth0(lab.b)).isEmpty());
    assertEquals(List.of(DropReason.IP_RPFILTER), reasons());
  }

  private List<DropReason> reasons() {
    return lab.seen(HopEvent.Dropped.class).stream().map(HopEvent.Dropped::reason).toList();
  }
}
