package passerelle.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a bridge network meets the world outside ({@code
 * com.docker.network.bridge.gateway_mode_ipv4}, Engine 27 and later).
 */
public enum GatewayMode {
  /** Masquerading on the way out, published ports only on the way in. */
  NAT,
  /** The same, but every port of a container may be reached by its own address. */
  NAT_UNPROTECTED,
  /** No translation: published ports are reached by the container's own address. */
  ROUTED,
  /** The host itself has no address on the network; only for internal networks. */
  ISOLATED;

  /** The mode of a name, {@code nat-unprotected}. */
  public static Optional<GatewayMode> of(String name) {
    return Arrays.stream(values()).filter(m -> m.label().equals(name)).findFirst();
  }

  /** As the option names it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
