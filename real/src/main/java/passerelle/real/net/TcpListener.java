package passerelle.real.net;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.Errno;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;
import passerelle.service.Connection;

/** Listens, and hands every connection to an application. */
final class TcpListener extends ServiceSocket {
  /** How long connections wait when the JVM has no descriptors left. */
  private static final long PAUSE = 100_000_000;

  private final Consumer<Connection> accepted;

  /** Takes over a descriptor that listens already. */
  TcpListener(ServingProcess process, int fd, Consumer<Connection> accepted) {
    super(process, fd);
    this.accepted = accepted;
  }

  void start() {
    watch(SocketCalls.EPOLLIN);
  }

  @Override
  void close(int descriptor) {
    Sockets.closeListening(descriptor);
  }

  @Override
  void ready(int events) {
    try {
      int flags = SocketCalls.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
      int fd = SocketCalls.accept4(fd(), Pointer.NULL, Pointer.NULL, flags);
      accepted.accept(process().own(new TcpConnection(process(), fd, false)));
    } catch (LastErrorException e) {
      Optional<Errno> errno = SystemCall.errno(e.getErrorCode());
      boolean gone = errno.equals(Optional.of(Errno.ECONNABORTED));
      if (!gone && !errno.equals(Optional.of(Errno.EAGAIN))) {
        ignore();
        process().after(PAUSE, this::start);
      }
    }
  }
}
