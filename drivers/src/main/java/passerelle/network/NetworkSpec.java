package passerelle.network;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code docker network create} asks for.
 *
 * @param name any text that begins and goes on as a name should
 * @param driver {@code bridge}, {@code null}, {@code host}...
 * @param subnet its addresses
 * @param internal no way out of it
 * @param attachable shown only; it matters to swarms
 * @param options the driver's options by name, {@code com.docker.network.bridge.name}...
 * @param labels the user's own marks
 */
public record NetworkSpec(
    String name,
    String driver,
    SubnetSpec subnet,
    boolean internal,
    boolean attachable,
    Map<String, String> options,
    Map<String, String> labels) {
  public static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  public static final String ICC = "com.docker.network.bridge.enable_icc";
  public static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
  public static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";
  public static final String DEFAULT_BRIDGE = "com.docker.network.bridge.default_bridge";
  public static final String MTU = "com.docker.network.driver.mtu";

  /** A network of a driver with default options. */
  public static NetworkSpec of(String name, String driver) {
    return new NetworkSpec(name, driver, SubnetSpec.ANY, false, false, Map.of(), Map.of());
  }

  /** An option's value. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }
}
