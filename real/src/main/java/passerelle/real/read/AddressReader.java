package passerelle.real.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpInterfaceAddress;
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

  private final Map<Integer, List<LinkView.Inet>> byDevice = new HashMap<>();

  /** Reads them all. */
  AddressReader(NetlinkSocket socket) throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(Rtnetlink.GETADDR, NetlinkRequest.DUMP).u32(Rtnetlink.AF_UNSPEC).u32(0);
    for (NetlinkMessage message : socket.dump(all)) {
      int family = message.u8(0);
      if (family == Rtnetlink.AF_INET || family == Rtnetlink.AF_INET6) {
        view(message, message.attributes(Rtnetlink.IFADDRMSG), family == Rtnetlink.AF_INET6)
            .ifPresent(
                a -> byDevice.computeIfAbsent(message.u32(4), i -> new ArrayList<>()).add(a));
      }
    }
  }

  /** Addresses of a device. */
  List<LinkView.Inet> of(int device) {
    return List.copyOf(byDevice.getOrDefault(device, List.of()));
  }

  private static Optional<LinkView.Inet> view(
      NetlinkMessage message, Attributes address, boolean isIpv6) {
    int flags = address.u32(IFA_FLAGS).orElse(message.u8(2));
    int maker = isIpv6 ? address.u8(IFA_PROTO).orElse(0) : 0;
    return address
        .address(isIpv6 ? Rtnetlink.IFA_ADDRESS : Rtnetlink.IFA_LOCAL)
        .map(
            local ->
                new LinkView.Inet(
                    new IpInterfaceAddress(local, message.u8(1)),
                    address.address(Rtnetlink.IFA_BROADCAST),
                    scope(message.u8(3)),
                    !isIpv6 && (flags & IFA_F_SECONDARY) != 0,
                    maker < PROTOCOLS.size() ? PROTOCOLS.get(maker) : "" + maker));
  }

  /** A scope ({@code RT_SCOPE_*}); those made by users are told from global ones by nobody here. */
  static RouteSpec.Scope scope(int number) {
    return switch (number) {
      case Rtnetlink.SCOPE_LINK -> RouteSpec.Scope.LINK;
      case Rtnetlink.SCOPE_HOST -> RouteSpec.Scope.HOST;
      default -> RouteSpec.Scope.GLOBAL;
    };
  }
}
