package passerelle.sim.socket;

import passerelle.addr.Ipv4Address;
import passerelle.sim.link.Device;

/**
 * Whether two sockets on one port get in each other's way
 * (inet_connection_sock.c:inet_csk_bind_conflict, inet_hashtables.c:inet_rcv_saddr_equal).
 */
final class BindConflict {
  private BindConflict() {}

  /** Both could be meant by one packet: same device or none, same address or any. */
  static boolean overlaps(InetSocket socket, Ipv4Address wanted, InetSocket other) {
    if (!socket.family().meets(other.family())) {
      return false;
    }
    boolean sameDevice =
        socket.options().device().isEmpty()
            || other.options().device().isEmpty()
            || sameDevice(socket.options().device().get(), other.options().device().get());
    Ipv4Address has = other.local().address();
    return sameDevice && (wanted.isUnspecified() || has.isUnspecified() || wanted.equals(has));
  }

  private static boolean sameDevice(Device one, Device two) {
    return one == two;
  }
}
