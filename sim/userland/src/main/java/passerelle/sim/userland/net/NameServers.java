package passerelle.sim.userland.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsWriter;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;
import passerelle.sim.socket.UdpSocket;

/** The name servers of {@code resolv.conf(5)}, asked as glibc asks them (resolv/res_send.c). */
final class NameServers {
  private static final int DNS_PORT = 53;

  private final Process self;
  private final Net net;
  private final ResolverFiles files;
  private final LabRandom random;
  private final Map<IpAddress, UdpSocket> sockets = new HashMap<>();
  private List<DnsMessage> queries = List.of();
  private long end = Long.MAX_VALUE;

  /** What the servers said of one name. */
  record Reply(Resolver.Outcome outcome, List<DnsRecord> records) {}

  NameServers(Process self, Net net, ResolverFiles files) {
    this.self = self;
    this.net = net;
    this.files = files;
    random = self.place().machine().random().stream("resolver/" + self.hostPid() + self.now());
  }

  /** From that time on nobody is listened to, in nanoseconds of virtual time. */
  void until(long time) {
    end = time;
  }

  /**
   * Asks one server after the other, several times over ({@code __res_context_send}): always with
   * the same questions, and each by one socket as long as that does not fail.
   */
  Reply ask(String name, List<Integer> types) {
    queries =
        types.stream()
            .map(type -> DnsMessage.query(random.nextInt(65536), new DnsQuestion(name, type)))
            .toList();
    try {
      for (int attempt = 0; attempt < files.attempts(); attempt++) {
        for (IpAddress server : files.servers()) {
          if (self.now() >= end) {
            return new Reply(Resolver.Outcome.TRY_AGAIN, List.of());
          }
          Optional<Reply> reply = ask(server);
          if (reply.isPresent()) {
            return reply.get();
          }
        }
      }
      return new Reply(Resolver.Outcome.TRY_AGAIN, List.of());
    } finally {
      sockets.values().forEach(UdpSocket::close);
      sockets.clear();
    }
  }

  private Optional<Reply> ask(IpAddress server) {
    boolean fresh = !sockets.containsKey(server);
    UdpSocket socket = sockets.computeIfAbsent(server, s -> net.udp());
    try {
      if (fresh) {
        // Every ICMP error ends the wait (__res_enable_icmp).
        socket.options().setReceiveErrors(true);
        socket.connect(new SocketAddress(server, DNS_PORT));
      }
      for (DnsMessage query : queries) {
        net.systemCall();
        send(socket, query, query != queries.get(0));
      }
      Optional<Reply> reply = collect(socket);
      if (socket.isFaulty()) {
        sockets.remove(server).close();
      }
      return reply;
    } catch (KernelException unreachable) {
      sockets.remove(server).close();
      return Optional.empty();
    }
  }

  /** An error that the first question brings is no reason not to ask the second (sendmmsg(2)). */
  private static void send(UdpSocket socket, DnsMessage query, boolean second)
      throws KernelException {
    try {
      socket.send(DnsWriter.write(query));
    } catch (KernelException pending) {
      if (!second) {
        throw pending;
      }
      socket.send(DnsWriter.write(query));
    }
  }

  /** Empty when this server did not help. */
  private Optional<Reply> collect(UdpSocket socket) throws KernelException {
    long deadline = Math.min(end, self.now() + files.timeout() * EventLoop.SECOND);
    List<DnsMessage> replies = new ArrayList<>();
    while (replies.size() < queries.size()) {
      boolean ready =
          net.await(
              () -> socket.isReadable() || socket.isFaulty(), Math.max(0, deadline - self.now()));
      if (!ready || socket.isFaulty()) {
        return Optional.empty();
      }
      socket
          .receive()
          .flatMap(datagram -> DnsReader.read(datagram.payload()))
          .filter(message -> queries.stream().anyMatch(q -> q.id() == message.id()))
          .ifPresent(replies::add);
    }
    return judge(replies);
  }

  private static Optional<Reply> judge(List<DnsMessage> replies) {
    List<DnsRecord> records = new ArrayList<>();
    boolean exists = false;
    boolean answered = false;
    for (DnsMessage reply : replies) {
      records.addAll(reply.answers());
      exists |= reply.code() == DnsMessage.NOERROR;
      answered |= reply.code() == DnsMessage.NOERROR || reply.code() == DnsMessage.NXDOMAIN;
    }
    if (!answered) {
      return Optional.empty();
    }
    Resolver.Outcome none = exists ? Resolver.Outcome.NO_DATA : Resolver.Outcome.NO_NAME;
    return Optional.of(new Reply(records.isEmpty() ? none : Resolver.Outcome.FOUND, records));
  }
}
