package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsType;
import passerelle.packet.dns.DnsWriter;

/**
 * The IPv4 addresses of names as a process finds them: in its {@code /etc/hosts}, else from the
 * name servers of its {@code /etc/resolv.conf} (resolver(3): five seconds for each, twice).
 */
final class HostNames {
  private static final int PORT = 53;
  private static final long TIMEOUT = 5_000_000_000L;
  private static final int ROUNDS = 2;
  private final ServiceProcess process;
  private int queries;

  HostNames(ServiceProcess process) {
    this.process = process;
  }

  /** Tells the addresses of a name, none when it has none; to be called where files are asked. */
  void find(String name, Consumer<List<IpAddress>> then) {
    Optional<IpAddress> written = Family.IPV4.parse(name);
    List<IpAddress> known = written.map(List::of).orElseGet(() -> inHosts(name));
    if (!known.isEmpty()) {
      then.accept(known);
      return;
    }
    List<IpAddress> servers = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      servers.addAll(servers());
    }
    ask(name, servers, then);
  }

  /** The same from one server alone. */
  void find(String name, IpAddress server, Consumer<List<IpAddress>> then) {
    ask(name, List.of(server), then);
  }

  private List<IpAddress> inHosts(String name) {
    return words("/etc/hosts").stream()
        .filter(line -> line.subList(1, line.size()).contains(name))
        .flatMap(line -> Family.IPV4.parse(line.get(0)).stream())
        .toList();
  }

  private List<IpAddress> servers() {
    return words("/etc/resolv.conf").stream()
        .filter(line -> line.size() > 1 && line.get(0).equals("nameserver"))
        .flatMap(line -> Family.IPV4.parse(line.get(1)).stream())
        .toList();
  }

  private List<List<String>> words(String path) {
    return process
        .file(path)
        .map(
            text ->
                text.lines()
                    .map(line -> line.replaceFirst("[#;].*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(line -> List.of(line.split("\\s+")))
                    .toList())
        .orElse(List.of());
  }

  private void ask(String name, List<IpAddress> servers, Consumer<List<IpAddress>> then) {
    for (int i = 0; i < servers.size(); i++) {
      List<IpAddress> others = servers.subList(i + 1, servers.size());
      try {
        new Question(name, others, then).send(servers.get(i));
        return;
      } catch (KernelException unreachable) {
        // The next one may be reachable.
      }
    }
    then.accept(List.of());
  }

  /** A question to one server. */
  private final class Question implements UdpPort.Listener {
    private final String name;
    private final List<IpAddress> others;
    private final Consumer<List<IpAddress>> then;
    private ServiceProcess.Timer timeout = () -> {};
    private boolean over;

    Question(String name, List<IpAddress> others, Consumer<List<IpAddress>> then) {
      this.name = name;
      this.others = others;
      this.then = then;
    }

    void send(IpAddress server) throws KernelException {
      queries = (queries + 1) & 0xffff;
      DnsMessage query = DnsMessage.query(queries, new DnsQuestion(name, DnsType.A));
      UdpPort port = process.connect(new SocketAddress(server, PORT), false, this);
      try {
        port.send(DnsWriter.write(query));
      } catch (KernelException unreachable) {
        port.close();
        throw unreachable;
      }
      timeout = process.after(TIMEOUT, () -> next(port));
    }

    @Override
    public void received(UdpPort port, SocketAddress source, Payload data) {
      Optional<DnsMessage> answer = DnsReader.read(data).filter(m -> m.has(DnsMessage.RESPONSE));
      if (answer.isEmpty() || over) {
        return;
      }
      int code = answer.get().code();
      if (code == DnsMessage.SERVFAIL || code == DnsMessage.REFUSED) {
        next(port);
        return;
      }
      end(port);
      then.accept(
          answer.get().answers().stream()
              .filter(record -> record.type() == DnsType.A)
              .flatMap(record -> Family.IPV4.parse(record.data()).stream())
              .toList());
    }

    @Override
    public void failed(UdpPort port) {
      next(port);
    }

    private void next(UdpPort port) {
      if (!over) {
        end(port);
        ask(name, others, then);
      }
    }

    private void end(UdpPort port) {
      over = true;
      timeout.cancel();
      port.close();
    }
  }
}
