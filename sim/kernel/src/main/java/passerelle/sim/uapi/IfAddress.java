package passerelle.sim.uapi;

import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;

/**
 * An address of a device ({@code struct in_ifaddr}).
 *
 * @param address the address and the length of its network's prefix
 * @param broadcast the broadcast address, where one was given
 * @param scope how far it is valid: host for 127.0.0.1
 * @param secondary another address of the same network came first
 * @param label name that older tools know the address by ({@code eth0:1}); empty for the device's
 * @param lifetime how long it is valid
 * @param protocol who made it ({@code IFA_PROTO}): kernel_lo, kernel_ll; empty where that is not
 *     told
 */
public record IfAddress(
    IpInterfaceAddress address,
    Optional<IpAddress> broadcast,
    RouteSpec.Scope scope,
    boolean secondary,
    Optional<String> label,
    Lifetime lifetime,
    String protocol) {

  /** An address without a label of its own, for ever. */
  public IfAddress(
      IpInterfaceAddress address,
      Optional<IpAddress> broadcast,
      RouteSpec.Scope scope,
      boolean secondary) {
    this(address, broadcast, scope, secondary, Optional.empty(), Lifetime.FOREVER, "");
  }

  /** The same address with another lifetime. */
  public IfAddress living(Lifetime other) {
    return new IfAddress(address, broadcast, scope, secondary, label, other, protocol);
  }

  /** Whether the other one is in the same network, with the same prefix length. */
  public boolean sharesNetwork(IfAddress other) {
    return address.length() == other.address.length()
        && address.prefix().equals(other.address.prefix());
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
