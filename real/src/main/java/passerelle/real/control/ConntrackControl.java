package passerelle.real.control;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.ConntrackFilter;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.Bell;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.read.ConnectionReader;
import passerelle.real.sys.Netns;

/**
 * Forgets tracked connections of a namespace (net/netfilter/nf_conntrack_netlink.c,
 * include/uapi/linux/netfilter/nfnetlink_conntrack.h). The machine has one large hash table for all
 * namespaces, and walking it takes longer than all that starts a container: it is looked at anew
 * only when a connection has come, of which the kernel tells its listeners.
 */
final class ConntrackControl implements AutoCloseable {
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

  /** {@code NFNLGRP_CONNTRACK_NEW}. */
  private static final int NEW = 1;

  private final Bell bell;
  private final NetlinkSocket socket;

  /** What there was when it was looked at; some of it may have ended since. */
  private Optional<List<NetlinkMessage>> known = Optional.empty();

  ConntrackControl(Netns netns) throws KernelException {
    bell = Bell.open(netns, NetlinkSocket.NETFILTER, NEW);
    socket = NetlinkSocket.open(netns, NetlinkSocket.NETFILTER);
  }

  /** Forgets all connections that are meant. */
  void forget(ConntrackFilter which) throws KernelException {
    if (isEmpty()) {
      return;
    }
    if (bell.silence() || known.isEmpty()) {
      known = Optional.of(socket.dump(message(GET, NetlinkRequest.DUMP)));
    }
    for (NetlinkMessage entry : known.get()) {
      Attributes attributes = entry.attributes(NFGENMSG);
      ConnectionView connection = ConnectionReader.view(attributes);
      if (connection.original().fits(which, connection.reply())) {
        delete(attributes);
      }
    }
  }

  private boolean isEmpty() throws KernelException {
    Attributes statistics = socket.get(message(GET_STATS, 0)).attributes(NFGENMSG);
    return statistics.big32(CTA_STATS_GLOBAL_ENTRIES).orElse(1) == 0;
  }

  /** The entry may have timed out meanwhile. */
  private void delete(Attributes entry) throws KernelException {
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

  @Override
  public void close() {
    bell.close();
    socket.close();
  }
}
