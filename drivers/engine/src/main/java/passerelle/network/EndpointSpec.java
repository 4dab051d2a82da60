package passerelle.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.MacAddress;

/**
 * How a container is to be connected to a network.
 *
 * @param network name, id or id prefix of the network
 * @param address {@code --ip}, as typed: the engine checks it
 * @param address6 the same of IPv6, which no network has here
 * @param mac {@code --mac-address}
 * @param aliases {@code --network-alias}
 * @param links {@code --link}, as {@code CONTAINER:ALIAS}
 * @param linkLocal {@code --link-local-ip}, as typed
 * @param options {@code driver-opt}s
 * @param gatewayPriority {@code gw-priority} (Engine 28): the highest gives the default route
 */
public record EndpointSpec(
    String network,
    Optional<String> address,
    Optional<String> address6,
    Optional<MacAddress> mac,
    List<String> aliases,
    List<String> links,
    List<String> linkLocal,
    Map<String, String> options,
    int gatewayPriority) {

  /** A connection without wishes. */
  public static EndpointSpec of(String network) {
    return new EndpointSpec(
        network,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        0);
  }

  /** The same wishes for another network. */
  public EndpointSpec withNetwork(String other) {
    return new EndpointSpec(
        other, address, address6, mac, aliases, links, linkLocal, options, gatewayPriority);
  }
}
