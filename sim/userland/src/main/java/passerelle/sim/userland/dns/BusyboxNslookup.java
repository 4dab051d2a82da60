package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ResolverFiles;

/** BusyBox's nslookup (networking/nslookup.c, the big version). */
final class BusyboxNslookup implements BlockingProgram {
  private static final List<String> TYPES =
      List.of("soa", "ns", "a", "aaaa", "cname", "mx", "txt", "ptr", "srv", "any");

  @Override
  public int run(Process self) {
    List<Integer> types = new ArrayList<>();
    List<String> operands = new ArrayList<>();
    for (String word : self.arguments()) {
      String value = word.substring(word.indexOf('=') + 1);
      if (word.matches("-(type|querytype|query|q)=.*")) {
        if (!TYPES.contains(value.toLowerCase(java.util.Locale.ROOT))) {
          return self.stderr().print("nslookup: invalid query type \"" + value + "\"\n", 1);
        }
        types.add(DnsType.number(value).orElse(DnsType.A));
      } else if (word.startsWith("-") && !word.equals("-debug")) {
        return self.stderr().print("nslookup: Passerelle does not model option " + word + "\n", 2);
      } else if (!word.startsWith("-")) {
        operands.add(word);
      }
    }
    if (operands.isEmpty() || operands.size() > 2) {
      return self.stderr().print(BusyboxUsage.of("nslookup", self), 1);
    }
    Net net = new Net(self);
    List<IpAddress> servers = new ResolverFiles(self.files()).servers();
    if (operands.size() > 1) {
      Resolver.Result found = new Resolver(self, net).lookup(operands.get(1));
      if (!found.isFound()) {
        return self.stderr().print("nslookup: bad address '" + operands.get(1) + "'\n", 1);
      }
      servers = found.addresses();
    }
    return ask(self, net, servers, operands.get(0), types);
  }

  private static int ask(
      Process self, Net net, List<IpAddress> servers, String operand, List<Integer> wanted) {
    Optional<IpAddress> address = Family.IPV4.parse(operand);
    List<Integer> types =
        !wanted.isEmpty()
            ? wanted
            : address.isPresent() ? List.of(DnsType.PTR) : List.of(DnsType.A, DnsType.AAAA);
    List<String> names = names(self, address.map(Resolver::reverseName).orElse(operand));
    List<DnsQuestion> questions =
        types.stream().flatMap(t -> names.stream().map(n -> new DnsQuestion(n, t))).toList();
    NslookupQueries queries = new NslookupQueries(self, net, questions);
    Optional<IpAddress> answering = Optional.empty();
    for (int i = 0; i < servers.size() && answering.isEmpty(); i++) {
      try {
        answering = queries.ask(servers.get(i)) ? Optional.of(servers.get(i)) : Optional.empty();
      } catch (KernelException refused) {
        String why = self.place().libc().strerror(refused.errno());
        return self.stderr()
            .print(
                "nslookup: can't connect to remote host (" + servers.get(i) + "): " + why + "\n",
                1);
      }
    }
    if (answering.isEmpty()) {
      self.stdout().print(";; connection timed out; no servers could be reached\n\n");
      return 1;
    }
    IpAddress server = answering.get();
    self.stdout().print("Server:\t\t" + server + "\nAddress:\t" + server + ":53\n\n");
    boolean failed = false;
    for (int i = 0; i < questions.size(); i++) {
      Optional<DnsMessage> reply = queries.reply(i);
      if (reply.isPresent()) {
        failed |= print(self, reply.get());
      } else {
        self.stdout().print("*** Can't find " + questions.get(i).name() + ": No answer\n\n");
      }
    }
    return failed ? 1 : 0;
  }

  /**
   * A name without a dot is asked for in each domain of the search list, and not as it stands;
   * without a list, in that of the machine ({@code resolv.conf(5)}).
   */
  private static List<String> names(Process self, String name) {
    List<String> told = new ResolverFiles(self.files()).search();
    String host = self.hostname();
    boolean own = told.isEmpty() && host.indexOf('.') >= 0;
    List<String> domains = own ? List.of(host.substring(host.indexOf('.') + 1)) : told;
    return name.indexOf('.') >= 0 || domains.isEmpty()
        ? List.of(name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        : domains.stream().map(domain -> name + "." + domain).toList();
  }

  /** Prints a reply; true when it is an error. */
  private static boolean print(Process self, DnsMessage reply) {
    if (reply.code() != DnsMessage.NOERROR) {
      String name = reply.questions().isEmpty() ? "" : reply.questions().get(0).name();
      self.stdout()
          .print("** server can't find " + name + ": " + DnsText.code(reply.code()) + "\n\n");
      return true;
    }
    StringBuilder out = new StringBuilder();
    if (!reply.has(DnsMessage.AUTHORITATIVE)) {
      out.append("Non-authoritative answer:\n");
    }
    reply.answers().forEach(r -> out.append(line(r)).append('\n'));
    self.stdout().print(out.append('\n').toString());
    return false;
  }

  private static String line(DnsRecord record) {
    String bare =
        record.data().endsWith(".")
            ? record.data().substring(0, record.data().length() - 1)
            : record.data();
    return switch (record.type()) {
      case DnsType.A, DnsType.AAAA -> "Name:\t" + record.name() + "\nAddress: " + record.data();
      case DnsType.PTR -> record.name() + "\tname = " + bare;
      case DnsType.CNAME -> record.name() + "\tcanonical name = " + bare;
      case DnsType.MX -> record.name() + "\tmail exchanger = " + bare;
      case DnsType.NS -> record.name() + "\tnameserver = " + bare;
      case DnsType.TXT -> record.name() + "\ttext = " + record.data();
      default -> record.name() + "\t" + record.data();
    };
  }
}
