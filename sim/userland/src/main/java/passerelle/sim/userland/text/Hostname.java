package passerelle.sim.userland.text;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** {@code hostname}: prints or sets the name; {@code -i} looks it up. */
public final class Hostname {
  private final Flavour flavour;
  private final Function<Process, List<String>> addresses;

  private Hostname(Flavour flavour, Function<Process, List<String>> addresses) {
    this.flavour = flavour;
    this.addresses = addresses;
  }

  /**
   * The program.
   *
   * @param addresses all addresses of the host for {@code -I}, in the order of its interfaces
   */
  public static Program program(Flavour flavour, Function<Process, List<String>> addresses) {
    String letters = flavour == Flavour.GNU ? "sfidIA!abyF:" : "sfid!F:";
    String words = "short=s fqdn=f long=f ip-address=i domain=d all-ip-addresses=I all-fqdns=A";
    return flavour.tool(letters, words, new Hostname(flavour, addresses)::run);
  }

  private int run(Process self, Options options) {
    if (!options.operands().isEmpty()) {
      self.place().setHostname(options.operands().get(0));
      return 0;
    }
    if (options.has('i')) {
      return printAddresses(self);
    }
    if (options.has('I')) {
      self.stdout().println(String.join(" ", addresses.apply(self)) + " ");
      return 0;
    }
    String name = self.hostname();
    if (options.has('f') || options.has('d')) {
      Optional<String> canonical = canonical(self);
      if (canonical.isEmpty()) {
        Resolver.Result found = find(self);
        if (!found.isFound()) {
          return unknown(self, found);
        }
      }
      name = canonical.orElse(name);
    }
    int dot = name.indexOf('.');
    if (options.has('d')) {
      String domain = dot < 0 ? "" : name.substring(dot + 1);
      self.stdout().print(domain.isEmpty() ? "" : domain + "\n");
      return 0;
    }
    self.stdout().println(options.has('s') && dot > 0 ? name.substring(0, dot) : name);
    return 0;
  }

  /** The first name of the line of {@code /etc/hosts} that has the host's (AI_CANONNAME). */
  private static Optional<String> canonical(Process self) {
    for (String line : hosts(self).split("\n")) {
      List<String> fields = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
      if (fields.size() > 1 && fields.subList(1, fields.size()).contains(self.hostname())) {
        return Optional.of(fields.get(1));
      }
    }
    return Optional.empty();
  }

  /** GNU's asks {@code getaddrinfo(3)}, BusyBox's {@code gethostbyname(3)}. */
  private Resolver.Result find(Process self) {
    Resolver resolver = Resolver.ofIpv4(self, new Net(self));
    String name = self.hostname();
    return flavour == Flavour.GNU ? resolver.lookup(name) : resolver.hostByName(name);
  }

  private int unknown(Process self, Resolver.Result found) {
    boolean gnu = flavour == Flavour.GNU;
    String why =
        gnu ? found.outcome().text(self) : self.hostname() + ": " + found.outcome().hostText(self);
    return self.stderr().println("hostname: " + why, 1);
  }

  private int printAddresses(Process self) {
    Resolver.Result found = find(self);
    if (!found.isFound()) {
      return unknown(self, found);
    }
    self.stdout()
        .println(found.addresses().stream().map(Object::toString).distinct().collect(joining(" ")));
    return 0;
  }

  private static String hosts(Process self) {
    return self.files().text("/etc/hosts").orElse("");
  }
}
