package passerelle.real.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * The IPv4 routes of all tables (net/ipv4/fib_semantics.c:fib_dump_info), by table and within a
 * table in the order in which the kernel lists it. Routes of types that a {@link RouteSpec} has no
 * word for (multicast...) are left out.
 */
final class RouteReader {
  /** Octets of {@code struct rtnexthop}. */
  private static final int RTNEXTHOP = 8;

  private static final int RTM_F_CLONED = 0x200;
  private static final int FLAGS_AT = 8;

  private static final Map<Integer, RouteSpec.Type> TYPES =
      Map.of(
          Rtnetlink.UNICAST, RouteSpec.Type.UNICAST,
          Rtnetlink.LOCAL, RouteSpec.Type.LOCAL,
          Rtnetlink.BROADCAST, RouteSpec.Type.BROADCAST,
          Rtnetlink.UNREACHABLE, RouteSpec.Type.UNREACHABLE,
          Rtnetlink.PROHIBIT, RouteSpec.Type.PROHIBIT,
          Rtnetlink.BLACKHOLE, RouteSpec.Type.BLACKHOLE,
          Rtnetlink.THROW, RouteSpec.Type.THROW);

  private RouteReader() {}

  static List<RouteSpec> read(NetlinkSocket socket, LinkReader links) throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(Rtnetlink.GETROUTE, NetlinkRequest.DUMP)
            .u8(Rtnetlink.AF_INET)
            .u8(0)
            .u16(0)
            .u32(0)
            .u32(0);
    List<RouteSpec> out = new ArrayList<>();
    for (NetlinkMessage message : socket.dump(all)) {
      if ((message.u32(FLAGS_AT) & RTM_F_CLONED) == 0) {
        route(message, links).ifPresent(out::add);
      }
    }
    out.sort(Comparator.comparingInt(RouteSpec::table));
    return out;
  }

  private static Optional<RouteSpec> route(NetlinkMessage message, LinkReader links) {
    Attributes route = message.attributes(Rtnetlink.RTMSG);
    RouteSpec.Type type = TYPES.get(message.u8(7));
    Optional<String> device =
        route.u32(Rtnetlink.RTA_OIF).stream().boxed().findFirst().flatMap(links::name);
    boolean refuses =
        type != RouteSpec.Type.UNICAST
            && type != RouteSpec.Type.LOCAL
            && type != RouteSpec.Type.BROADCAST;
    RouteSpec.Options options = options(route, message.u32(FLAGS_AT), links);
    if (type == null || !refuses && device.isEmpty() && options.hops().isEmpty()) {
      return Optional.empty();
    }
    IpAddress network = route.address(Rtnetlink.RTA_DST).orElse(Family.IPV4.any());
    return Optional.of(
        new RouteSpec(
            new IpPrefix(network, message.u8(1)),
            type,
            route.address(Rtnetlink.RTA_GATEWAY),
            device,
            route.address(Rtnetlink.RTA_PREFSRC),
            AddressReader.scope(message.u8(6)),
            protocol(message.u8(5)),
            route.u32(Rtnetlink.RTA_PRIORITY).orElse(0),
            route.u32(Rtnetlink.RTA_TABLE).orElse(message.u8(4)),
            options));
  }

  private static RouteSpec.Options options(Attributes route, int flags, LinkReader links) {
    Attributes metrics = route.nested(Rtnetlink.RTA_METRICS);
    return new RouteSpec.Options(
        metrics.u32(Rtnetlink.RTAX_MTU).orElse(0),
        (metrics.u32(Rtnetlink.RTAX_LOCK).orElse(0) & 1 << Rtnetlink.RTAX_MTU) != 0,
        metrics.u32(Rtnetlink.RTAX_ADVMSS).orElse(0),
        (flags & Rtnetlink.RTNH_F_ONLINK) != 0,
        route.bytes(Rtnetlink.RTA_MULTIPATH).map(b -> hops(b, links)).orElse(List.of()));
  }

  /** Several {@code struct rtnexthop}, each with attributes of its own. */
  private static List<RouteSpec.Hop> hops(byte[] content, LinkReader links) {
    List<RouteSpec.Hop> out = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
    int at = 0;
    while (at + RTNEXTHOP <= content.length) {
      int length = in.getShort(at) & 0xffff;
      if (length < RTNEXTHOP || at + length > content.length) {
        break;
      }
      boolean onLink = (in.get(at + 2) & Rtnetlink.RTNH_F_ONLINK) != 0;
      int weight = (in.get(at + 3) & 0xff) + 1;
      Optional<String> device = links.name(in.getInt(at + 4));
      Attributes its = Attributes.of(content, at + RTNEXTHOP, at + length);
      out.add(new RouteSpec.Hop(its.address(Rtnetlink.RTA_GATEWAY), device, weight, onLink));
      at += length;
    }
    return out;
  }

  /** Who made it; somebody without a name is taken for an administrator. */
  private static RouteSpec.Protocol protocol(int number) {
    for (RouteSpec.Protocol protocol : RouteSpec.Protocol.values()) {
      if (protocol.number() == number) {
        return protocol;
      }
    }
    return RouteSpec.Protocol.STATIC;
  }
}
