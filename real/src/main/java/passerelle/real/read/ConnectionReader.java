package passerelle.real.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.KernelException;
import passerelle.kernel.NetnsSnapshot;
import passerelle.packet.IpProtocol;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * The tracked IPv4 connections (net/netfilter/nf_conntrack_netlink.c:ctnetlink_fill_info), written
 * as {@code conntrack -L} writes them but for what changes while nothing happens: the time left and
 * the number of users. Sorted: the kernel keeps them in a hash table.
 */
final class ConnectionReader {
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
      List.of(
          "NONE",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2");

  private ConnectionReader() {}

  /**
   * Reads them all.
   *
   * @param socket of the kind {@link NetlinkSocket#NETFILTER}
   */
  static List<NetnsSnapshot.Connection> read(NetlinkSocket socket) throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(IPCTNL_MSG_CT_GET, NetlinkRequest.DUMP)
            .u8(Rtnetlink.AF_INET)
            .u8(0)
            .u16(0);
    List<NetnsSnapshot.Connection> out = new ArrayList<>();
    for (NetlinkMessage message : socket.dump(all)) {
      Attributes connection = message.attributes(NFGENMSG);
      int left = connection.big32(CTA_TIMEOUT).orElse(0);
      out.add(new NetnsSnapshot.Connection(line(connection), left));
    }
    out.sort(Comparator.comparing(NetnsSnapshot.Connection::line));
    return out;
  }

  private static String line(Attributes connection) {
    Attributes original = connection.nested(CTA_TUPLE_ORIG);
    int protocol = original.nested(CTA_TUPLE_PROTO).u8(CTA_PROTO_NUM).orElse(0);
    int status = connection.big32(CTA_STATUS).orElse(0);
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%-8s %d ", IpProtocol.name(protocol), protocol));
    if (protocol == IpProtocol.TCP) {
      Attributes tcp = connection.nested(CTA_PROTOINFO).nested(CTA_PROTOINFO_TCP);
      out.append(TCP_STATES.get(tcp.u8(CTA_PROTOINFO_TCP_STATE).orElse(0))).append(' ');
    }
    out.append(tuple(original, protocol));
    out.append((status & IPS_SEEN_REPLY) == 0 ? " [UNREPLIED] " : " ");
    out.append(tuple(connection.nested(CTA_TUPLE_REPLY), protocol));
    out.append((status & IPS_ASSURED) == 0 ? "" : " [ASSURED]");
    return out + " mark=" + Integer.toUnsignedString(connection.big32(CTA_MARK).orElse(0));
  }

  private static String tuple(Attributes tuple, int protocol) {
    Attributes ip = tuple.nested(CTA_TUPLE_IP);
    Attributes ports = tuple.nested(CTA_TUPLE_PROTO);
    String addresses = "src=" + address(ip, CTA_IP_V4_SRC) + " dst=" + address(ip, CTA_IP_V4_DST);
    if (protocol == IpProtocol.ICMP) {
      int type = ports.u8(CTA_PROTO_ICMP_TYPE).orElse(0);
      int code = ports.u8(CTA_PROTO_ICMP_CODE).orElse(0);
      int id = big16(ports, CTA_PROTO_ICMP_ID);
      return addresses + " type=" + type + " code=" + code + " id=" + id;
    }
    if (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) {
      int from = big16(ports, CTA_PROTO_SRC_PORT);
      return addresses + " sport=" + from + " dport=" + big16(ports, CTA_PROTO_DST_PORT);
    }
    return addresses;
  }

  private static Ipv4Address address(Attributes ip, int type) {
    return AddressReader.ipv4(ip, type).orElse(Ipv4Address.ANY);
  }

  private static int big16(Attributes attributes, int type) {
    byte[] value = attributes.bytes(type).orElse(new byte[2]);
    return value.length < 2 ? 0 : ByteBuffer.wrap(value).getShort() & 0xffff;
  }
}
