package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsWriter;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/**
 * What BusyBox's nslookup asks a server: all questions at once, by one socket, and those that are
 * not answered once more (networking/nslookup.c:send_queries).
 */
final class NslookupQueries {
  private static final int TRIES = 2;

  /** How long each of them waits. */
  private static final long INTERVAL = 5 * EventLoop.SECOND / TRIES;

  /** How often an answer SERVFAIL is not believed, for each question that there is. */
  private static final int DOUBTS = 2;

  private final Process self;
  private final Net net;
  private final List<DnsMessage> queries = new ArrayList<>();
  private final Map<Integer, DnsMessage> replies = new TreeMap<>();

  /** Questions to be asked by a process. */
  NslookupQueries(Process self, Net net, List<DnsQuestion> questions) {
    this.self = self;
    this.net = net;
    DnsClient client = new DnsClient(self, net, PathMtu.WANT);
    questions.forEach(question -> queries.add(DnsMessage.query(client.id(), question)));
  }

  /** What was answered to a question, by its number. */
  Optional<DnsMessage> reply(int number) {
    return Optional.ofNullable(replies.get(number));
  }

  /**
   * Asks a server.
   *
   * @return whether any question was answered
   * @throws KernelException there is no way to it
   */
  boolean ask(IpAddress server) throws KernelException {
    UdpSocket socket = net.udp();
    socket.options().setPathMtu(PathMtu.WANT);
    try {
      socket.connect(new SocketAddress(server, 53));
      int doubts = DOUBTS * queries.size();
      for (int i = 0; i < TRIES && replies.size() < queries.size(); i++) {
        if (!send(socket, server)) {
          break;
        }
        doubts = receive(socket, doubts);
      }
      return !replies.isEmpty();
    } finally {
      socket.close();
    }
  }

  private boolean send(UdpSocket socket, IpAddress server) {
    for (int number = 0; number < queries.size(); number++) {
      if (!replies.containsKey(number)) {
        try {
          write(socket, queries.get(number));
        } catch (KernelException refused) {
          complain("write to '" + server + "'", refused);
          return false;
        }
      }
    }
    return true;
  }

  private void write(UdpSocket socket, DnsMessage query) throws KernelException {
    net.systemCall();
    socket.send(DnsWriter.write(query));
  }

  private int receive(UdpSocket socket, int doubts) {
    int left = doubts;
    long end = self.now() + INTERVAL;
    while (replies.size() < queries.size()
        && net.await(
            () -> socket.isReadable() || socket.hasError(), Math.max(0, end - self.now()))) {
      try {
        Optional<DnsMessage> reply = read(socket);
        int number = reply.map(this::number).orElse(-1);
        if (number < 0) {
          continue;
        }
        if (reply.get().code() == DnsMessage.SERVFAIL && left > 0) {
          left--;
          write(socket, queries.get(number));
        } else {
          replies.put(number, reply.get());
        }
      } catch (KernelException refused) {
        complain("read", refused);
      }
    }
    return left;
  }

  private Optional<DnsMessage> read(UdpSocket socket) throws KernelException {
    if (socket.hasError()) {
      throw new KernelException(socket.takeError().orElseThrow());
    }
    return socket.receive().flatMap(datagram -> DnsReader.read(datagram.payload()));
  }

  /** The question that is answered; one that was answered before is not answered again. */
  private int number(DnsMessage reply) {
    for (int number = 0; number < queries.size(); number++) {
      if (queries.get(number).id() == reply.id() && !replies.containsKey(number)) {
        return number;
      }
    }
    return -1;
  }

  private void complain(String what, KernelException refused) {
    self.stderr()
        .print("nslookup: " + what + ": " + self.place().libc().strerror(refused.errno()) + "\n");
  }
}
