package passerelle.kernel;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.RouteSpec;

/**
 * A device as a snapshot shows it.
 *
 * @param index interface index in its namespace, from 1
 * @param name device name
 * @param kind {@code loopback}, {@code veth}, {@code bridge}, later {@code macvlan}...
 * @param mac hardware address
 * @param mtu in octets
 * @param up administratively up
 * @param carrier lower layer is up
 * @param master name of the bridge that it is a port of
 * @param peer the other end of a veth pair
 * @param addresses IPv4 addresses in order
 * @param addresses6 IPv6 addresses in order
 */
public record LinkView(
    int index,
    String name,
    String kind,
    MacAddress mac,
    int mtu,
    boolean up,
    boolean carrier,
    Optional<String> master,
    Optional<Peer> peer,
    List<Inet> addresses,
    List<Inet6> addresses6) {

  /** The other end of a veth pair: its namespace, index and name. */
  public record Peer(String netns, int index, String name) {}

  /** An IPv4 address with its broadcast address, scope and label. */
  public record Inet(
      IpInterfaceAddress address,
      Optional<IpAddress> broadcast,
      RouteSpec.Scope scope,
      boolean secondary) {}

  /** An IPv6 address. */
  public record Inet6(Ipv6Address address, int length, String scope, String protocol) {}
}
