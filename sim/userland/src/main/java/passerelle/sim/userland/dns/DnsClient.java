package passerelle.sim.userland.dns;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsWriter;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/** Sends one query to one server and waits for the reply, as BIND's tools do. */
final class DnsClient {
  private final Process self;
  private final Net net;
  private final PathMtu pathMtu;
  private final LabRandom random;
  private final String cookie;
  private Optional<SocketAddress> local = Optional.empty();

  /**
   * A client.
   *
   * @param pathMtu BIND's lets routers cut its datagrams (isc_nm), others leave it to the kernel
   */
  DnsClient(Process self, Net net, PathMtu pathMtu) {
    this.self = self;
    this.net = net;
    this.pathMtu = pathMtu;
    random = self.place().machine().random().stream("dns/" + self.hostPid());
    cookie = "%016x".formatted(random.nextLong());
  }

  /** What became of a query. */
  sealed interface Outcome {}

  /**
   * A reply.
   *
   * @param size octets of the message
   * @param nanos time from query to reply
   */
  record Reply(DnsMessage message, int size, long nanos) implements Outcome {}

  /**
   * None.
   *
   * @param setup the query could not even be sent
   * @param why in BIND's words
   */
  record Failure(boolean setup, String why) implements Outcome {}

  /** Asks from an address of its own choice, and port, if not 0 (bind(2)). */
  void askFrom(SocketAddress address) {
    local = Optional.of(address);
  }

  /** A random identifier. */
  int id() {
    return random.nextInt(65536);
  }

  /** The EDNS cookie of this process, for all that it asks (dighost.c: {@code compute_cookie}). */
  String cookie() {
    return cookie;
  }

  /** BIND's words for an error number (isc_uverr2result, isc_result_totext). */
  static String words(Errno errno) {
    return switch (errno) {
      case ECONNREFUSED -> "connection refused";
      case EHOSTUNREACH -> "host unreachable";
      case ENETUNREACH -> "network unreachable";
      case ECONNRESET -> "connection reset";
      case EPERM, EACCES -> "permission denied";
      case EADDRINUSE -> "address in use";
      case EADDRNOTAVAIL -> "address not available";
      case ENETDOWN -> "network down";
      case EMSGSIZE -> "ran out of space";
      case EINVAL -> "invalid file";
      case ETIMEDOUT -> "timed out";
      default -> "unexpected error";
    };
  }

  /** Asks over UDP, or over TCP. */
  Outcome ask(IpAddress server, int port, DnsMessage query, long seconds, boolean tcp) {
    SocketAddress to = new SocketAddress(server, port);
    long limit = seconds * EventLoop.SECOND;
    return tcp ? overTcp(to, query, limit) : overUdp(to, query, limit);
  }

  private Outcome overUdp(SocketAddress to, DnsMessage query, long limit) {
    UdpSocket socket = net.udp();
    // They want to hear of every ICMP error (IP_RECVERR).
    socket.options().setReceiveErrors(true).setPathMtu(pathMtu);
    long start = self.now();
    try {
      if (local.isPresent()) {
        socket.bind(local.get());
      }
      socket.connect(to);
    } catch (KernelException refused) {
      return new Failure(true, words(refused.errno()));
    }
    try {
      net.systemCall();
      sendUnlessFiltered(socket, query);
      while (true) {
        long left = Math.max(0, start + limit - self.now());
        boolean ready = net.await(() -> socket.isReadable() || socket.hasError(), left);
        if (!ready) {
          return new Failure(false, "timed out");
        }
        if (socket.hasError()) {
          return new Failure(false, words(socket.takeError().orElse(Errno.ETIMEDOUT)));
        }
        Optional<ReceivedDatagram> datagram = socket.receive();
        Optional<DnsMessage> message = datagram.flatMap(d -> DnsReader.read(d.payload()));
        if (message.isPresent() && message.get().id() == query.id()) {
          int size = datagram.get().payload().length();
          return new Reply(message.get(), size, self.now() - start);
        }
      }
    } catch (KernelException refused) {
      return new Failure(false, words(refused.errno()));
    } finally {
      socket.close();
    }
  }

  /** What a firewall drops on the way out is waited for like what is lost. */
  private static void sendUnlessFiltered(UdpSocket socket, DnsMessage query)
      throws KernelException {
    try {
      socket.send(DnsWriter.write(query));
    } catch (KernelException refused) {
      if (refused.errno() != Errno.EPERM) {
        throw refused;
      }
    }
  }

  private Outcome overTcp(SocketAddress to, DnsMessage query, long limit) {
    TcpSocket socket = net.tcp();
    long start = self.now();
    try {
      if (local.isPresent()) {
        socket.bind(local.get());
      }
      net.connect(socket, to, limit);
    } catch (KernelException refused) {
      return new Failure(true, words(refused.errno()));
    }
    try {
      Payload message = DnsWriter.write(query);
      byte[] length = {(byte) (message.length() >>> 8), (byte) message.length()};
      socket.send(Payload.of(length).plus(message));
      Payload received = Payload.EMPTY;
      while (true) {
        if (!net.await(socket::isReadable, Math.max(0, start + limit - self.now()))) {
          return new Failure(false, "timed out");
        }
        Payload part = socket.receive(65536);
        if (part.length() == 0) {
          return new Failure(false, socket.takeError().map(DnsClient::words).orElse("end of file"));
        }
        received = received.plus(part);
        int size = received.length() < 2 ? -1 : received.at(0) << 8 | received.at(1);
        if (size >= 0 && received.length() >= 2 + size) {
          Optional<DnsMessage> reply = DnsReader.read(received.slice(2, 2 + size));
          return reply.isPresent()
              ? new Reply(reply.get(), size, self.now() - start)
              : new Failure(false, "unexpected end of input");
        }
      }
    } catch (KernelException broken) {
      return new Failure(false, words(broken.errno()));
    } finally {
      socket.close();
    }
  }
}
