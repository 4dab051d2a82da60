package passerelle.driver;

import java.util.Optional;

/**
 * The daemon's options that the bridge driver follows for all its networks.
 *
 * @param iptables {@code --iptables}: write rules
 * @param ipForward {@code --ip-forward}: make the host a router
 * @param forwardDrop not {@code --ip-forward-no-drop}: a host that becomes a router drops what no
 *     rule accepts
 * @param userlandProxy {@code --userland-proxy}; without it the bridge ports are hairpin ports
 * @param allowDirectRouting {@code --allow-direct-routing}: who has a route may reach published
 *     ports at the container's own address
 * @param acceptMark {@code --bridge-accept-fwmark}: packets with this mark, {@code 1} or {@code
 *     0x1/0x3}, are accepted
 */
public record DriverSettings(
    boolean iptables,
    boolean ipForward,
    boolean forwardDrop,
    boolean userlandProxy,
    boolean allowDirectRouting,
    Optional<String> acceptMark) {

  /** What dockerd does without options. */
  public static final DriverSettings DEFAULTS =
      new DriverSettings(true, true, true, true, false, Optional.empty());
}
