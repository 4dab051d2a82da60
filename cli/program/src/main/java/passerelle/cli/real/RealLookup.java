package passerelle.cli.real;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lookup;
import passerelle.kernel.KernelException;
import passerelle.kernel.Spaces;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.packet.dns.DnsWriter;
import passerelle.real.sys.Netns;

/**
 * One look-up of a name from a namespace: in /etc/hosts, then of each server of /etc/resolv.conf.
 *
 * @param hosts what /etc/hosts says there
 * @param resolver what /etc/resolv.conf says there
 */
record RealLookup(Netns netns, String hosts, String resolver) {
  private static final int DNS = 53;
  private static final int PATIENCE_MILLIS = 2000;
  private static final int LONGEST_REPLY = 4096;
  private static final int ID = 4711;
  private static final Lookup UNKNOWN = new Lookup(Lookup.Outcome.UNKNOWN, List.of());

  /** From a space, whose files it reads. */
  static RealLookup of(Netns netns, Spaces spaces, String space) {
    return new RealLookup(
        netns,
        spaces.readFile(space, "/etc/hosts").orElse(""),
        spaces.readFile(space, "/etc/resolv.conf").orElse(""));
  }

  /** The addresses of a name. */
  Lookup of(String name) {
    List<IpAddress> known =
        words(hosts)
            .filter(words -> Arrays.asList(words).subList(1, words.length).contains(name))
            .flatMap(words -> Family.IPV4.parse(words[0]).stream())
            .toList();
    if (!known.isEmpty()) {
      return new Lookup(Lookup.Outcome.FOUND, known);
    }
    List<String> servers =
        words(resolver).filter(w -> w[0].equals("nameserver")).map(w -> w[1]).toList();
    return servers.stream()
        .flatMap(server -> ask(server, name).stream())
        .findFirst()
        .orElse(new Lookup(Lookup.Outcome.SILENT, List.of()));
  }

  private static Stream<String[]> words(String file) {
    return file.lines()
        .map(line -> line.replaceFirst("#.*", "").strip().split("\\s+"))
        .filter(words -> words.length > 1);
  }

  private Optional<Lookup> ask(String server, String name) {
    DnsQuestion question = new DnsQuestion(name.toLowerCase(Locale.ROOT), DnsType.A);
    byte[] query = DnsWriter.write(DnsMessage.query(ID, question)).toBytes();
    try {
      return netns.call(() -> ask(server, query));
    } catch (KernelException | IOException unreachable) {
      return Optional.empty();
    }
  }

  private static Optional<Lookup> ask(String server, byte[] query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(server, DNS));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.send(new DatagramPacket(query, query.length));
      DatagramPacket reply = new DatagramPacket(new byte[LONGEST_REPLY], LONGEST_REPLY);
      socket.receive(reply);
      byte[] data = Arrays.copyOf(reply.getData(), reply.getLength());
      return DnsReader.read(Payload.of(data)).flatMap(RealLookup::judge);
    } catch (SocketTimeoutException | PortUnreachableException silence) {
      return Optional.empty();
    }
  }

  private static Optional<Lookup> judge(DnsMessage reply) {
    if (reply.code() != DnsMessage.NOERROR) {
      return reply.code() == DnsMessage.NXDOMAIN ? Optional.of(UNKNOWN) : Optional.empty();
    }
    List<IpAddress> addresses =
        reply.answers().stream()
            .filter(record -> record.type() == DnsType.A)
            .map(DnsRecord::data)
            .flatMap(data -> Family.IPV4.parse(data).stream())
            .toList();
    return Optional.of(addresses.isEmpty() ? UNKNOWN : new Lookup(Lookup.Outcome.FOUND, addresses));
  }
}
