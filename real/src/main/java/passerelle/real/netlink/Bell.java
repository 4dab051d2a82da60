package passerelle.real.netlink;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.Poll;
import passerelle.real.sys.SystemCall;

/**
 * A socket in a group of netlink's listeners (netlink(7)), which rings when the kernel tells them
 * something. What it is told does not matter, nor whether rings were lost: who hears it looks anew.
 */
public final class Bell implements AutoCloseable {
  private static final int SOCKADDR_NL = 12;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int ENOUGH = 64;

  private final int fd;

  private Bell(int fd) {
    this.fd = fd;
  }

  /**
   * Listens in a namespace from now on.
   *
   * @param protocol {@link NetlinkSocket#ROUTE} or {@link NetlinkSocket#NETFILTER}
   * @param groups a bit for each ({@code nl_groups})
   */
  public static Bell open(Netns netns, int protocol, int groups) throws KernelException {
    int type = Libc.SOCK_RAW | Libc.SOCK_CLOEXEC;
    int fd =
        netns.visit(() -> SystemCall.check(() -> Libc.socket(Libc.AF_NETLINK, type, protocol)));
    ByteBuffer address = ByteBuffer.allocate(SOCKADDR_NL).order(ByteOrder.nativeOrder());
    address.putShort((short) Libc.AF_NETLINK).putShort((short) 0).putInt(0).putInt(groups);
    SystemCall.check(() -> Libc.bind(fd, address.array(), SOCKADDR_NL));
    return new Bell(fd);
  }

  /** Readable when something has changed. */
  public int descriptor() {
    return fd;
  }

  /** Silences it; whether it had rung, be it for more than the socket holds (ENOBUFS). */
  public boolean silence() throws KernelException {
    boolean rang = false;
    while (!Poll.readable(List.of(fd), 0).isEmpty()) {
      rang = true;
      try {
        byte[] message = new byte[ENOUGH];
        Libc.recv(fd, message, message.length, MSG_DONTWAIT);
      } catch (LastErrorException lost) {
        // More than it holds (ENOBUFS): that is a ring as well.
      }
    }
    return rang;
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
