package passerelle.sim.socket.app;

import java.util.ArrayDeque;
import java.util.Deque;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;

/**
 * A TCP connection for an application without threads: it tells what comes, and keeps what is to be
 * sent until there is room.
 */
public final class Connection {
  private static final int CHUNK = 65536;
  private final TcpSocket socket;
  private final Host host;
  private final EventLoop loop;
  private final Deque<Payload> pending = new ArrayDeque<>();
  private Listener listener = new Listener() {};
  private boolean finishing;
  private boolean closing;
  private boolean closed;
  private boolean ended;
  private boolean connected;

  /** What an application is told. */
  public interface Listener {
    /** The handshake is complete. */
    default void connected() {}

    /** Data came. */
    default void received(Payload data) {}

    /** The peer will send no more. */
    default void ended() {}

    /** The connection failed; nothing more will be told. */
    default void failed() {}
  }

  /** Takes over a socket that is connected or connecting. */
  public Connection(TcpSocket socket, Host host, EventLoop loop) {
    this.socket = socket;
    this.host = host;
    this.loop = loop;
  }

  /** Begins to listen; what came before is told at once. */
  public void listen(Listener newListener) {
    listener = newListener;
    Runnable look = host.guard(this::look);
    socket.onEvent(look);
    look.run();
  }

  private void look() {
    if (closed || ended && !socket.hasError() && pending.isEmpty()) {
      return;
    }
    if (!connected && socket.state() != TcpState.SYN_SENT && socket.state() != TcpState.CLOSE) {
      connected = true;
      listener.connected();
    }
    while (!closed && socket.available() > 0) {
      listener.received(socket.receive(CHUNK));
    }
    if (!closed && socket.hasError()) {
      socket.takeError();
      closed = true;
      socket.close();
      listener.failed();
    } else if (!closed && !ended && socket.atEnd()) {
      ended = true;
      listener.ended();
    }
    flush();
  }

  /** Sends data, as soon as there is room for it. */
  public void send(Payload data) {
    pending.add(data);
    flush();
  }

  /** Ends this direction once everything is sent. */
  public void finish() {
    finishing = true;
    flush();
  }

  /** Closes the socket once everything is sent. */
  public void close() {
    closing = true;
    flush();
  }

  /** Closes at once with a reset. */
  public void abort() {
    closed = true;
    socket.abort();
  }

  /** Does something after a while, unless the connection is closed by then. */
  public void after(long nanos, Runnable action) {
    loop.schedule(
        nanos,
        host.guard(
            () -> {
              if (!closed) {
                action.run();
              }
            }));
  }

  public TcpSocket socket() {
    return socket;
  }

  private void flush() {
    try {
      while (!closed && !pending.isEmpty() && socket.state() != TcpState.SYN_SENT) {
        Payload first = pending.poll();
        int taken = socket.send(first);
        if (taken < first.length()) {
          pending.addFirst(first.slice(taken, first.length()));
          return;
        }
      }
    } catch (KernelException broken) {
      pending.clear();
      closing = true;
    }
    if (closed || !pending.isEmpty()) {
      return;
    }
    if (closing) {
      closed = true;
      socket.close();
    } else if (finishing) {
      socket.shutdownWrite();
    }
  }
}
