package passerelle.sim.userland.http;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import passerelle.addr.Family;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.tls.TlsCertificate;
import passerelle.packet.tls.TlsException;
import passerelle.packet.tls.TlsSession;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/**
 * One request over one connection, as the wgets make it.
 *
 * @param timeout nanoseconds to wait for the connection and for each piece; negative for ever
 */
record WebClient(Net net, long timeout) {
  /**
   * Connects.
   *
   * @throws KernelException why not; ETIMEDOUT when the time is over
   */
  TcpSocket connect(SocketAddress peer) throws KernelException {
    boolean six = peer.address().family() == Family.IPV6;
    TcpSocket socket = net.tcp(six ? SocketFamily.INET6 : SocketFamily.INET);
    try {
      net.connectBlocking(socket, peer, timeout);
      return socket;
    } catch (KernelException refused) {
      socket.close();
      throw refused.errno() == Errno.EINPROGRESS ? new KernelException(Errno.ETIMEDOUT) : refused;
    }
  }

  /**
   * The way to speak over a connection: TLS where the URL wants it.
   *
   * @param trust whether a server that shows this is spoken with
   * @throws KernelException the connection broke; ETIMEDOUT when nothing comes for too long
   * @throws TlsException what came is no TLS, or the certificate is not trusted
   */
  Channel over(Process self, TcpSocket socket, Url url, Predicate<TlsCertificate> trust)
      throws KernelException, TlsException {
    Channel plain = new PlainChannel(net, socket);
    if (!url.scheme().equals("https")) {
      return plain;
    }
    TlsChannel tls =
        new TlsChannel(self, plain, socket, url.host(), List.of(), trust, TlsSession.UNOBSERVED);
    if (!tls.shakeHands(timeout)) {
      throw new KernelException(Errno.ETIMEDOUT);
    }
    return tls;
  }

  /**
   * Sends a request and reads the answer to its end.
   *
   * @throws KernelException ECONNRESET, or ETIMEDOUT when nothing comes for too long
   */
  HttpReply exchange(Channel channel, String request, boolean head) throws KernelException {
    HttpReply reply = ask(channel, request, head);
    read(channel, reply, octets -> {});
    return reply;
  }

  /**
   * Sends a request and reads the answer until its head is there, with what comes behind it.
   *
   * @throws KernelException ECONNRESET, or ETIMEDOUT when nothing comes for too long
   */
  HttpReply ask(Channel channel, String request, boolean head) throws KernelException {
    channel.send(Payload.of(request), timeout);
    HttpReply reply = new HttpReply(head);
    while (!reply.hasHead() && piece(channel, reply)) {
      // The next piece.
    }
    return reply;
  }

  /**
   * Reads the rest of an answer.
   *
   * @param watcher hears how many octets of the body each piece has, those that came with the head
   *     first
   * @throws KernelException ECONNRESET, or ETIMEDOUT when nothing comes for too long
   */
  void read(Channel channel, HttpReply reply, IntConsumer watcher) throws KernelException {
    int known = 0;
    boolean more = true;
    while (more) {
      if (reply.bodyReceived() > known) {
        watcher.accept(reply.bodyReceived() - known);
        known = reply.bodyReceived();
      }
      more = !reply.isComplete() && piece(channel, reply);
    }
  }

  /** Waits for a piece; false at the end. */
  private boolean piece(Channel channel, HttpReply reply) throws KernelException {
    if (!channel.await(timeout)) {
      throw new KernelException(Errno.ETIMEDOUT);
    }
    Optional<Errno> error = channel.takeReadError();
    if (error.isPresent()) {
      throw new KernelException(error.get());
    }
    if (channel.atEnd()) {
      return false;
    }
    reply.add(channel.receive());
    return true;
  }
}
