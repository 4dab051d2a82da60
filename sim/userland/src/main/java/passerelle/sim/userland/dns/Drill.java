package passerelle.sim.userland.dns;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.lab.LabDate;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ResolverFiles;

/** {@code drill [-p PORT] [-Q] [-t] [-x] NAME [@SERVER] [TYPE]} of ldns 1.8 (drill/drill.c). */
final class Drill implements BlockingProgram {
  private static final long PATIENCE = 5;
  private static final int TRIES = 3;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC);

  @Override
  public int run(Process self) {
    List<String> names = new ArrayList<>();
    Optional<String> server = Optional.empty();
    int type = DnsType.A;
    int port = 53;
    boolean quiet = false;
    boolean tcp = false;
    boolean reverse = false;
    List<String> words = self.arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Optional<Integer> named = DnsType.number(word.toUpperCase(Locale.ROOT));
      if (word.startsWith("@")) {
        server = Optional.of(word.substring(1));
      } else if (word.equals("-p")
          && i + 1 < words.size()
          && words.get(i + 1).matches("\\d{1,5}")) {
        port = Integer.parseInt(words.get(++i));
      } else if (word.matches("-[Qtux4]+")) {
        quiet |= word.contains("Q");
        tcp |= word.contains("t");
        reverse |= word.contains("x");
      } else if (word.startsWith("-")) {
        return self.stderr().println("drill: Passerelle does not model option " + word, 2);
      } else if (named.isPresent()) {
        type = named.get();
      } else if (!word.equalsIgnoreCase("IN")) {
        names.add(word);
      }
    }
    String name = names.isEmpty() ? "." : names.get(0);
    if (reverse) {
      Optional<IpAddress> address = Family.IPV4.parse(name);
      if (address.isEmpty()) {
        return self.stderr().println("Error: error parsing query address: " + name, 1);
      }
      name = Resolver.reverseName(address.get());
      type = DnsType.PTR;
    }
    return ask(self, new DnsQuestion(name, type), server, port, new Manner(quiet, tcp));
  }

  /**
   * How it is asked and told.
   *
   * @param quiet nothing but data
   */
  private record Manner(boolean quiet, boolean tcp) {}

  private static int ask(
      Process self, DnsQuestion question, Optional<String> server, int port, Manner manner) {
    Net net = new Net(self);
    List<IpAddress> servers = new ResolverFiles(self.files()).servers();
    if (server.isPresent()) {
      Resolver.Result found = new Resolver(self, net).lookup(server.get());
      if (!found.isFound()) {
        return self.stderr()
            .println("Error: Could not find any address for the name: " + server.get(), 1);
      }
      servers = found.addresses();
    }
    DnsClient client = new DnsClient(self, net, PathMtu.DONT);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      for (IpAddress address : servers) {
        DnsMessage query = DnsMessage.query(client.id(), question);
        if (client.ask(address, port, query, PATIENCE, manner.tcp())
            instanceof DnsClient.Reply reply) {
          print(self, address, reply, manner.quiet());
          return 0;
        }
      }
    }
    return self.stderr()
        .println(
            "Error: error sending query: Could not send or receive, because of network error", 1);
  }

  private static void print(Process self, IpAddress server, DnsClient.Reply reply, boolean quiet) {
    DnsMessage message = reply.message();
    if (quiet) {
      message.answers().forEach(record -> self.stdout().println(record.data()));
      return;
    }
    StringBuilder out = new StringBuilder();
    out.append(";; ->>HEADER<<- opcode: QUERY, rcode: ")
        .append(DnsText.code(message.code()))
        .append(", id: ")
        .append(message.id())
        .append("\n;; flags:")
        .append(DnsText.flags(message))
        .append(" ; QUERY: ")
        .append(message.questions().size())
        .append(", ANSWER: ")
        .append(message.answers().size())
        .append(", AUTHORITY: ")
        .append(message.authority().size())
        .append(", ADDITIONAL: ")
        .append(message.additional().size())
        .append(" \n;; QUESTION SECTION:\n");
    for (DnsQuestion asked : message.questions()) {
      String type = DnsType.name(asked.type());
      out.append(";; ").append(DnsText.absolute(asked.name())).append("\tIN\t" + type + "\n");
    }
    section(out, "ANSWER", message.answers());
    section(out, "AUTHORITY", message.authority());
    section(out, "ADDITIONAL", message.additional());
    out.append("\n;; Query time: ")
        .append(reply.nanos() / EventLoop.MILLISECOND)
        .append(" msec\n;; SERVER: ")
        .append(server)
        .append("\n;; WHEN: ")
        .append(WHEN.format(LabDate.at(self.now())))
        .append("\n;; MSG SIZE  rcvd: ")
        .append(reply.size())
        .append('\n');
    self.stdout().print(out.toString());
  }

  private static void section(StringBuilder out, String name, List<DnsRecord> records) {
    out.append("\n;; ").append(name).append(" SECTION:\n");
    for (DnsRecord record : records) {
      out.append(DnsText.absolute(record.name()))
          .append('\t')
          .append(record.ttl())
          .append("\tIN\t")
          .append(DnsType.name(record.type()))
          .append('\t')
          .append(record.data())
          .append('\n');
    }
  }
}
