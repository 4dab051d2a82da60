package passerelle.sim.userland.http;

import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** One request over one connection, as the wgets make it. */
final class WebClient {
  private static final int CHUNK = 16384;
  private final Net net;
  private final long timeout;

  /**
   * A client.
   *
   * @param timeout nanoseconds to wait for the connection and for each piece; negative for ever
   */
  WebClient(Net net, long timeout) {
    this.net = net;
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @throws KernelException why not; ETIMEDOUT when the time is over
   */
  TcpSocket connect(SocketAddress peer) throws KernelException {
    TcpSocket socket = net.tcp();
    try {
      net.connectBlocking(socket, peer, timeout);
      return socket;
    } catch (KernelException refused) {
      socket.close();
      throw refused.errno() == Errno.EINPROGRESS ? new KernelException(Errno.ETIMEDOUT) : refused;
    }
  }

  /**
   * Sends a request and reads the answer to its end.
   *
   * @throws KernelException ECONNRESET, or ETIMEDOUT when nothing comes for too long
   */
  HttpReply exchange(TcpSocket socket, String request, boolean head) throws KernelException {
    socket.send(Payload.of(request));
    HttpReply reply = new HttpReply(head);
    while (!reply.isComplete()) {
      if (!net.await(socket::isReadable, timeout)) {
        throw new KernelException(Errno.ETIMEDOUT);
      }
      Optional<Errno> error = socket.takeReadError();
      if (error.isPresent()) {
        throw new KernelException(error.get());
      }
      if (socket.atEnd()) {
        break;
      }
      reply.add(socket.receive(CHUNK));
    }
    return reply;
  }
}
