package passerelle.sim.userland.net;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsType;
import passerelle.packet.dns.DnsWriter;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;

/**
 * Connects by name as programs in Go do, dockerd among them: Go asks the name servers by itself,
 * and says what failed in words of its own (net/dial.go, net/dnsclient_unix.go).
 */
public final class GoDial {
  private static final int DNS_PORT = 53;

  /** What an HTTP client waits for a connection, in nanoseconds. */
  private static final long PATIENCE = 15 * EventLoop.SECOND;

  private final Process self;
  private final Net net;
  private final ResolverFiles files;

  private GoDial(Process self) {
    this.self = self;
    this.net = new Net(self);
    this.files = new ResolverFiles(self.files());
  }

  /** A look-up that failed; the message is Go's. */
  private static final class Failure extends Exception {
    Failure(String message) {
      super(message);
    }
  }

  /**
   * Connects to a port and closes the connection.
   *
   * @return nothing when it worked, or what Go says
   */
  public static Optional<String> tcp(Process self, String name, int port) {
    GoDial dial = new GoDial(self);
    try {
      dial.connect(dial.lookup(name), port);
      return Optional.empty();
    } catch (Failure failure) {
      return Optional.of("dial tcp" + failure.getMessage());
    }
  }

  private void connect(IpAddress address, int port) throws Failure {
    SocketAddress peer = new SocketAddress(address, port);
    TcpSocket socket = net.tcp();
    try {
      net.connect(socket, peer, PATIENCE);
      socket.close();
    } catch (KernelException e) {
      boolean late = e.errno() == Errno.EINPROGRESS || e.errno() == Errno.ETIMEDOUT;
      throw new Failure(" " + peer + ": " + (late ? "i/o timeout" : "connect: " + words(e)));
    }
  }

  private static String words(KernelException e) {
    return e.errno().text().toLowerCase(Locale.ROOT);
  }

  private IpAddress lookup(String name) throws Failure {
    Optional<IpAddress> known =
        AddressText.parse(name).or(() -> files.addresses(name).stream().findFirst());
    if (known.isPresent()) {
      return known.get();
    }
    String failure = "";
    for (int attempt = 0; attempt < files.attempts(); attempt++) {
      for (IpAddress server : files.servers()) {
        String about = ": lookup " + name + " on " + server + ":" + DNS_PORT + ": ";
        try {
          Optional<IpAddress> found = ask(server, name);
          if (found.isPresent()) {
            return found.get();
          }
          throw new Failure(about + "no such host");
        } catch (KernelException unreachable) {
          failure = about + "dial udp " + server + ":53: connect: " + words(unreachable);
        } catch (Silence silence) {
          failure = about + silence.getMessage();
        }
      }
    }
    throw new Failure(failure);
  }

  /** A server that did not answer, or not well; the message is Go's. */
  private static final class Silence extends Exception {
    Silence(String message) {
      super(message);
    }
  }

  /** Asks for both families at the same time; empty when there is no such host. */
  private Optional<IpAddress> ask(IpAddress server, String name) throws KernelException, Silence {
    UdpSocket socket = net.udp();
    try {
      socket.connect(new SocketAddress(server, DNS_PORT));
      List<Integer> types = List.of(DnsType.A, DnsType.AAAA);
      int id = self.place().machine().random().stream("go/" + self.now()).nextInt(32768);
      for (int type : types) {
        DnsMessage query = DnsMessage.query(id + type, new DnsQuestion(name, type));
        socket.send(DnsWriter.write(query));
      }
      return answer(socket, server, id + DnsType.A);
    } finally {
      socket.close();
    }
  }

  private Optional<IpAddress> answer(UdpSocket socket, IpAddress server, int id) throws Silence {
    String where = "read udp " + socket.local() + "->" + server + ":" + DNS_PORT + ": ";
    long deadline = self.now() + files.timeout() * EventLoop.SECOND;
    while (true) {
      boolean ready =
          net.await(
              () -> socket.isReadable() || socket.hasError(), Math.max(0, deadline - self.now()));
      if (!ready) {
        throw new Silence(where + "i/o timeout");
      }
      Optional<Errno> error = socket.takeError();
      if (error.isPresent()) {
        throw new Silence(where + "read: " + error.get().text().toLowerCase(Locale.ROOT));
      }
      Optional<DnsMessage> reply =
          socket.receive().flatMap(datagram -> DnsReader.read(datagram.payload()));
      if (reply.filter(message -> message.id() == id).isPresent()) {
        return read(reply.get());
      }
    }
  }

  private static Optional<IpAddress> read(DnsMessage reply) throws Silence {
    if (reply.code() != DnsMessage.NOERROR && reply.code() != DnsMessage.NXDOMAIN) {
      throw new Silence("server misbehaving");
    }
    return reply.answers().stream()
        .filter(record -> record.type() == DnsType.A)
        .flatMap(record -> Family.IPV4.parse(record.data()).stream())
        .findFirst();
  }
}
