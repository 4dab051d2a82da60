package passerelle.sim.userland.nc;

import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;

/** One end of a relay: a socket of either kind, as nc and socat read and write it. */
public interface Wire {
  /** The other end. */
  SocketAddress peer();

  boolean isReadable();

  boolean isWritable();

  /** What came; nothing when it is over. */
  Payload read();

  /** The peer has ended, or the connection is broken. */
  boolean atEnd();

  /** Sends as much as there is room for. */
  int write(Payload data) throws KernelException;

  void finish();

  void close();

  /** Over TCP. */
  record Tcp(TcpSocket socket) implements Wire {
    private static final int CHUNK = 16384;

    @Override
    public SocketAddress peer() {
      return socket.remote();
    }

    @Override
    public boolean isReadable() {
      return socket.isReadable();
    }

    @Override
    public boolean isWritable() {
      return socket.isWritable() || socket.hasError();
    }

    @Override
    public Payload read() {
      return socket.receive(CHUNK);
    }

    @Override
    public boolean atEnd() {
      return socket.available() == 0 && (socket.atEnd() || socket.hasError());
    }

    @Override
    public int write(Payload data) throws KernelException {
      return socket.send(data);
    }

    @Override
    public void finish() {
      socket.shutdownWrite();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** Over UDP; an ICMP error ends it. */
  record Udp(UdpSocket socket, SocketAddress peer) implements Wire {
    @Override
    public boolean isReadable() {
      return socket.isReadable() || socket.hasError();
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public Payload read() {
      Optional<Payload> data = socket.receive().map(datagram -> datagram.payload());
      return data.orElse(Payload.EMPTY);
    }

    @Override
    public boolean atEnd() {
      return !socket.isReadable() && socket.hasError();
    }

    @Override
    public int write(Payload data) throws KernelException {
      socket.send(peer, data);
      return data.length();
    }

    @Override
    public void finish() {
      // UDP has no end to tell.
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
