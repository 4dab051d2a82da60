package passerelle.sim.userland.server;

import java.util.ArrayDeque;
import java.util.Deque;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.service.Connection;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;

/** A TCP connection of the simulated kernel for an application without threads. */
final class SimConnection implements Connection {
  private static final int CHUNK = 65536;
  private final TcpSocket socket;
  private final SimServiceProcess process;
  private final EventLoop loop;
  private final Deque<Payload> pending = new ArrayDeque<>();
  private Listener listener = new Listener() {};
  private boolean finishing;
  private boolean closing;
  private boolean closed;
  private boolean ended;
  private boolean connected;
  private boolean reading = true;
  private boolean congested;

  /** Takes over a socket that is connected or connecting. */
  SimConnection(TcpSocket socket, SimServiceProcess process, EventLoop loop) {
    this.socket = socket;
    this.process = process;
    this.loop = loop;
  }

  @Override
  public void listen(Listener newListener) {
    listener = newListener;
    Runnable look = process.guard(this::look);
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
    while (!closed && reading && socket.available() > 0) {
      listener.received(socket.receive(CHUNK));
    }
    if (!closed && socket.hasError()) {
      Errno why = socket.takeError().orElse(Errno.ECONNRESET);
      closed = true;
      socket.close();
      listener.failed(why);
    } else if (!closed && !ended && socket.atEnd()) {
      ended = true;
      listener.ended();
    }
    flush();
  }

  @Override
  public SocketAddress local() {
    return socket.local();
  }

  @Override
  public SocketAddress peer() {
    return socket.remote();
  }

  @Override
  public void send(Payload data) {
    if (!closed) {
      pending.add(data);
      flush();
    }
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
    loop.schedule(
        nanos,
        process.guard(
            () -> {
              if (!closed) {
                action.run();
              }
            }));
  }

  @Override
  public void work(long nanos, Runnable action) {
    after(nanos, action);
  }

  @Override
  public void setNoDelay(boolean on) {
    socket.options().setNoDelay(on);
  }

  @Override
  public boolean isCongested() {
    return congested && !closed;
  }

  @Override
  public void read(boolean on) {
    boolean again = on && !reading;
    reading = on;
    if (again) {
      look();
    }
  }

  private void flush() {
    try {
      while (!closed && !pending.isEmpty() && socket.state() != TcpState.SYN_SENT) {
        Payload first = pending.poll();
        int taken = socket.send(first);
        if (taken < first.length()) {
          pending.addFirst(first.slice(taken, first.length()));
          congested = true;
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
    if (congested) {
      congested = false;
      listener.drained();
    }
    if (closing) {
      closed = true;
      socket.close();
    } else if (finishing) {
      socket.shutdownWrite();
    }
  }
}
