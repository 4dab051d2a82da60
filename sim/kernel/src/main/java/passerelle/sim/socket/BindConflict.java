package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.sim.link.Device;

/**
 * Whether two sockets on one port get in each other's way
 * (inet_connection_sock.c:inet_csk_bind_conflict, inet_hashtables.c:inet_rcv_saddr_equal).
 */
final class BindConflict {
  private BindConflict() {}

  /** Both could be meant by one packet: same device or none, same address or any. */
  static boolean overlaps(InetSocket socket, IpAddress wanted, InetSocket other) {
    IpAddress has = other.local().address();
    return (wanted.isUnspecified() || has.isUnspecified() || wanted.equals(has))
        && sameDevice(socket.options().device(), other.options().device())
        && sameFamily(socket, wanted, other);
  }

  /** A socket with an IPv6 address of its own leaves all IPv4 to the other one. */
  private static boolean sameFamily(InetSocket socket, IpAddress wanted, InetSocket other) {
    IpAddress has = other.local().address();
    return socket.family().meets(other.family())
        && (wanted.isUnspecified() || other.family().takes(wanted))
        && (has.isUnspecified() || socket.family().takes(has));
  }

  private static boolean sameDevice(Optional<Device> one, Optional<Device> two) {
    return one.isEmpty() || two.isEmpty() || one.get() == two.get();
  }
}
