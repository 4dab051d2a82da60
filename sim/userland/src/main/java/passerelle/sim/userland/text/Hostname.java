package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;

/** {@code hostname}: prints or sets the name; {@code -i} looks it up in {@code /etc/hosts}. */
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
    return new TextTool(flavour, letters, words, 1, new Hostname(flavour, addresses)::run);
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
    String name = options.has('f') || options.has('d') ? canonical(self) : self.hostname();
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
  private static String canonical(Process self) {
    for (String line : hosts(self).split("\n")) {
      List<String> fields = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
      if (fields.size() > 1 && fields.subList(1, fields.size()).contains(self.hostname())) {
        return fields.get(1);
      }
    }
    return self.hostname();
  }

  private int printAddresses(Process self) {
    List<String> found = new ArrayList<>();
    for (String line : hosts(self).split("\n")) {
      String[] fields = line.replaceFirst("#.*", "").strip().split("\\s+");
      for (int i = 1; i < fields.length; i++) {
        if (fields[i].equals(self.hostname()) && !found.contains(fields[0])) {
          found.add(fields[0]);
        }
      }
    }
    if (found.isEmpty()) {
      self.stderr()
          .println(
              flavour == Flavour.GNU
                  ? "hostname: Name or service not known"
                  : "hostname: " + self.hostname() + ": Unknown host");
      return 1;
    }
    self.stdout().println(String.join(" ", found));
    return 0;
  }

  private static String hosts(Process self) {
    try {
      return self.files().readText("/etc/hosts");
    } catch (FileError missing) {
      return "";
    }
  }
}
