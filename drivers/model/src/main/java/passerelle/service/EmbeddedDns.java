package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.kernel.ResolverPorts;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.packet.dns.DnsWriter;

/**
 * Docker's embedded DNS server, on 127.0.0.11 in a container's namespace (libnetwork/resolver.go):
 * answers for the container's networks, and asks the outside for all else.
 */
public final class EmbeddedDns {
  /** Where it listens. */
  public static final IpAddress ADDRESS = IpAddress.of("127.0.0.11");

  /** {@code respTTL}. */
  private static final long TTL = 600;

  /** {@code extIOTimeout}. */
  private static final long TIMEOUT = 4_000_000_000L;

  private static final int BACKLOG = 4096;
  private static final int DNS_PORT = 53;
  private final ServiceProcess process;
  private final NameService names;

  private EmbeddedDns(ServiceProcess process, NameService names) {
    this.process = process;
    this.names = names;
  }

  /**
   * Starts it.
   *
   * @param process whose namespace is the container's
   * @param ports the ports that it binds
   * @throws KernelException EADDRINUSE
   */
  public static void start(ServiceProcess process, ResolverPorts ports, NameService names)
      throws KernelException {
    EmbeddedDns dns = new EmbeddedDns(process, names);
    process.bind(
        new SocketAddress(ADDRESS, ports.udp()),
        false,
        (from, source, data) -> dns.query(data, reply -> from.send(source, reply)));
    process.listen(
        new SocketAddress(ADDRESS, ports.tcp()), false, BACKLOG, DnsOverTcp.server(dns::query));
  }

  /** {@code Resolver.serveDNS}. */
  private void query(Payload octets, Consumer<Payload> reply) {
    Optional<DnsMessage> parsed = DnsReader.read(octets);
    if (parsed.isEmpty() || parsed.get().questions().isEmpty()) {
      return;
    }
    DnsMessage query = parsed.get();
    DnsQuestion question = query.questions().get(0);
    process.ask(
        () -> names.answer(question.name(), DnsType.name(question.type())),
        answer -> {
          if (answer instanceof NameService.Known known) {
            // The engine's own answers are not compressed; those that it passes on are.
            reply.accept(DnsWriter.write(known(query, question, known.data()), false));
          } else if (answer instanceof NameService.Forward forward) {
            new Forwarding(query, octets, reply, forward.servers()).next();
          }
        });
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

    Forwarding(
        DnsMessage query,
        Payload octets,
        Consumer<Payload> reply,
        List<NameService.Server> servers) {
      this.query = query;
      this.octets = octets;
      this.reply = reply;
      this.servers = new ArrayList<>(servers);
    }

    void next() {
      while (!servers.isEmpty()) {
        try {
          new Attempt(this, servers.remove(0)).start();
          return;
        } catch (KernelException unreachable) {
          // The next server may be reachable; when none is, SERVFAIL says so.
        }
      }
      int flags = DnsMessage.RECURSION_AVAILABLE;
      reply.accept(DnsWriter.write(query.reply(flags, DnsMessage.SERVFAIL, List.of())));
    }
  }

  /** One server's chance to answer. */
  private final class Attempt implements UdpPort.Listener {
    private final Forwarding forwarding;
    private final UdpPort port;
    private ServiceProcess.Timer timeout = () -> {};

    Attempt(Forwarding forwarding, NameService.Server server) throws KernelException {
      this.forwarding = forwarding;
      port =
          process.connect(new SocketAddress(server.address(), DNS_PORT), server.fromHost(), this);
    }

    void start() throws KernelException {
      try {
        port.send(forwarding.octets);
      } catch (KernelException unreachable) {
        port.close();
        throw unreachable;
      }
      timeout = process.after(TIMEOUT, this::giveUp);
    }

    @Override
    public void received(UdpPort from, SocketAddress source, Payload data) {
      Optional<DnsMessage> message = DnsReader.read(data);
      if (message.isEmpty() || message.get().id() != forwarding.query.id()) {
        return;
      }
      int code = message.get().code();
      if (code == DnsMessage.SERVFAIL || code == DnsMessage.REFUSED) {
        giveUp();
      } else {
        end();
        forwarding.reply.accept(DnsWriter.write(message.get()));
      }
    }

    @Override
    public void failed(UdpPort from) {
      giveUp();
    }

    private void giveUp() {
      end();
      forwarding.next();
    }

    private void end() {
      timeout.cancel();
      port.close();
    }
  }
}
