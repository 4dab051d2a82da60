package passerelle.real.net;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The C library's functions for sockets that Java's own cannot be had from: Java gives no IPv6-only
 * sockets, closes a watched socket later than it is told to, and does not say which error it met.
 */
final class SocketCalls {
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM = 1;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_ERROR = 4;
  static final int IPPROTO_TCP = 6;
  static final int TCP_NODELAY = 1;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int SHUT_WR = 1;
  static final int SHUT_RDWR = 2;
  static final int MSG_NOSIGNAL = 0x4000;

  static final int EPOLL_CLOEXEC = 0x80000;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;
  static final int EPOLL_CTL_MOD = 3;
  static final int EPOLLIN = 1;
  static final int EPOLLOUT = 4;
  static final int EPOLLERR = 8;
  static final int EPOLLHUP = 16;
  static final int EPOLLRDHUP = 0x2000;
  static final int EFD_CLOEXEC = 0x80000;
  static final int EFD_NONBLOCK = 0x800;

  static {
    Native.register(SocketCalls.class, "c");
  }

  private SocketCalls() {}

  static native int listen(int fd, int backlog) throws LastErrorException;

  static native int accept4(int fd, Pointer address, Pointer length, int flags)
      throws LastErrorException;

  static native int connect(int fd, byte[] address, int length) throws LastErrorException;

  static native int socketpair(int family, int type, int protocol, int[] pair)
      throws LastErrorException;

  static native int shutdown(int fd, int how) throws LastErrorException;

  static native int getsockopt(int fd, int level, int name, int[] value, int[] length)
      throws LastErrorException;

  static native int getpeername(int fd, byte[] address, int[] length) throws LastErrorException;

  static native int getsockname(int fd, byte[] address, int[] length) throws LastErrorException;

  static native long recvfrom(
      int fd, Pointer buffer, long size, int flags, byte[] address, int[] length)
      throws LastErrorException;

  static native int epoll_create1(int flags) throws LastErrorException;

  static native int epoll_ctl(int epoll, int operation, int fd, byte[] event)
      throws LastErrorException;

  static native int epoll_wait(int epoll, byte[] events, int count, int timeoutMillis)
      throws LastErrorException;

  static native int eventfd(int value, int flags) throws LastErrorException;
}
