package passerelle.sim.uapi;

import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;

/**
 * An address of a device ({@code struct in_ifaddr}).
 *
 * @param address the address and the length of its network's prefix
 * @param peer the address of the other end, whose network it is then, where a cable joins just two
 * @param broadcast the broadcast address, where one was given
 * @param scope how far it is valid: host for 127.0.0.1
 * @param secondary another address of the same network came first
 * @param label name that older tools know the address by ({@code eth0:1}); empty for the device's
 * @param lifetime how long it is valid
 * @param protocol who made it ({@code IFA_PROTO}): kernel_lo, kernel_ll; empty where that is not
 *     told
 * @param unrouted no route to its network comes with it ({@code IFA_F_NOPREFIXROUTE})
 */
public record IfAddress(
    IpInterfaceAddress address,
    Optional<IpAddress> peer,
    Optional<IpAddress> broadcast,
    RouteSpec.Scope scope,
    boolean secondary,
    Optional<String> label,
    Lifetime lifetime,
    String protocol,
    boolean unrouted) {

  /** An address without a label of its own, for ever. */
  public IfAddress(
      IpInterfaceAddress address,
      Optional<IpAddress> broadcast,
      RouteSpec.Scope scope,
      boolean secondary) {
    this(
        address,
        Optional.empty(),
        broadcast,
        scope,
        secondary,
        Optional.empty(),
        Lifetime.FOREVER,
        "",
        false);
  }

  /** The same address with another lifetime. */
  public IfAddress living(Lifetime other) {
    return new IfAddress(
        address, peer, broadcast, scope, secondary, label, other, protocol, unrouted);
  }

  /** The same address as a secondary one, or as none. */
  public IfAddress ranked(boolean other) {
    return new IfAddress(
        address, peer, broadcast, scope, other, label, lifetime, protocol, unrouted);
  }

  /** Who can be reached without a router ({@code ifa_address} with {@code ifa_mask}). */
  public IpPrefix network() {
    return new IpPrefix(peer.orElse(local()), address.length());
  }

  /** As iproute2 writes it: {@code 10.0.0.1/24}, {@code 10.0.0.1 peer 10.0.0.2/32}. */
  public String text() {
    return peer.map(other -> local() + " peer " + other + "/" + address.length())
        .orElse(address.toString());
  }

  /** Whether the other one is in the same network, with the same prefix length. */
  public boolean sharesNetwork(IfAddress other) {
    return address.length() == other.address.length() && first().equals(other.first());
  }

  private IpAddress first() {
    return peer.orElse(local()).masked(address.length());
  }

  /** As a snapshot shows it. */
  public LinkView.Inet view() {
    return new LinkView.Inet(address, broadcast, scope, secondary, protocol);
  }

  /** Its scope as {@code ip} writes it. */
  public String range() {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  public boolean isIpv6() {
    return local().family() == Family.IPV6;
  }

  public IpAddress local() {
    return address.address();
  }
}
