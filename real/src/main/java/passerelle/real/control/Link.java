package passerelle.real.control;

import java.util.OptionalInt;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * What the kernel tells of a device.
 *
 * @param index its interface index
 * @param name its name
 * @param kind {@code veth}, {@code bridge}...; empty for hardware and lo
 * @param up whether it is administratively up
 * @param running whether it can pass frames: up, with a carrier that all have heard of
 * @param master index of the bridge that it is a port of, or 0
 * @param mtu in octets
 * @param mac hardware address
 * @param hairpin whether it is a bridge port that sends frames back
 */
record Link(
    int index,
    String name,
    String kind,
    boolean up,
    boolean running,
    int master,
    int mtu,
    MacAddress mac,
    boolean hairpin) {
  private static final int INDEX_AT = 4;
  private static final int FLAGS_AT = 8;

  /** The device of that name; ENODEV when there is none. */
  static Link find(NetlinkSocket socket, String name) throws KernelException {
    return read(ask(socket, name));
  }

  /** What the kernel tells of the device of that name; ENODEV when there is none. */
  static NetlinkMessage ask(NetlinkSocket socket, String name) throws KernelException {
    return socket.get(
        about(Rtnetlink.GETLINK, 0, 0)
            .attribute(Rtnetlink.IFLA_IFNAME, name)
            .attribute32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS));
  }

  /** Whether there is a device of that name. */
  static boolean exists(NetlinkSocket socket, String name) throws KernelException {
    try {
      socket.index(name);
      return true;
    } catch (KernelException e) {
      if (e.errno() == Errno.ENODEV) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Whether the other end of a veth is a bridge port that lets nothing in: it does from when the
   * kernel has told the bridge of the carrier.
   */
  static boolean leadsToDisabledPort(NetlinkSocket socket, NetlinkMessage veth)
      throws KernelException {
    Attributes here = veth.attributes(Rtnetlink.IFINFOMSG);
    OptionalInt end = here.u32(Rtnetlink.IFLA_LINK);
    OptionalInt namespace = here.u32(Rtnetlink.IFLA_LINK_NETNSID);
    if (end.isEmpty() || namespace.isEmpty()) {
      return false;
    }
    NetlinkRequest other =
        about(Rtnetlink.GETLINK, 0, end.getAsInt())
            .attribute32(Rtnetlink.IFLA_TARGET_NETNSID, namespace.getAsInt())
            .attribute32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
    return socket
        .get(other)
        .attributes(Rtnetlink.IFINFOMSG)
        .nested(Rtnetlink.IFLA_LINKINFO)
        .nested(Rtnetlink.IFLA_INFO_SLAVE_DATA)
        .u8(Rtnetlink.IFLA_BRPORT_STATE)
        .equals(OptionalInt.of(Rtnetlink.PORT_DISABLED));
  }

  /** Begins a request about a device ({@code struct ifinfomsg}). */
  static NetlinkRequest about(int type, int flags, int index) {
    return header(new NetlinkRequest(type, flags), Rtnetlink.AF_UNSPEC, index, 0, 0);
  }

  /** Adds a {@code struct ifinfomsg} to a request. */
  static NetlinkRequest header(
      NetlinkRequest request, int family, int index, int flags, int change) {
    return request.u8(family).u8(0).u16(0).u32(index).u32(flags).u32(change);
  }

  static Link read(NetlinkMessage message) {
    Attributes attributes = message.attributes(Rtnetlink.IFINFOMSG);
    Attributes info = attributes.nested(Rtnetlink.IFLA_LINKINFO);
    return new Link(
        message.u32(INDEX_AT),
        attributes.text(Rtnetlink.IFLA_IFNAME).orElse(""),
        info.text(Rtnetlink.IFLA_INFO_KIND).orElse(""),
        (message.u32(FLAGS_AT) & Rtnetlink.IFF_UP) != 0,
        attributes.u8(Rtnetlink.IFLA_OPERSTATE).orElse(0) == Rtnetlink.OPER_UP,
        attributes.u32(Rtnetlink.IFLA_MASTER).orElse(0),
        attributes.u32(Rtnetlink.IFLA_MTU).orElse(0),
        attributes.bytes(Rtnetlink.IFLA_ADDRESS).map(Link::mac).orElse(MacAddress.ZERO),
        info.nested(Rtnetlink.IFLA_INFO_SLAVE_DATA).u8(Rtnetlink.IFLA_BRPORT_MODE).orElse(0) != 0);
  }

  private static MacAddress mac(byte[] octets) {
    long bits = 0;
    for (byte octet : octets) {
      bits = bits << 8 | octet & 0xff;
    }
    return new MacAddress(bits);
  }

  /** A hardware address as an attribute has it. */
  static byte[] octets(MacAddress mac) {
    byte[] octets = new byte[6];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (mac.bits() >> 8 * (octets.length - 1 - i));
    }
    return octets;
  }
}
