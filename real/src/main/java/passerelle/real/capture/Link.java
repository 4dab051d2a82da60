package passerelle.real.capture;

import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.Rtnetlink;

/**
 * A device, as rtnetlink tells of it.
 *
 * @param index its interface index
 * @param name its name
 * @param hardware ARPHRD_*: what its link layer is
 * @param up whether it is set up (IFF_UP)
 * @param kind its driver ({@code IFLA_INFO_KIND}): {@code veth}, {@code bridge}; empty for others
 */
record Link(int index, String name, int hardware, boolean up, String kind) {
  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_LOOPBACK = 772;
  private static final int IFI_TYPE = 2;
  private static final int IFI_INDEX = 4;
  private static final int IFI_FLAGS = 8;

  static Link of(NetlinkMessage message) {
    Attributes attributes = message.attributes(Rtnetlink.IFINFOMSG);
    return new Link(
        message.u32(IFI_INDEX),
        attributes.text(Rtnetlink.IFLA_IFNAME).orElse(""),
        message.u16(IFI_TYPE),
        (message.u32(IFI_FLAGS) & Rtnetlink.IFF_UP) != 0,
        attributes.nested(Rtnetlink.IFLA_LINKINFO).text(Rtnetlink.IFLA_INFO_KIND).orElse(""));
  }

  /** Its frames begin with an Ethernet header; those of others (tunnels) have none to show. */
  boolean isEthernet() {
    return hardware == ARPHRD_ETHER || isLoopback();
  }

  boolean isLoopback() {
    return hardware == ARPHRD_LOOPBACK;
  }

  /**
   * Where it stands among the devices that receive one frame with one time stamp: a bridge after
   * its port, a macvlan after its parent.
   */
  int layer() {
    return kind.matches("bridge|vlan|(mac|ip)v(lan|tap)") ? 1 : 0;
  }
}
