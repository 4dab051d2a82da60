package passerelle.real.net;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.SystemCall;

/**
 * Opens sockets that do not block, in a network namespace. It is the call of socket(2) that decides
 * which namespace a socket belongs to, so only that is done there.
 */
final class Sockets {
  private static final int BIND_TRIES = 10;

  /** Milliseconds. */
  private static final long BIND_PAUSE = 3;

  private Sockets() {}

  /** What is done with a new descriptor. */
  private interface Preparation {
    void run(int fd) throws KernelException;
  }

  /** A TCP socket that listens. */
  static int listen(Netns netns, SocketAddress address, boolean v6only, int backlog)
      throws KernelException {
    return open(
        netns,
        address,
        SocketCalls.SOCK_STREAM,
        fd -> {
          option(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_REUSEADDR, 1);
          bindOnce(fd, address, v6only);
          SystemCall.check(() -> SocketCalls.listen(fd, backlog));
        });
  }

  /** A UDP socket with an address of its own. */
  static int bind(Netns netns, SocketAddress address, boolean v6only) throws KernelException {
    return open(netns, address, Libc.SOCK_DGRAM, fd -> bind(fd, address, v6only));
  }

  /** A UDP socket with a peer. */
  static int connectUdp(Netns netns, SocketAddress peer) throws KernelException {
    return open(netns, peer, Libc.SOCK_DGRAM, fd -> connect(fd, peer));
  }

  /** A TCP socket whose handshake goes on. */
  static int connectTcp(Netns netns, SocketAddress peer) throws KernelException {
    return open(netns, peer, SocketCalls.SOCK_STREAM, fd -> connect(fd, peer));
  }

  private static int open(Netns netns, SocketAddress address, int type, Preparation preparation)
      throws KernelException {
    int family = address.isIpv6() ? SocketCalls.AF_INET6 : Libc.AF_INET;
    int flags = type | SocketCalls.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
    int fd = netns.visit(() -> SystemCall.check(() -> Libc.socket(family, flags, 0)));
    try {
      preparation.run(fd);
      return fd;
    } catch (KernelException e) {
      close(fd);
      throw e;
    }
  }

  private static void bindOnce(int fd, SocketAddress address, boolean v6only)
      throws KernelException {
    if (address.isIpv6()) {
      option(fd, SocketCalls.IPPROTO_IPV6, SocketCalls.IPV6_V6ONLY, v6only ? 1 : 0);
    }
    byte[] octets = Sockaddr.write(address, address.isIpv6());
    SystemCall.check(() -> Libc.bind(fd, octets, octets.length));
  }

  /**
   * A datagram socket that was closed just now may live on for a moment, in a process that has been
   * forked and has not closed its copies yet (execve(2)).
   */
  private static void bind(int fd, SocketAddress address, boolean v6only) throws KernelException {
    for (int tries = 1; ; tries++) {
      try {
        bindOnce(fd, address, v6only);
        return;
      } catch (KernelException refused) {
        if (refused.errno() != Errno.EADDRINUSE || tries == BIND_TRIES) {
          throw refused;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BIND_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void connect(int fd, SocketAddress peer) throws KernelException {
    byte[] octets = Sockaddr.write(peer, peer.isIpv6());
    try {
      SystemCall.check(() -> SocketCalls.connect(fd, octets, octets.length));
    } catch (KernelException e) {
      if (e.errno() != Errno.EINPROGRESS) {
        throw e;
      }
    }
  }

  /** Sets an option to a number. */
  static void option(int fd, int level, int name, int value) throws KernelException {
    byte[] octets =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    SystemCall.check(() -> Libc.setsockopt(fd, level, name, octets, octets.length));
  }

  /** The error that came for a socket, which is taken from it by this; 0 for none. */
  static int takeError(int fd) {
    int[] error = {0};
    int[] size = {Integer.BYTES};
    try {
      SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_ERROR, error, size);
    } catch (LastErrorException e) {
      return e.getErrorCode();
    }
    return error[0];
  }

  /**
   * Closes a socket that listens, which gives its port back at once, even if a process that has
   * been forked and has not come to execve(2) yet holds a copy: shutdown(2) ends the listening
   * itself ({@code inet_shutdown}).
   */
  static void closeListening(int fd) {
    try {
      SocketCalls.shutdown(fd, SocketCalls.SHUT_RDWR);
    } catch (LastErrorException endedAlready) {
      // Nothing listens any more, which is what was wanted.
    }
    close(fd);
  }

  /** Closes a descriptor; the kernel lets go of it whatever it answers (close(2)). */
  static void close(int fd) {
    try {
      Libc.close(fd);
    } catch (LastErrorException lateError) {
      // An error of an earlier write: TCP has told it by a reset already.
    }
  }
}
