package passerelle.network;

import java.util.List;
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
 * @param extras what few networks ask for
 */
public record NetworkSpec(
    String name,
    String driver,
    SubnetSpec subnet,
    boolean internal,
    boolean attachable,
    Map<String, String> options,
    Map<String, String> labels,
    Extras extras) {

  /**
   * What few networks ask for.
   *
   * @param moreSubnets {@code --subnet}s behind the first
   * @param ipamDriver {@code --ipam-driver}
   * @param ipamOptions {@code --ipam-opt}, which the default driver only shows
   * @param configOnly {@code --config-only}: nothing but a configuration for other networks
   * @param configFrom {@code --config-from}: the network whose configuration is taken, or empty
   * @param ingress {@code --ingress}
   * @param scope {@code --scope}, or empty
   */
  public record Extras(
      List<SubnetSpec> moreSubnets,
      String ipamDriver,
      Map<String, String> ipamOptions,
      boolean configOnly,
      String configFrom,
      boolean ingress,
      String scope) {
    public static final Extras NONE =
        new Extras(List.of(), "default", Map.of(), false, "", false, "");
  }

  public static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  public static final String ICC = "com.docker.network.bridge.enable_icc";
  public static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
  public static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";
  public static final String DEFAULT_BRIDGE = "com.docker.network.bridge.default_bridge";
  public static final String MTU = "com.docker.network.driver.mtu";

  /** A network of a driver with default options. */
  public static NetworkSpec of(String name, String driver) {
    return new NetworkSpec(
        name, driver, SubnetSpec.ANY, false, false, Map.of(), Map.of(), Extras.NONE);
  }

  /** The same network with more options of its driver. */
  public NetworkSpec withOptions(Map<String, String> others) {
    return new NetworkSpec(name, driver, subnet, internal, attachable, others, labels, extras);
  }

  /** A network of driver {@code null}, which only keeps this configuration. */
  public NetworkSpec asConfiguration() {
    return new NetworkSpec(name, "null", subnet, internal, attachable, options, labels, extras);
  }

  /** This network as another one configures it. */
  public NetworkSpec configuredBy(NetworkSpec other) {
    Extras both =
        new Extras(
            extras.moreSubnets(),
            other.extras.ipamDriver(),
            other.extras.ipamOptions(),
            false,
            extras.configFrom(),
            extras.ingress(),
            extras.scope());
    return new NetworkSpec(
        name, driver, other.subnet, internal, attachable, other.options, other.labels, both);
  }

  /** An option's value. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }
}
