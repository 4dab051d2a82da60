package passerelle.sim.userland.ss;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.capture.Services;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;

/** How addresses and ports of sockets are written. */
final class SocketNames {
  private SocketNames() {}

  /** The address as {@code ss} writes it: {@code *} for both families, brackets around IPv6. */
  static String address(SocketInfo socket, SocketAddress address, boolean withDevice) {
    String text = plain(socket, address);
    if (socket.family() != SocketFamily.INET) {
      boolean any = socket.family() == SocketFamily.INET6 && text.equals("::");
      text = any ? "*" : "[" + text + "]";
    }
    Optional<String> device = withDevice ? socket.device() : Optional.empty();
    return text + device.map(name -> "%" + name).orElse("");
  }

  /** The address without brackets: {@code ::ffff:192.0.2.1} for an IPv4 peer of an IPv6 socket. */
  static String plain(SocketInfo socket, SocketAddress address) {
    IpAddress bits = address.address();
    if (socket.family() == SocketFamily.INET || address.isIpv6()) {
      return bits.toString();
    }
    return bits.isUnspecified() ? "::" : "::ffff:" + bits;
  }

  /** The port, by name unless numbers are wanted; {@code *} for none. */
  static String port(SocketInfo socket, int port, boolean numeric) {
    if (port == 0) {
      return "*";
    }
    if (socket.protocol().equals("raw") && !numeric) {
      return port == 1 ? "icmp" : port == 255 ? "raw" : Integer.toString(port);
    }
    Optional<String> name =
        numeric ? Optional.empty() : Services.debian().name(port, socket.protocol());
    return name.orElse(Integer.toString(port));
  }
}
