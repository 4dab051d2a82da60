package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** BIND's nslookup 9.20, not interactive (nslookup(1)). */
public final class Nslookup implements BlockingProgram {
  private static final int TRIES = 3;
  private static final int SECONDS = 5;

  @Override
  public int run(Process self) {
    List<String> operands = new ArrayList<>();
    int seconds = SECONDS;
    int tries = TRIES;
    int port = 53;
    Optional<Integer> type = Optional.empty();
    for (String word : self.arguments()) {
      if (!word.startsWith("-")) {
        operands.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String value = equals < 0 ? "" : word.substring(equals + 1);
      boolean number = value.matches("[0-9]{1,5}");
      switch (equals < 0 ? word.substring(1) : word.substring(1, equals)) {
        case "type", "ty", "querytype", "query", "qu", "q" -> {
          type = DnsType.number(value);
          if (type.isEmpty()) {
            self.stdout().print("unknown query type: " + value + "\n");
          }
        }
        case "timeout" -> seconds = number ? Math.max(1, Integer.parseInt(value)) : seconds;
        case "retry" -> tries = number ? Math.max(1, Integer.parseInt(value)) : tries;
        case "port", "po" -> port = number ? Integer.parseInt(value) : port;
        case "debug", "nodebug", "vc", "novc", "recurse", "norecurse", "search", "nosearch" -> {}
        default -> self.stdout().print("*** Invalid option: " + word.substring(1) + "\n");
      }
    }
    if (operands.isEmpty()) {
      return self.stderr().print("nslookup: Passerelle does not model the interactive mode\n", 2);
    }
    Optional<String> server = operands.size() > 1 ? Optional.of(operands.get(1)) : Optional.empty();
    BindLookup lookup =
        new BindLookup(
            self,
            new Net(self),
            new BindLookup.Settings(server, port, seconds, tries, false),
            true);
    return lookup.findServer("nslookup") ? ask(self, lookup, operands.get(0), type) : 1;
  }

  private static int ask(
      Process self, BindLookup lookup, String operand, Optional<Integer> wanted) {
    Optional<IpAddress> address = Family.IPV4.parse(operand);
    String name = address.map(Resolver::reverseName).orElse(operand);
    List<Integer> types =
        wanted.isPresent()
            ? List.of(wanted.get())
            : address.isPresent() ? List.of(DnsType.PTR) : List.of(DnsType.A, DnsType.AAAA);
    StringBuilder out = new StringBuilder();
    boolean titled = false;
    boolean authoritative = false;
    for (int type : types) {
      Optional<DnsClient.Reply> reply = lookup.search(name, type);
      if (reply.isEmpty()) {
        return 1;
      }
      DnsMessage message = reply.get().message();
      authoritative = message.has(DnsMessage.AUTHORITATIVE);
      int code = message.code();
      boolean negative = code != DnsMessage.NOERROR;
      if (!titled) {
        titled = true;
        if (code == DnsMessage.SERVFAIL) {
          out.append(";; Got SERVFAIL reply from ").append(lookup.server()).append('\n');
        }
        if (address.isEmpty()) {
          out.append("Server:\t\t").append(lookup.server());
          out.append("\nAddress:\t").append(lookup.place()).append("\n\n");
        }
        if (!negative && !authoritative && address.isEmpty()) {
          out.append("Non-authoritative answer:\n");
        }
      }
      if (negative) {
        out.append("** server can't find ").append(name).append(": ");
        self.stdout().print(out.append(DnsText.code(code)).append("\n\n").toString());
        return 1;
      }
      message.answers().forEach(r -> out.append(line(r)).append('\n'));
      if (message.answers().isEmpty() && wanted.isPresent()) {
        out.append("*** Can't find ").append(name).append(": No answer\n");
      }
    }
    boolean plain = types.contains(DnsType.A) || types.contains(DnsType.AAAA);
    out.append(plain || authoritative ? "\n" : "\nAuthoritative answers can be found from:\n\n");
    self.stdout().print(out.toString());
    return 0;
  }

  private static String line(DnsRecord record) {
    return switch (record.type()) {
      case DnsType.A, DnsType.AAAA -> "Name:\t" + record.name() + "\nAddress: " + record.data();
      case DnsType.PTR -> record.name() + "\tname = " + record.data();
      case DnsType.CNAME -> record.name() + "\tcanonical name = " + record.data();
      case DnsType.MX -> record.name() + "\tmail exchanger = " + record.data();
      case DnsType.NS -> record.name() + "\tnameserver = " + record.data();
      default ->
          record.name()
              + "\t"
              + DnsType.name(record.type()).toLowerCase(Locale.ROOT)
              + " = "
              + record.data();
    };
  }
}
