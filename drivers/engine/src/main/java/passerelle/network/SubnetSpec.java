package passerelle.network;

import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/**
 * The addresses asked for a network; what is left out is chosen.
 *
 * @param subnet {@code --subnet}
 * @param range {@code --ip-range}: addresses are chosen from this part
 * @param gateway {@code --gateway}
 * @param auxiliary {@code --aux-address}: addresses that others use, by name
 */
public record SubnetSpec(
    Optional<IpPrefix> subnet,
    Optional<IpPrefix> range,
    Optional<IpAddress> gateway,
    Map<String, IpAddress> auxiliary) {
  /** The auxiliary address that containers get as their default gateway. */
  public static final String DEFAULT_GATEWAY = "DefaultGatewayIPv4";

  public static final SubnetSpec ANY =
      new SubnetSpec(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
}
