package passerelle.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/** Which subnet a network gets, and which address a container. */
class IpamTest {
  private static final List<IpPrefix> NOTHING = List.of();

  private static Ipam ipam(Ipam.Order order) {
    return new Ipam(order, Ipam.DOCKER_POOLS);
  }

  private static AddressPool next(Ipam ipam) throws IpamException {
    return ipam.request(Optional.empty(), Optional.empty(), NOTHING);
  }

  @Test
  void networksGetTheDefaultSubnetsOneAfterTheOther() throws IpamException {
    Ipam ipam = ipam(Ipam.Order.LOWEST);
    assertEquals("172.17.0.0/16", next(ipam).subnet().toString());
    assertEquals("172.18.0.0/16", next(ipam).subnet().toString());
  }

  @Test
  void theLowestFreeOneIsNextInEngine27AndTheOneBehindTheLastInEngine26() throws IpamException {
    Ipam today = ipam(Ipam.Order.LOWEST);
    today.release(next(today));
    assertEquals("172.17.0.0/16", next(today).subnet().toString());
    Ipam before = ipam(Ipam.Order.NEXT);
    before.release(next(before));
    assertEquals("172.18.0.0/16", next(before).subnet().toString());
  }

  @Test
  void theLowestOfSeveralRangesIsFirstWhereverItStandsButInEngine26() throws IpamException {
    List<Ipam.DefaultPool> pools =
        List.of(
            new Ipam.DefaultPool(IpPrefix.of("10.99.0.0/16"), 24),
            new Ipam.DefaultPool(IpPrefix.of("10.98.0.0/23"), 24));
    assertEquals("10.98.0.0/24", next(new Ipam(Ipam.Order.LOWEST, pools)).subnet().toString());
    assertEquals("10.99.0.0/24", next(new Ipam(Ipam.Order.NEXT, pools)).subnet().toString());
  }

  @Test
  void aDefaultSubnetKeepsAwayFromTheHostsOwnNetworks() throws IpamException {
    AddressPool pool =
        ipam(Ipam.Order.LOWEST)
            .request(Optional.empty(), Optional.empty(), List.of(IpPrefix.of("172.16.0.0/12")));
    assertEquals("192.168.0.0/20", pool.subnet().toString());
  }

  @Test
  void aSubnetThatOverlapsAnotherNetworksIsRefused() throws IpamException {
    Ipam ipam = ipam(Ipam.Order.LOWEST);
    next(ipam);
    IpamException e =
        assertThrows(
            IpamException.class,
            () ->
                ipam.request(Optional.of(IpPrefix.of("172.17.5.0/24")), Optional.empty(), NOTHING));
    assertEquals(IpamException.Problem.POOL_OVERLAPS, e.problem());
  }

  @Test
  void whoNamesARangeMayHaveWhatOthersHaveButNotTheSameRange() throws IpamException {
    Ipam ipam = ipam(Ipam.Order.LOWEST);
    Optional<IpPrefix> subnet = Optional.of(IpPrefix.of("10.2.0.0/24"));
    Optional<IpPrefix> upper = Optional.of(IpPrefix.of("10.2.0.128/25"));
    ipam.request(subnet, upper, NOTHING);
    ipam.request(subnet, Optional.of(IpPrefix.of("10.2.0.0/25")), NOTHING);
    assertThrows(IpamException.class, () -> ipam.request(subnet, upper, NOTHING));
    assertThrows(IpamException.class, () -> ipam.request(subnet, Optional.empty(), NOTHING));
  }

  /** Fifteen of 172.17.0.0/16 to 172.31.0.0/16, sixteen of 192.168.0.0/16. */
  @Test
  void afterThirtyOneNetworksTheDefaultSubnetsAreGone() throws IpamException {
    Ipam ipam = ipam(Ipam.Order.LOWEST);
    for (int i = 0; i < 31; i++) {
      next(ipam);
    }
    IpamException e = assertThrows(IpamException.class, () -> next(ipam));
    assertEquals(IpamException.Problem.POOLS_EXHAUSTED, e.problem());
  }

  @Test
  void addressesComeFromTheRangeAndNeverAreTheNetworksOwnOrItsBroadcast() {
    IpPrefix subnet = IpPrefix.of("10.0.0.0/29");
    AddressPool pool = new AddressPool(subnet, IpPrefix.of("10.0.0.4/30"));
    List<String> given = new ArrayList<>();
    for (Optional<IpAddress> a = pool.take(); a.isPresent(); a = pool.take()) {
      given.add(a.get().toString());
    }
    assertEquals(List.of("10.0.0.4", "10.0.0.5", "10.0.0.6"), given);
    assertTrue(pool.take(IpAddress.of("10.0.0.1")), "by name, an address outside the range");
    assertFalse(pool.take(IpAddress.of("10.0.0.0")));
    assertFalse(pool.take(IpAddress.of("10.0.0.7")));
    assertFalse(pool.take(IpAddress.of("10.0.1.1")));
  }

  /** Whatever is taken and given back, no address is in two hands. */
  @Property(tries = 300)
  void noAddressIsGivenOutTwice(
      @ForAll @Size(max = 60) List<@IntRange(min = -15, max = 15) Integer> steps) {
    IpPrefix subnet = IpPrefix.of("10.0.0.0/28");
    AddressPool pool = new AddressPool(subnet, subnet);
    List<IpAddress> held = new ArrayList<>();
    for (int step : steps) {
      if (step >= 0) {
        Optional<IpAddress> taken = pool.take();
        taken.ifPresent(a -> assertFalse(held.contains(a), a + " twice"));
        assertEquals(held.size() == 14, taken.isEmpty());
        taken.ifPresent(held::add);
      } else if (!held.isEmpty()) {
        pool.release(held.remove(-step % held.size()));
      }
    }
    assertEquals(14 - held.size(), pool.available());
  }
}
