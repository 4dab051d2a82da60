package passerelle.addr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and prefixes do the same in both families. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77/26, 192.0.2.64/26, 255.255.255.192, 192.0.2.127",
    "10.1.2.3/0, 0.0.0.0/0, 0.0.0.0, 255.255.255.255",
    "10.1.2.3, 10.1.2.3/32, 255.255.255.255, 10.1.2.3",
    "2001:db8:1:2:3::4/48, 2001:db8:1::/48, ffff:ffff:ffff::, 2001:db8:1:ffff:ffff:ffff:ffff:ffff",
    "fd00::ff/124, fd00::f0/124, ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0, fd00::ff",
    "fd00::1, fd00::1/128, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fd00::1"
  })
  void aPrefixHasItsNetworkItsMaskAndItsLastAddress(
      String written, String prefix, String mask, String last) {
    IpPrefix read = IpPrefix.of(written);

    assertEquals(prefix, read.toString());
    assertEquals(IpAddress.of(mask), read.netmask());
    assertEquals(IpAddress.of(last), read.last());
    assertTrue(read.contains(read.last()));
    assertTrue(read.last().fits(read.network(), read.netmask()));
    assertEquals(read.length(), read.netmask().bitCount());
    assertEquals(read.network().key(read.length()), read.last().key(read.length()));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/8, 11.0.0.0", "fd00::/8, fe00::", "fd00:0:0:1::/64, fd00:0:0:2::"})
  void whatLiesBehindAPrefixIsNotInIt(String prefix, String beyond) {
    IpPrefix network = IpPrefix.of(prefix);

    assertEquals(IpAddress.of(beyond), network.last().plus(1));
    assertEquals(network.last(), IpAddress.of(beyond).plus(-1));
    assertEquals(1, IpAddress.of(beyond).minus(network.last()));
    assertFalse(network.contains(IpAddress.of(beyond)));
    assertFalse(IpAddress.of(beyond).fits(network.network(), network.netmask()));
    assertNotEquals(network.network().key(network.length()), IpAddress.of(beyond).key(64));
  }

  @Test
  void noPrefixHoldsWhatIsOfTheOtherFamily() {
    assertFalse(IpPrefix.all(Family.IPV4).contains(Ipv6Address.LOOPBACK));
    assertFalse(IpPrefix.all(Family.IPV6).overlaps(IpPrefix.of("10.0.0.0/8")));
    assertThrows(
        IllegalArgumentException.class, () -> Ipv4Address.LOOPBACK.and(Ipv6Address.LOOPBACK));
  }

  @Test
  void addressesAreSortedByFamilyAndThenUnsigned() {
    List<IpAddress> sorted =
        List.of("ff02::1", "192.0.2.1", "fe80::", "10.0.0.1", "::1").stream()
            .map(IpAddress::of)
            .sorted()
            .toList();

    assertEquals("[10.0.0.1, 192.0.2.1, ::1, fe80::, ff02::1]", sorted.toString());
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "255.255.255.255", "2001:db8::8000:0:1", "::"})
  void anAddressIsItsOctets(String text) {
    IpAddress address = IpAddress.of(text);

    assertEquals(address.width(), 8 * address.toBytes().length);
    assertEquals(address, IpAddress.ofBytes(address.toBytes()));
  }

  @Test
  void aFamilyReadsItsOwnOnly() {
    assertEquals(Optional.empty(), Family.IPV4.parse("::1"));
    assertEquals(Optional.empty(), Family.IPV6.parsePrefix("10.0.0.0/8"));
    assertEquals(Optional.empty(), Family.IPV4.parsePrefix("10.0.0.0/33"));
    assertEquals(Optional.empty(), Family.IPV4.parsePrefix("10.0.0.0/024"));
    assertEquals(
        "fd00::1/64", Family.IPV6.parseInterfaceAddress("fd00::1/64").orElseThrow().toString());
  }

  @Test
  void aLengthBeyondTheWidthIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new IpPrefix(Ipv4Address.LOOPBACK, 33).toString());
    assertThrows(
        IllegalArgumentException.class, () -> new IpInterfaceAddress(Ipv6Address.LOOPBACK, 129));
  }
}
