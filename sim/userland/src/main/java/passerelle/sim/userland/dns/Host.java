package passerelle.sim.userland.dns;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.Resources;

/** BIND's host 9.20 (host(1), bin/dig/host.c). */
final class Host implements BlockingProgram {
  private static final int TRIES = 2;
  private static final int SECONDS = 5;
  private static final String UNMODELLED = "ACilNm";
  private static final String LETTERS = "aACdilnm:p:rst:vwR:N:TUW:D46c:V";

  /** What is asked for a name, and once one has an address, what else (host_dighost_init). */
  private static final List<Integer> DEFAULT_LOOKUPS =
      List.of(DnsType.A, DnsType.AAAA, DnsType.MX, DnsType.HTTPS);

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, "", self.arguments());
    if (getopt.error().isEmpty() && getopt.has("V")) {
      return self.stderr().print("host " + DnsText.VERSION + "\n", 0);
    }
    String usage = Resources.text(Host.class, "host-usage.txt");
    getopt.orExit(!getopt.operands().isEmpty(), self, "host", 1, usage);
    getopt.without(self, "host", UNMODELLED);
    Optional<String> type = getopt.has("a") ? Optional.of("ANY") : getopt.value("t");
    if (type.isPresent() && DnsType.number(type.get()).isEmpty()) {
      return self.stderr().print("host: invalid type: " + type.get() + "\n\n", 2);
    }
    BindLookup.Settings settings =
        new BindLookup.Settings(
            getopt.operands().size() > 1 ? Optional.of(getopt.operands().get(1)) : Optional.empty(),
            number(getopt.value("p"), 53),
            number(getopt.value("W"), SECONDS),
            getopt.value("R").isPresent() ? number(getopt.value("R"), 1) + 1 : TRIES,
            getopt.has("T"));
    BindLookup lookup = new BindLookup(self, new Net(self), settings);
    if (!lookup.findServer("host")) {
      return 1;
    }
    boolean verbose = getopt.has("v") || getopt.has("d") || getopt.has("a");
    Query query = new Query(self, lookup, settings.server(), type.isPresent(), verbose);
    return query.ask(getopt.operands().get(0), types(getopt, type));
  }

  private static List<Integer> types(Getopt getopt, Optional<String> wanted) {
    if (wanted.isPresent()) {
      return List.of(DnsType.number(wanted.get()).orElse(DnsType.A));
    }
    if (Family.IPV4.parse(getopt.operands().get(0)).isPresent()) {
      return List.of(DnsType.PTR);
    }
    // A class that is named takes the other lookups away, whichever it is.
    return getopt.has("c") ? List.of(DnsType.A) : DEFAULT_LOOKUPS;
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(t -> t.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(otherwise);
  }

  /**
   * One name, and how it is told.
   *
   * @param server whom the command line names, who is told of with his first answer
   * @param typed whether its type was asked for by name
   * @param verbose whether messages are printed whole
   */
  private record Query(
      Process self, BindLookup lookup, Optional<String> server, boolean typed, boolean verbose) {
    int ask(String operand, List<Integer> types) {
      Optional<IpAddress> address = Family.IPV4.parse(operand);
      String name = address.map(Resolver::reverseName).orElse(operand);
      int status = 0;
      for (int i = 0; i < types.size(); i++) {
        int type = types.get(i);
        boolean first = i == 0;
        print(verbose ? "Trying \"" + name + "\"\n" : "");
        Optional<DnsClient.Reply> reply = lookup.search(name, type);
        if (reply.isEmpty()) {
          return 1;
        }
        server.filter(s -> first).ifPresent(this::introduce);
        DnsMessage message = reply.get().message();
        boolean failed = message.code() != DnsMessage.NOERROR;
        if (failed) {
          status = 1;
          refused(address.isPresent() ? name + "." : name, message.code());
        } else if (verbose) {
          whole(message);
        } else {
          brief(message, type);
        }
        received(reply.get());
        // What was looked for as it stands is counted once as an answer, and once as the last one.
        if (failed && (!first || address.isEmpty() && lookup.isTriedFirst(name))) {
          received(reply.get());
        }
        if (failed && first) {
          return 1;
        }
      }
      return status;
    }

    private void print(String text) {
      self.stdout().print(text);
    }

    private void introduce(String named) {
      print(
          "Using domain server:\nName: %s\nAddress: %s\nAliases: \n\n"
              .formatted(named, lookup.place()));
    }

    private void refused(String name, int code) {
      print("Host " + name + " not found: " + code + "(" + DnsText.code(code) + ")\n");
    }

    private void brief(DnsMessage message, int type) {
      message.answers().forEach(r -> print(line(r) + "\n"));
      if (message.answers().isEmpty() && typed) {
        print(message.questions().get(0).name() + " has no " + DnsType.name(type) + " record\n");
      }
    }

    private void whole(DnsMessage message) {
      print(DnsText.header("", message) + "\n");
      section("QUESTION", message.questions().stream().map(DnsText::question).toList());
      section("ANSWER", DnsText.records(message.answers()));
      section("AUTHORITY", DnsText.records(message.authority()));
      section("ADDITIONAL", DnsText.records(message.additional()));
    }

    private void section(String name, List<String> lines) {
      if (!lines.isEmpty()) {
        print(";; " + name + " SECTION:\n" + String.join("\n", lines) + "\n\n");
      }
    }

    private void received(DnsClient.Reply reply) {
      if (verbose) {
        print(
            "Received %s bytes from %s in %s ms\n"
                .formatted(reply.size(), lookup.place(), reply.nanos() / EventLoop.MILLISECOND));
      }
    }

    private static String line(DnsRecord record) {
      String words =
          switch (record.type()) {
            case DnsType.A -> "has address";
            case DnsType.AAAA -> "has IPv6 address";
            case DnsType.CNAME -> "is an alias for";
            case DnsType.PTR -> "domain name pointer";
            case DnsType.MX -> "mail is handled by";
            case DnsType.NS -> "name server";
            case DnsType.TXT -> "descriptive text";
            case DnsType.HTTPS -> "has HTTP service bindings";
            default -> "has " + DnsType.name(record.type()) + " record";
          };
      return record.name() + " " + words + " " + record.data();
    }
  }
}
