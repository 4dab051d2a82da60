package passerelle.real.capture;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.SystemCall;

/**
 * Watches a namespace's devices, whoever makes, moves or changes them. A socket in rtnetlink's
 * group of links is the bell; when it has rung, the devices are listed anew.
 */
final class LinkWatch implements AutoCloseable {
  private static final int RTMGRP_LINK = 1;
  private static final int SOCKADDR_NL = 12;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int ENOUGH = 64;

  private final int bell;
  private final NetlinkSocket socket;

  private LinkWatch(int bell, NetlinkSocket socket) {
    this.bell = bell;
    this.socket = socket;
  }

  static LinkWatch open(Netns netns) throws KernelException {
    try {
      return new LinkWatch(
          netns.call(LinkWatch::bell), NetlinkSocket.open(netns, NetlinkSocket.ROUTE));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int bell() throws KernelException {
    int type = Libc.SOCK_RAW | Libc.SOCK_CLOEXEC;
    int fd = SystemCall.check(() -> Libc.socket(Libc.AF_NETLINK, type, NetlinkSocket.ROUTE));
    ByteBuffer address = ByteBuffer.allocate(SOCKADDR_NL).order(ByteOrder.nativeOrder());
    address.putShort((short) Libc.AF_NETLINK).putShort((short) 0).putInt(0).putInt(RTMGRP_LINK);
    SystemCall.check(() -> Libc.bind(fd, address.array(), SOCKADDR_NL));
    return fd;
  }

  /** Readable when something has changed. */
  int bellDescriptor() {
    return bell;
  }

  /** Silences the bell. What it was rung for does not matter, nor whether rings were lost. */
  void silence() {
    byte[] message = new byte[ENOUGH];
    try {
      while (true) {
        Libc.recv(bell, message, message.length, MSG_DONTWAIT);
      }
    } catch (LastErrorException silent) {
      return; // EAGAIN: that was all; ENOBUFS: it was more than the socket holds.
    }
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
    Libc.close(bell);
    socket.close();
  }
}
