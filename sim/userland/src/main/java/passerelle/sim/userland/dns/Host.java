package passerelle.sim.userland.dns;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** BIND's host 9.20 (host(1)). */
public final class Host implements BlockingProgram {
  private static final int TRIES = 2;
  private static final int SECONDS = 5;
  private static final String UNMODELLED = "aACdilmNsUvc";
  private static final String LETTERS = "aACdilnm:p:rst:vwR:N:TUW:D46c:V";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, List.of(), self.arguments());
    if (getopt.operands().isEmpty() || getopt.error().isPresent()) {
      getopt.error().ifPresent(e -> self.stderr().print("host: " + e + "\n"));
      return self.stderr().print(DnsUsage.HOST, 1);
    }
    Optional<Character> unmodelled =
        UNMODELLED.chars().mapToObj(c -> (char) c).filter(c -> getopt.has("" + c)).findFirst();
    if (unmodelled.isPresent()) {
      return self.stderr()
          .print("host: Passerelle does not model option -" + unmodelled.get() + "\n", 2);
    }
    Optional<String> type = getopt.value("t");
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
    BindLookup lookup = new BindLookup(self, new Net(self), settings, false);
    if (!lookup.findServer("host")) {
      return 1;
    }
    settings.server().ifPresent(s -> server(self, s, lookup));
    return ask(self, lookup, getopt.operands().get(0), type);
  }

  private static void server(Process self, String name, BindLookup lookup) {
    self.stdout()
        .print(
            "Using domain server:\nName: "
                + name
                + "\nAddress: "
                + lookup.place()
                + "\nAliases: \n\n");
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(t -> t.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(otherwise);
  }

  private static int ask(Process self, BindLookup lookup, String operand, Optional<String> wanted) {
    Optional<IpAddress> address = Family.IPV4.parse(operand);
    String name = address.map(Resolver::reverseName).orElse(operand);
    List<Integer> types =
        wanted.isPresent()
            ? List.of(DnsType.number(wanted.get()).orElse(DnsType.A))
            : address.isPresent()
                ? List.of(DnsType.PTR)
                : List.of(DnsType.A, DnsType.AAAA, DnsType.MX);
    boolean found = false;
    for (int type : types) {
      Optional<DnsClient.Reply> reply = lookup.search(name, type);
      if (reply.isEmpty()) {
        return 1;
      }
      DnsMessage message = reply.get().message();
      if (message.code() != DnsMessage.NOERROR) {
        String shown = address.isPresent() ? name + "." : name;
        self.stdout()
            .print(
                "Host "
                    + shown
                    + " not found: "
                    + message.code()
                    + "("
                    + DnsText.code(message.code())
                    + ")\n");
        if (!found) {
          return 1;
        }
      }
      found = true;
      message.answers().forEach(r -> self.stdout().print(line(r) + "\n"));
      if (message.answers().isEmpty() && wanted.isPresent()) {
        DnsQuestion asked = message.questions().get(0);
        self.stdout().print(asked.name() + " has no " + DnsType.name(type) + " record\n");
      }
    }
    return 0;
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
          default -> "has " + DnsType.name(record.type()) + " record";
        };
    return record.name() + " " + words + " " + record.data();
  }
}
