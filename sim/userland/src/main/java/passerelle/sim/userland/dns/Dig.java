package passerelle.sim.userland.dns;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.lab.LabDate;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsType;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ResolverFiles;
import passerelle.sim.userland.tool.ToolFailure;

/** BIND's dig 9.20 (dig(1)). */
final class Dig implements BlockingProgram {
  private static final int UNREACHABLE = 9;
  private static final int EDNS_SIZE = 1232;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.US)
          .withZone(ZoneOffset.UTC);

  @Override
  public int run(Process self) {
    try {
      DigOptions options = DigOptions.parse(self.arguments());
      self.stderr().print(options.warnings.toString());
      return new Run(self, options).all();
    } catch (ToolFailure refused) {
      (refused.status() == 0 ? self.stdout() : self.stderr()).print(refused.getMessage());
      return refused.status();
    }
  }

  /** One run with its settings. */
  private static final class Run {
    private final Process self;
    private final DigOptions options;
    private final Net net;
    private final DnsClient client;
    private final ResolverFiles files;
    private boolean titled;

    Run(Process self, DigOptions options) {
      this.self = self;
      this.options = options;
      net = new Net(self);
      client = new DnsClient(self, net, PathMtu.DONT);
      options.local.ifPresent(client::askFrom);
      files = new ResolverFiles(self.files());
    }

    int all() {
      List<IpAddress> servers = files.servers();
      String shown = servers.get(0).toString();
      if (options.server.isPresent()) {
        shown = options.server.get();
        Resolver.Result found = new Resolver(self, net).lookup(shown);
        if (!found.isFound()) {
          return self.stderr()
              .print("dig: couldn't get address for '" + shown + "': not found\n", 1);
        }
        servers = found.addresses();
      }
      int status = 0;
      for (DigOptions.Query query : options.queries) {
        status = Math.max(status, one(query, servers));
      }
      return status;
    }

    private int one(DigOptions.Query query, List<IpAddress> servers) {
      if (options.on("trace") || options.on("nssearch")) {
        return walk(query, servers);
      }
      boolean setup = true;
      DnsMessage message = message(query);
      for (int i = 0; i < options.tries; i++) {
        for (IpAddress server : servers) {
          DnsClient.Outcome outcome =
              client.ask(server, options.port, message, options.time, options.on("tcp"));
          if (outcome instanceof DnsClient.Reply reply) {
            print(server, reply);
            return 0;
          }
          setup &= failure((DnsClient.Failure) outcome, server, query);
        }
      }
      if (!setup) {
        title();
        self.stdout().print(";; no servers could be reached\n");
      }
      return UNREACHABLE;
    }

    /**
     * What a walk through the servers of zones begins with: it asks for those of the root, or of
     * the zone. The servers here forward, or answer for all names, and name none: it ends there.
     */
    private int walk(DigOptions.Query query, List<IpAddress> servers) {
      boolean trace = options.on("trace");
      int type = trace ? DnsType.NS : DnsType.SOA;
      DnsMessage message = message(new DigOptions.Query(trace ? "" : query.name(), type));
      for (IpAddress server : servers) {
        DnsClient.Outcome outcome =
            client.ask(server, options.port, message, options.time, options.on("tcp"));
        if (outcome instanceof DnsClient.Reply reply) {
          String place = server + "#" + options.port;
          if (trace) {
            title();
            String who = place + "(" + options.server.orElse(server.toString()) + ")";
            long millis = reply.nanos() / EventLoop.MILLISECOND;
            self.stdout()
                .print(
                    ";; Received %d bytes from %s in %d ms\n\n"
                        .formatted(reply.size(), who, millis));
          }
          String name = query.name().isEmpty() ? "." : query.name();
          self.scheduler().notices().tell(self, "dig.walk", name);
          return 0;
        }
        failure((DnsClient.Failure) outcome, server, query);
      }
      title();
      self.stdout().print(";; no servers could be reached\n");
      return UNREACHABLE;
    }

    /** Says what went wrong; true when nothing could be sent. */
    private boolean failure(DnsClient.Failure failure, IpAddress server, DigOptions.Query query) {
      String place = server + "#" + options.port;
      if (failure.setup()) {
        String what = options.on("tcp") ? "Connection to " : "UDP setup with ";
        self.stdout()
            .print(
                ";; %s%s(%s) for %s failed: %s.\n;; no servers could be reached\n"
                    .formatted(
                        what,
                        place,
                        options.server.orElse(server.toString()),
                        query.name(),
                        failure.why()));
        return true;
      }
      self.stdout().print(";; communications error to " + place + ": " + failure.why() + "\n");
      return false;
    }

    private DnsMessage message(DigOptions.Query query) {
      DnsMessage plain = DnsMessage.query(client.id(), new DnsQuestion(query.name(), query.type()));
      int flags =
          (options.on("recurse") ? DnsMessage.RECURSION_DESIRED : 0) | DnsMessage.AUTHENTIC_DATA;
      DnsMessage flagged =
          new DnsMessage(
              plain.id(),
              flags,
              plain.questions(),
              List.of(),
              List.of(),
              List.of(),
              Optional.empty(),
              "");
      return options.on("edns")
          ? flagged.withEdns(Optional.of(EDNS_SIZE), options.on("cookie") ? client.cookie() : "")
          : flagged;
    }

    /** The version and what was asked for, once. */
    private void title() {
      if (titled || !options.on("cmd") || options.on("short")) {
        return;
      }
      titled = true;
      String words = String.join(" ", self.arguments());
      self.stdout().print("\n; <<>> DiG " + DnsText.VERSION + " <<>> " + words + "\n");
      if (options.server.isPresent()) {
        self.stdout().print("; (1 server found)\n");
      }
      self.stdout().print(";; global options: +cmd\n");
    }

    private void print(IpAddress server, DnsClient.Reply reply) {
      if (options.on("short")) {
        reply.message().answers().forEach(r -> self.stdout().print(r.data() + "\n"));
        return;
      }
      title();
      StringBuilder out = new StringBuilder();
      header(out, reply.message());
      if (options.on("question")) {
        section(
            out,
            "QUESTION",
            reply.message().questions().stream()
                .map(question -> DnsText.question(question, style()))
                .toList());
      }
      if (options.on("answer")) {
        section(out, "ANSWER", DnsText.records(reply.message().answers(), style()));
      }
      if (options.on("authority")) {
        section(out, "AUTHORITY", DnsText.records(reply.message().authority(), style()));
      }
      if (options.on("additional")) {
        section(out, "ADDITIONAL", DnsText.records(reply.message().additional(), style()));
      }
      if (options.on("stats")) {
        statistics(out, server, reply);
      }
      self.stdout().print(out.toString());
    }

    private DnsText.Style style() {
      return options.on("multiline") ? DnsText.Style.MULTILINE : DnsText.Style.DEBUG;
    }

    private void header(StringBuilder out, DnsMessage message) {
      if (!options.on("comments")) {
        return;
      }
      out.append(DnsText.header(";; Got answer:\n", message));
      boolean wanted = message.has(DnsMessage.RECURSION_DESIRED);
      if (wanted && !message.has(DnsMessage.RECURSION_AVAILABLE)) {
        out.append(";; WARNING: recursion requested but not available\n");
      }
      out.append('\n');
      if (message.edns().isPresent()) {
        out.append(";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: ")
            .append(message.edns().get())
            .append('\n');
      }
    }

    private void section(StringBuilder out, String name, List<String> lines) {
      if (lines.isEmpty()) {
        return;
      }
      if (options.on("comments")) {
        out.append(";; ").append(name).append(" SECTION:\n");
      }
      lines.forEach(line -> out.append(line).append('\n'));
      if (options.on("comments")) {
        out.append('\n');
      }
    }

    private void statistics(StringBuilder out, IpAddress server, DnsClient.Reply reply) {
      Instant date = LabDate.at(self.now());
      out.append(";; Query time: ")
          .append(reply.nanos() / EventLoop.MILLISECOND)
          .append(" msec\n;; SERVER: ")
          .append(server)
          .append('#')
          .append(options.port)
          .append('(')
          .append(options.server.orElse(server.toString()))
          .append(") (")
          .append(options.on("tcp") ? "TCP" : "UDP")
          .append(")\n;; WHEN: ")
          .append(WHEN.format(date))
          .append("\n;; MSG SIZE  rcvd: ")
          .append(reply.size())
          .append("\n\n");
    }
  }
}
