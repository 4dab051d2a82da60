package passerelle.kernel;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.RouteSpec;

/**
 * A device as a snapshot shows it.
 *
 * @param index interface index in its namespace, from 1
 * @param name device name
 * @param kind {@code loopback}, {@code veth}, {@code bridge}, {@code macvlan}...
 * @param mac hardware address
 * @param mtu in octets
 * @param up administratively up
 * @param carrier lower layer is up
 * @param master name of the bridge that it is a port of
 * @param peer the other end of a veth pair
 * @param lower the device that it stands on: of a VLAN, a macvlan or an ipvlan
 * @param tunnel where what it sends is carried to
 * @param inet addresses of both families in order, those of IPv4 first
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
    Optional<Peer> lower,
    Optional<Tunnel> tunnel,
    List<Inet> inet) {

  /** Another device: its namespace, index and name. */
  public record Peer(String netns, int index, String name) {}

  /**
   * Which network of all that are carried between the same machines a device is.
   *
   * @param id its identifier: of VXLAN the VNI
   * @param remote where frames go of which nobody knows better
   */
  public record Tunnel(int id, Optional<IpAddress> remote) {}

  /**
   * An address of a device.
   *
   * @param protocol who made it, where IPv6 tells that: kernel_lo, kernel_ll
   */
  public record Inet(
      IpInterfaceAddress address,
      Optional<IpAddress> broadcast,
      RouteSpec.Scope scope,
      boolean secondary,
      String protocol) {}

  /** It takes ports. */
  public boolean isBridge() {
    return kind.equals("bridge");
  }

  /** Its wire is another network: what it sends is carried in packets of that one. */
  public boolean isTunnel() {
    return tunnel.isPresent();
  }

  public boolean isLoopback() {
    return kind.equals("loopback");
  }

  /** Its IPv4 addresses in order. */
  public List<Inet> addresses() {
    return of(Family.IPV4);
  }

  /** Its IPv6 addresses in order. */
  public List<Inet> addresses6() {
    return of(Family.IPV6);
  }

  private List<Inet> of(Family family) {
    return inet.stream().filter(a -> a.address().address().family() == family).toList();
  }
}
