package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** BIND's nslookup 9.20 (nslookup(1)): one question, or those that are typed at its prompt. */
final class Nslookup implements BlockingProgram {
  private static final String RULE = "------------\n";

  @Override
  public int run(Process self) {
    List<String> operands = new ArrayList<>();
    NslookupSettings settings = new NslookupSettings();
    for (String word : self.arguments()) {
      if (word.startsWith("-") && word.length() > 1) {
        settings.take(self, word.substring(1));
      } else {
        operands.add(word);
      }
    }
    if (operands.size() > 1) {
      settings.server = Optional.of(operands.get(1));
    }
    BindLookup lookup = lookup(self, settings);
    if (!lookup.findServer("nslookup")) {
      return 1;
    }
    if (operands.isEmpty() || operands.get(0).equals("-")) {
      return converse(self, settings);
    }
    boolean found = ask(self, lookup, settings, operands.get(0));
    self.stdout().print("\n");
    return found ? 0 : 1;
  }

  private static BindLookup lookup(Process self, NslookupSettings settings) {
    return new BindLookup(self, new Net(self), settings.lookup());
  }

  /** Line by line, up to the end of the input, {@code exit}, or an empty line. */
  private static int converse(Process self, NslookupSettings settings) {
    boolean asked = false;
    boolean failed = false;
    while (true) {
      if (self.stdin().isTerminal()) {
        self.stdout().print("> ");
        self.stdout().flush();
      }
      String line = self.stdin().readLine().orElse("").strip();
      if (line.isEmpty() || line.equals("exit")) {
        self.stdout().print("\n");
        return asked && !failed ? 0 : 1;
      }
      String[] words = line.split("\\s+");
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "set" -> set(self, settings, words);
        case "server", "lserver" -> {
          settings.server = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
          BindLookup lookup = lookup(self, settings);
          if (!lookup.findServer("nslookup")) {
            return 1;
          }
          self.stdout().print(servers(lookup));
        }
        case "help", "?" ->
            self.stdout().print("The '" + words[0] + "' command is not yet implemented.\n");
        case "ls", "root", "finger", "view" ->
            self.stdout().print("The '" + words[0] + "' command is not implemented.\n");
        default -> {
          Optional<String> usual = settings.server;
          settings.server = words.length > 1 ? Optional.of(words[1]) : usual;
          BindLookup lookup = lookup(self, settings);
          boolean found = lookup.findServer("nslookup") && ask(self, lookup, settings, words[0]);
          settings.server = usual;
          failed |= !found;
          asked = true;
        }
      }
    }
  }

  private static void set(Process self, NslookupSettings settings, String[] words) {
    if (words.length > 1 && words[1].equalsIgnoreCase("all")) {
      BindLookup lookup = lookup(self, settings);
      if (lookup.findServer("nslookup")) {
        self.stdout().print(servers(lookup) + settings.text());
      }
    } else if (words.length > 1) {
      settings.take(self, words[1]);
    }
  }

  private static String servers(BindLookup lookup) {
    return "Default server: " + lookup.name() + "\nAddress: " + lookup.place() + "\n";
  }

  /** Asks, and says what comes; whether the name was found. */
  private static boolean ask(
      Process self, BindLookup lookup, NslookupSettings settings, String operand) {
    Optional<IpAddress> address = Family.IPV4.parse(operand);
    String name = address.map(Resolver::reverseName).orElse(operand);
    List<Integer> types =
        settings.type.isPresent()
            ? List.of(settings.type.get())
            : address.isPresent() ? List.of(DnsType.PTR) : List.of(DnsType.A, DnsType.AAAA);
    boolean titled = settings.type.isEmpty() && address.isPresent();
    boolean announced = titled;
    StringBuilder out = new StringBuilder();
    boolean authoritative = false;
    for (int type : types) {
      Optional<DnsClient.Reply> reply = lookup.search(settings.asked(name), type);
      if (reply.isEmpty()) {
        return false;
      }
      DnsMessage message = reply.get().message();
      authoritative = message.has(DnsMessage.AUTHORITATIVE);
      int code = message.code();
      boolean negative = code != DnsMessage.NOERROR;
      if (code == DnsMessage.SERVFAIL && out.length() == 0) {
        out.append(";; Got SERVFAIL reply from ").append(lookup.server()).append('\n');
      }
      if (!titled) {
        titled = true;
        out.append("Server:\t\t").append(lookup.name());
        out.append("\nAddress:\t").append(lookup.place()).append("\n\n");
      }
      if (settings.debug) {
        out.append(debugged(message));
      }
      if (negative) {
        out.append("** server can't find ").append(name).append(": ");
        self.stdout().print(out.append(DnsText.code(code)).append("\n").toString());
        return false;
      }
      if (!announced && !authoritative) {
        out.append("Non-authoritative answer:\n");
      }
      announced = true;
      message.answers().forEach(r -> out.append(line(r)).append('\n'));
      if (message.answers().isEmpty() && settings.type.isPresent()) {
        out.append("*** Can't find ").append(name).append(": No answer\n");
      }
    }
    boolean plain = types.contains(DnsType.A) || types.contains(DnsType.AAAA);
    out.append(plain || authoritative ? "" : "\nAuthoritative answers can be found from:\n");
    self.stdout().print(out.toString());
    return true;
  }

  /** What {@code debug} shows of a reply ({@code detailsection}). */
  private static String debugged(DnsMessage message) {
    StringBuilder out = new StringBuilder(RULE + "    QUESTIONS:\n");
    for (DnsQuestion question : message.questions()) {
      String type = DnsType.name(question.type());
      out.append("\t" + question.name() + ", type = " + type + ", class = IN\n");
    }
    out.append("    ANSWERS:\n");
    message.answers().forEach(record -> detail(out, record));
    out.append("    AUTHORITY RECORDS:\n");
    message.authority().forEach(record -> detail(out, record));
    out.append("    ADDITIONAL RECORDS:\n");
    message.additional().forEach(record -> detail(out, record));
    return out.append(RULE).toString();
  }

  private static void detail(StringBuilder out, DnsRecord record) {
    String data =
        switch (record.type()) {
          case DnsType.A -> "internet address = " + record.data();
          case DnsType.AAAA -> "has AAAA address " + record.data();
          default -> words(record);
        };
    out.append("    ->  " + record.name() + "\n\t" + data + "\n\tttl = " + record.ttl() + "\n");
  }

  private static String line(DnsRecord record) {
    return switch (record.type()) {
      case DnsType.A, DnsType.AAAA -> "Name:\t" + record.name() + "\nAddress: " + record.data();
      default -> record.name() + "\t" + words(record);
    };
  }

  private static String words(DnsRecord record) {
    return switch (record.type()) {
          case DnsType.PTR -> "name";
          case DnsType.CNAME -> "canonical name";
          case DnsType.MX -> "mail exchanger";
          case DnsType.NS -> "nameserver";
          default -> DnsType.name(record.type()).toLowerCase(Locale.ROOT);
        }
        + " = "
        + record.data();
  }
}
