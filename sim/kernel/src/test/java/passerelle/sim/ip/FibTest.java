package passerelle.sim.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.op.RouteSpec;

/** Which route of the tables a destination gets. */
class FibTest {
  private final Fib fib = new Fib();

  private void add(String prefix, int metric, int table, String gateway) {
    RouteSpec spec =
        RouteSpec.via(IpPrefix.of(prefix), IpAddress.of(gateway), "eth0").withTable(table);
    fib.add(new FibRoute(metric(spec, metric), Optional.empty()), false);
  }

  private static RouteSpec metric(RouteSpec spec, int metric) {
    return new RouteSpec(
        spec.destination(),
        spec.type(),
        spec.gateway(),
        spec.device(),
        spec.preferredSource(),
        spec.scope(),
        spec.protocol(),
        metric,
        spec.table());
  }

  /** The gateway for a destination, which tells the routes of this test apart. */
  private String gateway(String destination) {
    return fib.lookup(RouteKey.to(IpAddress.of(destination)))
        .flatMap(FibRoute::nextHop)
        .map(IpAddress::toString)
        .orElse("none");
  }

  @Test
  void theLongestPrefixWinsWhateverTheMetricAndTheOrder() {
    add("0.0.0.0/0", 0, RouteSpec.MAIN, "10.0.0.1");
    add("172.17.0.0/16", 500, RouteSpec.MAIN, "10.0.0.2");
    add("172.16.0.0/12", 0, RouteSpec.MAIN, "10.0.0.3");
    assertEquals("10.0.0.2", gateway("172.17.0.9"));
    assertEquals("10.0.0.3", gateway("172.18.0.9"));
    assertEquals("10.0.0.1", gateway("8.8.8.8"));
  }

  @Test
  void ofTheSamePrefixTheLowestMetricWins() {
    add("192.0.2.0/24", 200, RouteSpec.MAIN, "10.0.0.2");
    add("192.0.2.0/24", 100, RouteSpec.MAIN, "10.0.0.1");
    assertEquals("10.0.0.1", gateway("192.0.2.7"));
    fib.removeIf(route -> route.spec().metric() == 100);
    assertEquals("10.0.0.2", gateway("192.0.2.7"));
  }

  @Test
  void tableLocalIsAskedBeforeMainAndMainBeforeDefault() {
    add("0.0.0.0/0", 0, RouteSpec.DEFAULT, "10.0.0.3");
    assertEquals("10.0.0.3", gateway("192.0.2.7"));
    add("0.0.0.0/0", 0, RouteSpec.MAIN, "10.0.0.2");
    assertEquals("10.0.0.2", gateway("192.0.2.7"));
    add("0.0.0.0/0", 0, RouteSpec.LOCAL, "10.0.0.1");
    assertEquals("10.0.0.1", gateway("192.0.2.7"));
  }

  @Test
  void aThrowRouteEndsTheSearchInItsTableOnly() {
    add("0.0.0.0/0", 0, RouteSpec.DEFAULT, "10.0.0.3");
    add("0.0.0.0/0", 0, RouteSpec.MAIN, "10.0.0.2");
    RouteSpec out = RouteSpec.refusing(IpPrefix.of("192.0.2.0/24"), RouteSpec.Type.THROW);
    fib.add(new FibRoute(out, Optional.empty()), false);
    assertEquals("10.0.0.3", gateway("192.0.2.7"));
    assertEquals("10.0.0.2", gateway("192.0.3.7"));
  }

  @Test
  void whatWasLookedUpIsForgottenWhenARouteComesOrGoes() {
    add("0.0.0.0/0", 0, RouteSpec.MAIN, "10.0.0.1");
    assertEquals("10.0.0.1", gateway("192.0.2.7"));
    add("192.0.2.7/32", 0, RouteSpec.MAIN, "10.0.0.2");
    assertEquals("10.0.0.2", gateway("192.0.2.7"));
    fib.removeIf(route -> route.spec().destination().length() == 32);
    assertEquals("10.0.0.1", gateway("192.0.2.7"));
  }

  /** Against the definition: of all prefixes that hold the destination, the longest. */
  @Property(tries = 500)
  void findsWhatGoingThroughAllRoutesFinds(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 255) Integer> networks,
      @ForAll @IntRange(max = 255) int destination) {
    Fib table = new Fib();
    Optional<IpPrefix> longest = Optional.empty();
    IpAddress to = new Ipv4Address(destination << 24);
    for (int network : networks) {
      int length = network % 9;
      IpPrefix prefix = new IpPrefix(new Ipv4Address(network << 24), length);
      RouteSpec spec = RouteSpec.via(prefix, Family.IPV4.loopback(), "eth0");
      table.add(new FibRoute(spec, Optional.empty()), false);
      if (prefix.contains(to) && longest.filter(l -> l.length() >= length).isEmpty()) {
        longest = Optional.of(prefix);
      }
    }
    assertEquals(longest, table.lookup(RouteKey.to(to)).map(route -> route.spec().destination()));
  }
}
