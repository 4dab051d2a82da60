package passerelle.sim.socket.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.socket.dns.DnsMessage;
import passerelle.sim.socket.dns.DnsQuestion;
import passerelle.sim.socket.dns.DnsReader;
import passerelle.sim.socket.dns.DnsRecord;
import passerelle.sim.socket.dns.DnsType;
import passerelle.sim.socket.dns.DnsWriter;

/**
 * Docker's embedded DNS server, on 127.0.0.11 in a container's namespace (libnetwork/resolver.go):
 * answers for the container's networks, and asks the outside for all else.
 */
public final class EmbeddedDns {
  /** Where it listens. */
  public static final Ipv4Address ADDRESS = Ipv4Address.of("127.0.0.11");

  /** {@code respTTL}. */
  private static final long TTL = 600;

  /** {@code extIOTimeout}. */
  private static final long TIMEOUT = 4 * EventLoop.SECOND;

  private static final int DNS_PORT = 53;
  private final SocketTable sockets;
  private final SocketTable hostSockets;
  private final NameService names;
  private final Host host;
  private final EventLoop loop;

  private EmbeddedDns(SocketTable sockets, SocketTable hostSockets, NameService names, Host host) {
    this.sockets = sockets;
    this.hostSockets = hostSockets;
    this.names = names;
    this.host = host;
    loop = sockets.stack().machine().loop();
  }

  /**
   * Starts it.
   *
   * @param sockets the container's
   * @param hostSockets those of the host's namespace, from which some servers are asked
   * @param port the port that it binds; NAT rules lead port 53 to it
   * @throws KernelException EADDRINUSE
   */
  public static void start(
      SocketTable sockets, SocketTable hostSockets, int port, NameService names, Host host)
      throws KernelException {
    EmbeddedDns dns = new EmbeddedDns(sockets, hostSockets, names, host);
    SocketAddress address = new SocketAddress(ADDRESS, port);
    UdpServer.start(sockets, host, SocketFamily.INET, address, dns::datagram);
    TcpServer.start(
        sockets, host, SocketFamily.INET, address, 4096, c -> c.listen(new Session(dns, c)));
  }

  private void datagram(UdpServer server, ReceivedDatagram datagram) {
    query(datagram.payload(), reply -> server.send(datagram.source(), reply));
  }

  /** Messages over TCP have their length before them (RFC 1035 section 4.2.2). */
  private static final class Session implements Connection.Listener {
    private final EmbeddedDns dns;
    private final Connection connection;
    private Payload received = Payload.EMPTY;

    Session(EmbeddedDns dns, Connection connection) {
      this.dns = dns;
      this.connection = connection;
    }

    @Override
    public void received(Payload data) {
      received = received.plus(data);
      while (received.length() >= 2) {
        int length = received.at(0) << 8 | received.at(1);
        if (received.length() < 2 + length) {
          return;
        }
        Payload message = received.slice(2, 2 + length);
        received = received.slice(2 + length, received.length());
        dns.query(message, reply -> connection.send(framed(reply)));
      }
    }

    private static Payload framed(Payload message) {
      byte[] length = {(byte) (message.length() >>> 8), (byte) message.length()};
      return Payload.of(length).plus(message);
    }

    @Override
    public void ended() {
      connection.close();
    }
  }

  /** {@code Resolver.serveDNS}. */
  private void query(Payload octets, Consumer<Payload> reply) {
    Optional<DnsMessage> parsed = DnsReader.read(octets);
    if (parsed.isEmpty() || parsed.get().questions().isEmpty()) {
      return;
    }
    DnsMessage query = parsed.get();
    DnsQuestion question = query.questions().get(0);
    NameService.Answer answer = names.answer(question.name(), DnsType.name(question.type()));
    if (answer instanceof NameService.Known known) {
      reply.accept(DnsWriter.write(known(query, question, known.data())));
    } else if (answer instanceof NameService.Forward forward) {
      new Forwarding(query, octets, reply, new ArrayList<>(forward.servers())).next();
    }
  }

  private static DnsMessage known(DnsMessage query, DnsQuestion question, List<String> data) {
    List<DnsRecord> records =
        data.stream().map(d -> new DnsRecord(question.name(), question.type(), TTL, d)).toList();
    return query.reply(DnsMessage.RECURSION_AVAILABLE, DnsMessage.NOERROR, records);
  }

  /** One question on its way through the servers outside ({@code Resolver.forwardExtDNS}). */
  private final class Forwarding {
    private final DnsMessage query;
    private final Payload octets;
    private final Consumer<Payload> reply;
    private final List<NameService.Server> servers;
    private boolean done;

    Forwarding(
        DnsMessage query,
        Payload octets,
        Consumer<Payload> reply,
        List<NameService.Server> servers) {
      this.query = query;
      this.octets = octets;
      this.reply = reply;
      this.servers = servers;
    }

    void next() {
      if (done) {
        return;
      }
      if (servers.isEmpty()) {
        done = true;
        int flags = DnsMessage.RECURSION_AVAILABLE;
        reply.accept(DnsWriter.write(query.reply(flags, DnsMessage.SERVFAIL, List.of())));
        return;
      }
      NameService.Server server = servers.remove(0);
      SocketTable from = server.fromHost() ? hostSockets : sockets;
      Owner owner = host.owner();
      UdpSocket socket = from.udp().open(owner, SocketFamily.INET);
      try {
        socket.connect(new SocketAddress(server.address(), DNS_PORT));
        socket.onEvent(host.guard(() -> look(socket)));
        socket.send(octets);
        loop.schedule(TIMEOUT, host.guard(() -> giveUp(socket)));
      } catch (KernelException unreachable) {
        giveUp(socket);
      }
    }

    private void look(UdpSocket socket) {
      Optional<DnsMessage> message =
          socket.receive().flatMap(datagram -> DnsReader.read(datagram.payload()));
      if (message.isPresent() && message.get().id() == query.id() && !done) {
        int code = message.get().code();
        if (code == DnsMessage.SERVFAIL || code == DnsMessage.REFUSED) {
          giveUp(socket);
        } else {
          done = true;
          socket.close();
          reply.accept(DnsWriter.write(message.get()));
        }
      } else if (socket.hasError()) {
        giveUp(socket);
      }
    }

    private void giveUp(UdpSocket socket) {
      if (socket.isOpen()) {
        socket.close();
        next();
      }
    }
  }
}
