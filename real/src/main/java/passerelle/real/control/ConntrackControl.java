package passerelle.real.control;

import java.util.List;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.ConntrackFilter;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.read.ConnectionReader;

/**
 * Forgets tracked connections (net/netfilter/nf_conntrack_netlink.c,
 * include/uapi/linux/netfilter/nfnetlink_conntrack.h).
 */
final class ConntrackControl {
  private static final int SUBSYSTEM = 1 << 8;
  private static final int GET = SUBSYSTEM | 1;
  private static final int DELETE = SUBSYSTEM | 2;
  private static final int GET_STATS = SUBSYSTEM | 5;
  private static final int NFGENMSG = 4;
  private static final int AF_INET = 2;

  private static final int CTA_TUPLE_ORIG = 1;
  private static final int CTA_ID = 12;
  private static final int CTA_ZONE = 18;
  private static final int CTA_STATS_GLOBAL_ENTRIES = 1;

  private ConntrackControl() {}

  /** Forgets all connections that are meant. */
  static void forget(Place place, ConntrackFilter which) throws KernelException {
    NetlinkSocket socket = place.netfilter();
    if (isEmpty(socket)) {
      return;
    }
    for (NetlinkMessage entry : socket.dump(message(GET, NetlinkRequest.DUMP))) {
      Attributes attributes = entry.attributes(NFGENMSG);
      ConnectionView connection = ConnectionReader.view(attributes);
      if (connection.original().fits(which, connection.reply())) {
        delete(socket, attributes);
      }
    }
  }

  /** The machine has one large hash table for all namespaces; walking it takes its time. */
  private static boolean isEmpty(NetlinkSocket socket) throws KernelException {
    Attributes statistics = socket.get(message(GET_STATS, 0)).attributes(NFGENMSG);
    return statistics.big32(CTA_STATS_GLOBAL_ENTRIES).orElse(1) == 0;
  }

  /** The entry may have timed out meanwhile. */
  private static void delete(NetlinkSocket socket, Attributes entry) throws KernelException {
    NetlinkRequest request = message(DELETE, NetlinkRequest.ACK);
    for (int type : List.of(CTA_TUPLE_ORIG, CTA_ZONE, CTA_ID)) {
      entry.bytes(type).ifPresent(value -> request.attribute(type, value));
    }
    try {
      socket.execute(request);
    } catch (KernelException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** Begins with a {@code struct nfgenmsg}. */
  private static NetlinkRequest message(int type, int flags) {
    return new NetlinkRequest(type, flags).u8(AF_INET).u8(0).u16(0);
  }
}
