package passerelle.real.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;
import passerelle.text.WordList;

/**
 * The tracked IPv4 connections (net/netfilter/nf_conntrack_netlink.c:ctnetlink_fill_info). Sorted:
 * the kernel keeps them in a hash table.
 */
public final class ConnectionReader {
  private static final int IPCTNL_MSG_CT_GET = 1 << 8 | 1;
  private static final int NFGENMSG = 4;

  private static final int CTA_TUPLE_ORIG = 1;
  private static final int CTA_TUPLE_REPLY = 2;
  private static final int CTA_STATUS = 3;
  private static final int CTA_PROTOINFO = 4;
  private static final int CTA_TIMEOUT = 7;
  private static final int CTA_MARK = 8;
  private static final int CTA_PROTOINFO_TCP = 1;
  private static final int CTA_PROTOINFO_TCP_STATE = 1;
  private static final int CTA_TUPLE_IP = 1;
  private static final int CTA_TUPLE_PROTO = 2;
  private static final int CTA_IP_V4_SRC = 1;
  private static final int CTA_IP_V4_DST = 2;
  private static final int CTA_PROTO_NUM = 1;
  private static final int CTA_PROTO_SRC_PORT = 2;
  private static final int CTA_PROTO_DST_PORT = 3;
  private static final int CTA_PROTO_ICMP_ID = 4;
  private static final int CTA_PROTO_ICMP_TYPE = 5;
  private static final int CTA_PROTO_ICMP_CODE = 6;

  private static final int IPS_SEEN_REPLY = 1 << 1;
  private static final int IPS_ASSURED = 1 << 2;

  /** {@code enum tcp_conntrack}. */
  private static final List<String> TCP_STATES =
      WordList.of(
          """
          NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE
          SYN_SENT2
          """);

  private ConnectionReader() {}

  /**
   * Reads them all.
   *
   * @param socket of the kind {@link NetlinkSocket#NETFILTER}
   */
  static List<ConnectionView> read(NetlinkSocket socket) throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(IPCTNL_MSG_CT_GET, NetlinkRequest.DUMP)
            .u8(Rtnetlink.AF_INET)
            .u8(0)
            .u16(0);
    List<ConnectionView> out = new ArrayList<>();
    for (NetlinkMessage message : socket.dump(all)) {
      Attributes connection = message.attributes(NFGENMSG);
      out.add(view(connection));
    }
    out.sort(Comparator.comparing(ConnectionView::line));
    return out;
  }

  /** One of them, by the attributes of its message. */
  public static ConnectionView view(Attributes connection) {
    Attributes original = connection.nested(CTA_TUPLE_ORIG);
    int protocol = original.nested(CTA_TUPLE_PROTO).u8(CTA_PROTO_NUM).orElse(0);
    int status = connection.big32(CTA_STATUS).orElse(0);
    Attributes tcp = connection.nested(CTA_PROTOINFO).nested(CTA_PROTOINFO_TCP);
    return new ConnectionView(
        protocol == IpProtocol.TCP
            ? Optional.of(TCP_STATES.get(tcp.u8(CTA_PROTOINFO_TCP_STATE).orElse(0)))
            : Optional.empty(),
        tuple(original, protocol),
        tuple(connection.nested(CTA_TUPLE_REPLY), protocol),
        (status & IPS_SEEN_REPLY) != 0,
        (status & IPS_ASSURED) != 0,
        connection.big32(CTA_MARK).orElse(0),
        connection.big32(CTA_TIMEOUT).orElse(0));
  }

  private static ConnectionView.Tuple tuple(Attributes tuple, int protocol) {
    Attributes ip = tuple.nested(CTA_TUPLE_IP);
    Attributes ports = tuple.nested(CTA_TUPLE_PROTO);
    int from = 0;
    int to = 0;
    if (protocol == IpProtocol.ICMP) {
      from = big16(ports, CTA_PROTO_ICMP_ID);
      to = ports.u8(CTA_PROTO_ICMP_TYPE).orElse(0) << 8 | ports.u8(CTA_PROTO_ICMP_CODE).orElse(0);
    } else if (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) {
      from = big16(ports, CTA_PROTO_SRC_PORT);
      to = big16(ports, CTA_PROTO_DST_PORT);
    }
    return new ConnectionView.Tuple(
        protocol, address(ip, CTA_IP_V4_SRC), from, address(ip, CTA_IP_V4_DST), to);
  }

  private static IpAddress address(Attributes ip, int type) {
    return ip.address(type).orElse(Family.IPV4.any());
  }

  private static int big16(Attributes attributes, int type) {
    byte[] value = attributes.bytes(type).orElse(new byte[2]);
    return value.length < 2 ? 0 : ByteBuffer.wrap(value).getShort() & 0xffff;
  }
}
