package passerelle.real.capture;

import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.Bell;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;
import passerelle.real.sys.Netns;

/**
 * Watches a namespace's devices, whoever makes, moves or changes them. A socket in rtnetlink's
 * group of links is the bell; when it has rung, the devices are listed anew.
 */
final class LinkWatch implements AutoCloseable {
  private static final int RTMGRP_LINK = 1;

  private final Bell bell;
  private final NetlinkSocket socket;

  private LinkWatch(Bell bell, NetlinkSocket socket) {
    this.bell = bell;
    this.socket = socket;
  }

  static LinkWatch open(Netns netns) throws KernelException {
    return new LinkWatch(
        Bell.open(netns, NetlinkSocket.ROUTE, RTMGRP_LINK),
        NetlinkSocket.open(netns, NetlinkSocket.ROUTE));
  }

  /** Readable when something has changed. */
  int bellDescriptor() {
    return bell.descriptor();
  }

  /** Silences the bell. */
  void silence() throws KernelException {
    bell.silence();
  }

  /** The devices there are. */
  List<Link> links() throws KernelException {
    NetlinkRequest all =
        new NetlinkRequest(Rtnetlink.GETLINK, NetlinkRequest.DUMP)
            .u8(Rtnetlink.AF_UNSPEC)
            .u8(0)
            .u16(0)
            .u32(0)
            .u32(0)
            .u32(0)
            .attribute32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
    return socket.dump(all).stream().map(Link::of).toList();
  }

  @Override
  public void close() {
    bell.close();
    socket.close();
  }
}
