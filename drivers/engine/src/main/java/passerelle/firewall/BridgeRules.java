package passerelle.firewall;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.network.GatewayMode;

/**
 * What a firewall must know of a bridge network.
 *
 * @param device the Linux bridge
 * @param subnet the network's addresses
 * @param internal nothing goes in or out
 * @param mode how it meets the world outside
 * @param icc containers of the network may talk to each other
 * @param masquerade packets that leave the network get the host's address
 * @param hostAddress the one that they get, empty for that of the device they leave by
 * @param trusted devices from which containers may be reached by their own address
 */
public record BridgeRules(
    String device,
    IpPrefix subnet,
    boolean internal,
    GatewayMode mode,
    boolean icc,
    boolean masquerade,
    Optional<IpAddress> hostAddress,
    List<String> trusted) {

  /** Addresses are translated at the host. */
  boolean translated() {
    return mode != GatewayMode.ROUTED;
  }

  /** Whoever can send packets to a container may do so. */
  boolean unprotected() {
    return mode == GatewayMode.NAT_UNPROTECTED;
  }

  /** What keeps strangers from a container's own address is wanted. */
  boolean filtersDirectAccess() {
    return !internal && translated() && !unprotected();
  }
}
