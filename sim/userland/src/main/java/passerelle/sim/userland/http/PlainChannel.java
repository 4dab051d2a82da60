package passerelle.sim.userland.http;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** A TCP connection. */
record PlainChannel(Net net, TcpSocket socket) implements Channel {
  private static final int CHUNK = 16384;

  @Override
  public boolean send(Payload data, long nanos) throws KernelException {
    Payload rest = data;
    while (rest.length() > 0) {
      int taken = socket.send(rest);
      rest = rest.slice(taken, rest.length());
      if (rest.length() > 0 && !net.await(socket::isWritable, nanos)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean await(long nanos) {
    return net.await(socket::isReadable, nanos);
  }

  @Override
  public Optional<Errno> takeReadError() {
    return socket.takeReadError();
  }

  @Override
  public boolean atEnd() {
    return socket.atEnd();
  }

  @Override
  public Payload receive() {
    return socket.receive(CHUNK);
  }

  @Override
  public void close() {
    socket.close();
  }
}
