package passerelle.real.netlink;

import passerelle.addr.Family;

/**
 * The numbers of rtnetlink (include/uapi/linux/rtnetlink.h, if_link.h, if_addr.h, neighbour.h,
 * veth.h), named as there but for the prefixes {@code RTM_} and {@code RT_}.
 */
public final class Rtnetlink {
  public static final int NEWLINK = 16;
  public static final int DELLINK = 17;
  public static final int GETLINK = 18;
  public static final int SETLINK = 19;
  public static final int NEWADDR = 20;
  public static final int DELADDR = 21;
  public static final int GETADDR = 22;
  public static final int NEWROUTE = 24;
  public static final int DELROUTE = 25;
  public static final int GETROUTE = 26;
  public static final int GETNEIGH = 30;

  /** Length of {@code struct ifinfomsg}. */
  public static final int IFINFOMSG = 16;

  /** Length of {@code struct ifaddrmsg}. */
  public static final int IFADDRMSG = 8;

  /** Length of {@code struct rtmsg}. */
  public static final int RTMSG = 12;

  public static final int IFF_UP = 0x1;

  public static final int IFLA_ADDRESS = 1;
  public static final int IFLA_IFNAME = 3;
  public static final int IFLA_MTU = 4;
  public static final int IFLA_LINK = 5;
  public static final int IFLA_MASTER = 10;
  public static final int IFLA_PROTINFO = 12;
  public static final int IFLA_TXQLEN = 13;
  public static final int IFLA_OPERSTATE = 16;
  public static final int IFLA_LINKINFO = 18;
  public static final int IFLA_NET_NS_FD = 28;
  public static final int IFLA_EXT_MASK = 29;
  public static final int IFLA_LINK_NETNSID = 37;

  /** For requests: the namespace of that number instead of the socket's. */
  public static final int IFLA_TARGET_NETNSID = 46;

  /** The index to have after a move. */
  public static final int IFLA_NEW_IFINDEX = 49;

  /** Within IFLA_LINKINFO. */
  public static final int IFLA_INFO_KIND = 1;

  /** Within IFLA_LINKINFO. */
  public static final int IFLA_INFO_DATA = 2;

  /** Within IFLA_LINKINFO: what a device is set to as a port of its master. */
  public static final int IFLA_INFO_SLAVE_DATA = 5;

  /** Within IFLA_INFO_DATA of a VLAN: its identifier. */
  public static final int IFLA_VLAN_ID = 1;

  /** Within IFLA_INFO_DATA of a macvlan: how it reaches the others. */
  public static final int IFLA_MACVLAN_MODE = 1;

  /** Within IFLA_INFO_DATA of an ipvlan: where packets find their way. */
  public static final int IFLA_IPVLAN_MODE = 1;

  /** Within IFLA_INFO_DATA of an ipvlan: whom it reaches, 1 for private, 2 for vepa. */
  public static final int IFLA_IPVLAN_FLAGS = 2;

  /** Within IFLA_INFO_DATA of a vxlan: the network's identifier. */
  public static final int IFLA_VXLAN_ID = 1;

  /** Within IFLA_INFO_DATA of a vxlan: where frames go of which nobody knows better. */
  public static final int IFLA_VXLAN_GROUP = 2;

  /** Within IFLA_INFO_DATA of a vxlan: index of the device that datagrams leave by. */
  public static final int IFLA_VXLAN_LINK = 3;

  /** Within IFLA_INFO_DATA of a vxlan: the address that datagrams come from. */
  public static final int IFLA_VXLAN_LOCAL = 4;

  /** Within IFLA_INFO_DATA of a vxlan: their time to live, an octet. */
  public static final int IFLA_VXLAN_TTL = 5;

  /** Within IFLA_INFO_DATA of a vxlan: whether it learns, an octet. */
  public static final int IFLA_VXLAN_LEARNING = 7;

  /** Within IFLA_INFO_DATA of a vxlan: the port, in network order. */
  public static final int IFLA_VXLAN_PORT = 15;

  /** Within IFLA_INFO_DATA of a veth: an ifinfomsg and attributes for the other end. */
  public static final int VETH_INFO_PEER = 1;

  /** Within IFLA_PROTINFO and IFLA_INFO_SLAVE_DATA of a bridge port: a {@code BR_STATE_*}. */
  public static final int IFLA_BRPORT_STATE = 1;

  /** {@code BR_STATE_DISABLED}. */
  public static final int PORT_DISABLED = 0;

  /** Within IFLA_PROTINFO and IFLA_INFO_SLAVE_DATA of a bridge port: hairpin mode. */
  public static final int IFLA_BRPORT_MODE = 4;

  /** For IFLA_EXT_MASK: leave the counters out. */
  public static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;

  /** {@code IF_OPER_UP}, a value of IFLA_OPERSTATE. */
  public static final int OPER_UP = 6;

  public static final int IFA_ADDRESS = 1;
  public static final int IFA_LOCAL = 2;
  public static final int IFA_BROADCAST = 4;

  public static final int RTA_DST = 1;
  public static final int RTA_OIF = 4;
  public static final int RTA_GATEWAY = 5;
  public static final int RTA_PRIORITY = 6;
  public static final int RTA_PREFSRC = 7;
  public static final int RTA_METRICS = 8;
  public static final int RTA_MULTIPATH = 9;
  public static final int RTA_TABLE = 15;

  /** Within RTA_METRICS: bits of the metrics that do not change. */
  public static final int RTAX_LOCK = 1;

  public static final int RTAX_MTU = 2;
  public static final int RTAX_ADVMSS = 8;

  /** Of a next hop: its gateway is on the link. */
  public static final int RTNH_F_ONLINK = 4;

  public static final int SCOPE_UNIVERSE = 0;
  public static final int SCOPE_LINK = 253;
  public static final int SCOPE_HOST = 254;

  public static final int PROT_UNSPEC = 0;
  public static final int PROT_KERNEL = 2;

  public static final int UNICAST = 1;
  public static final int LOCAL = 2;
  public static final int BROADCAST = 3;
  public static final int BLACKHOLE = 6;
  public static final int UNREACHABLE = 7;
  public static final int PROHIBIT = 8;
  public static final int THROW = 9;

  public static final int AF_UNSPEC = 0;
  public static final int AF_INET = 2;
  public static final int AF_BRIDGE = 7;
  public static final int AF_INET6 = 10;

  private Rtnetlink() {}

  /** {@code AF_...}. */
  public static int family(Family family) {
    return family == Family.IPV4 ? AF_INET : AF_INET6;
  }
}
