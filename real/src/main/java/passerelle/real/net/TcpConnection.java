package passerelle.real.net;

import com.sun.jna.LastErrorException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;
import passerelle.service.Connection;

/** A TCP connection of the real kernel for an application without threads. */
final class TcpConnection extends ServiceSocket implements Connection {
  /** Whose connection has gone meanwhile. */
  private static final SocketAddress NOWHERE = SocketAddress.ANY;

  private final Deque<Payload> pending = new ArrayDeque<>();
  private Optional<Listener> listener = Optional.empty();
  private boolean connecting;
  private boolean reading = true;
  private boolean hungUp;
  private boolean congested;
  private boolean ended;
  private boolean finishing;
  private boolean finished;
  private boolean closing;

  /**
   * Takes over a descriptor that does not block.
   *
   * @param connecting whether its handshake still goes on
   */
  TcpConnection(ServingProcess process, int fd, boolean connecting) {
    super(process, fd);
    this.connecting = connecting;
  }

  @Override
  public void listen(Listener newListener) {
    listener = Optional.of(newListener);
    if (!connecting) {
      newListener.connected();
    }
    update();
  }

  /** Asks to be told what there is to do something about. */
  private void update() {
    int events = canRead() ? SocketCalls.EPOLLIN | SocketCalls.EPOLLRDHUP : 0;
    if (connecting || congested) {
      events |= SocketCalls.EPOLLOUT;
    }
    if (events != 0 || listener.isPresent() && !hungUp) {
      watch(events);
    } else {
      ignore();
    }
  }

  private boolean canRead() {
    return listener.isPresent() && reading && !ended && !connecting;
  }

  @Override
  void ready(int events) {
    if (connecting) {
      connecting = false;
      if (Sockets.takeError(fd()) != 0) {
        fail();
        return;
      }
      listener.ifPresent(Listener::connected);
    } else if ((events & ~SocketCalls.EPOLLOUT) != 0) {
      if (canRead()) {
        receive();
        if ((events & SocketCalls.EPOLLRDHUP) != 0) {
          readToTheEnd();
        }
      } else if (Sockets.takeError(fd()) != 0) {
        fail();
      } else {
        // Both directions have ended: this would be told again and again.
        hungUp = (events & SocketCalls.EPOLLHUP) != 0;
      }
    }
    flush();
  }

  /** The peer's last words and its end came together, and are told so. */
  private void readToTheEnd() {
    while (isOpen() && canRead()) {
      receive();
    }
  }

  private void receive() {
    try {
      long count = Libc.recv(fd(), process().poller().buffer(), Poller.BUFFER_SIZE, 0);
      if (count > 0) {
        byte[] octets = process().poller().buffer().getByteArray(0, (int) count);
        listener.ifPresent(l -> l.received(Payload.of(octets)));
      } else {
        ended = true;
        listener.ifPresent(Listener::ended);
      }
    } catch (LastErrorException e) {
      if (!isAgain(e)) {
        fail();
      }
    }
  }

  private static boolean isAgain(LastErrorException e) {
    return SystemCall.errno(e.getErrorCode()).equals(Optional.of(Errno.EAGAIN));
  }

  private void fail() {
    if (isOpen()) {
      closeDescriptor();
      listener.ifPresent(Listener::failed);
    }
  }

  @Override
  public SocketAddress local() {
    return name(SocketCalls::getsockname);
  }

  @Override
  public SocketAddress peer() {
    return name(SocketCalls::getpeername);
  }

  /** A system call that tells an address of a socket. */
  private interface Naming {
    int ask(int fd, byte[] address, int[] length) throws LastErrorException;
  }

  private SocketAddress name(Naming naming) {
    byte[] octets = new byte[Sockaddr.SIZE];
    try {
      naming.ask(fd(), octets, new int[] {octets.length});
      return Sockaddr.read(octets);
    } catch (LastErrorException gone) {
      return NOWHERE;
    }
  }

  @Override
  public void send(Payload data) {
    if (isOpen()) {
      pending.add(data);
      flush();
    }
  }

  @Override
  public boolean isCongested() {
    return congested && isOpen();
  }

  @Override
  public void read(boolean on) {
    reading = on;
    update();
  }

  @Override
  public void finish() {
    finishing = true;
    flush();
  }

  @Override
  public void close() {
    closing = true;
    flush();
  }

  @Override
  public void after(long nanos, Runnable action) {
    process().after(nanos, () -> unlessClosed(action));
  }

  @Override
  public void work(long nanos, Runnable action) {
    process().later(() -> unlessClosed(action));
  }

  private void unlessClosed(Runnable action) {
    if (isOpen()) {
      action.run();
    }
  }

  @Override
  public void setNoDelay(boolean on) {
    try {
      Sockets.option(fd(), SocketCalls.IPPROTO_TCP, SocketCalls.TCP_NODELAY, on ? 1 : 0);
    } catch (KernelException gone) {
      // A connection that is over has nothing to send.
    }
  }

  /** Writes what waits, then does what was to be done after that. */
  private void flush() {
    if (!isOpen() || connecting) {
      update();
      return;
    }
    if (!write()) {
      return;
    }
    if (congested) {
      congested = false;
      listener.ifPresent(Listener::drained);
    }
    if (closing) {
      endQuietly();
      closeDescriptor();
    } else if (finishing && !finished) {
      finished = true;
      shutdown();
    }
    update();
  }

  /** False while something has to wait, and when the connection has failed. */
  private boolean write() {
    while (!pending.isEmpty()) {
      Payload first = pending.peek();
      try {
        int flags = SocketCalls.MSG_NOSIGNAL;
        int taken = (int) Libc.send(fd(), first.toBytes(), first.length(), flags);
        pending.poll();
        if (taken < first.length()) {
          pending.addFirst(first.slice(taken, first.length()));
        }
      } catch (LastErrorException e) {
        if (isAgain(e)) {
          congested = true;
          update();
        } else {
          pending.clear();
          fail();
        }
        return false;
      }
    }
    return true;
  }

  private void shutdown() {
    try {
      SocketCalls.shutdown(fd(), SocketCalls.SHUT_WR);
    } catch (LastErrorException notConnected) {
      // The peer has reset it; reading tells.
    }
  }

  /**
   * Ends a connection that is read without a reset: takes what has come and was not read yet. One
   * that nobody reads is reset by the kernel in that case.
   */
  private void endQuietly() {
    if (listener.isEmpty()) {
      return;
    }
    shutdown();
    boolean more = !ended;
    while (more) {
      try {
        more = Libc.recv(fd(), process().poller().buffer(), Poller.BUFFER_SIZE, 0) > 0;
      } catch (LastErrorException e) {
        more = false;
      }
    }
  }
}
