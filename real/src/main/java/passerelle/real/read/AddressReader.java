package passerelle.real.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * The addresses of a namespace by device, in the kernel's order
 * (net/ipv4/devinet.c:inet_fill_ifaddr, net/ipv6/addrconf.c:inet6_fill_ifaddr).
 */
final class AddressReader {
  private static final int IFA_FLAGS = 8;
  private static final int IFA_PROTO = 11;
  private static final int IFA_F_SECONDARY = 0x1;

  /** Who made an address (include/uapi/linux/if_addr.h, IFAPROT_*), as {@code ip} names them. */
  private static final List<String> PROTOCOLS = List.of("", "kernel_lo", "kernel_ra", "kernel_ll");

  private final Map<Integer, List<LinkView.Inet>> inet = new HashMap<>();
  private final Map<Integer, List<LinkView.Inet6>> inet6 = new HashMap<>();

  /** Reads them all. */
  AddressReader(NetlinkSocket socket) throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(Rtnetlink.GETADDR, NetlinkRequest.DUMP).u32(Rtnetlink.AF_UNSPEC).u32(0);
    for (NetlinkMessage message : socket.dump(all)) {
      Attributes address = message.attributes(Rtnetlink.IFADDRMSG);
      int device = message.u32(4);
      if (message.u8(0) == Rtnetlink.AF_INET) {
        inet(message, address).ifPresent(a -> list(inet, device).add(a));
      } else if (message.u8(0) == Rtnetlink.AF_INET6) {
        inet6(message, address).ifPresent(a -> list(inet6, device).add(a));
      }
    }
  }

  private static <T> List<T> list(Map<Integer, List<T>> map, int device) {
    return map.computeIfAbsent(device, index -> new ArrayList<>());
  }

  /** IPv4 addresses of a device. */
  List<LinkView.Inet> inet(int device) {
    return List.copyOf(inet.getOrDefault(device, List.of()));
  }

  /** IPv6 addresses of a device. */
  List<LinkView.Inet6> inet6(int device) {
    return List.copyOf(inet6.getOrDefault(device, List.of()));
  }

  private static Optional<LinkView.Inet> inet(NetlinkMessage message, Attributes address) {
    int flags = address.u32(IFA_FLAGS).orElse(message.u8(2));
    return address
        .address(Rtnetlink.IFA_LOCAL)
        .map(
            local ->
                new LinkView.Inet(
                    new IpInterfaceAddress(local, message.u8(1)),
                    address.address(Rtnetlink.IFA_BROADCAST),
                    scope(message.u8(3)),
                    (flags & IFA_F_SECONDARY) != 0));
  }

  private static Optional<LinkView.Inet6> inet6(NetlinkMessage message, Attributes address) {
    int maker = address.u8(IFA_PROTO).orElse(0);
    String protocol = maker < PROTOCOLS.size() ? PROTOCOLS.get(maker) : "" + maker;
    return address
        .bytes(Rtnetlink.IFA_ADDRESS)
        .filter(bytes -> bytes.length == 16)
        .map(ByteBuffer::wrap)
        .map(bytes -> new Ipv6Address(bytes.getLong(0), bytes.getLong(8)))
        .map(own -> new LinkView.Inet6(own, message.u8(1), scope6(message.u8(3)), protocol));
  }

  /** A scope ({@code RT_SCOPE_*}); those made by users are told from global ones by nobody here. */
  static RouteSpec.Scope scope(int number) {
    return switch (number) {
      case Rtnetlink.SCOPE_LINK -> RouteSpec.Scope.LINK;
      case Rtnetlink.SCOPE_HOST -> RouteSpec.Scope.HOST;
      default -> RouteSpec.Scope.GLOBAL;
    };
  }

  private static String scope6(int number) {
    return switch (number) {
      case Rtnetlink.SCOPE_LINK -> "link";
      case Rtnetlink.SCOPE_HOST -> "host";
      case Rtnetlink.SCOPE_UNIVERSE -> "global";
      default -> "site";
    };
  }
}
