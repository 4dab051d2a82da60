package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.text.Resources;
import passerelle.text.WordList;

/**
 * ufw 0.36.2: rules of one's own in chains of iptables, in front of the policies. What is published
 * by Docker does not pass them, since it is forwarded, and Docker's own chains come first.
 */
final class Ufw implements BlockingProgram {
  private static final String SETTINGS = "/etc/ufw/ufw.conf";
  private static final String RULES = "/etc/ufw/user.rules";
  private static final String SYNTAX = "ERROR: Invalid syntax";
  private static final List<String> DIRECTIONS = List.of("incoming", "outgoing", "routed");

  private static final List<String> NAMES =
      WordList.of(
          """
          before-input before-output before-forward not-local user-input user-output
          user-forward user-limit user-limit-accept
          """);

  /** What is asked first of all, and last, of packets in each direction (before.rules). */
  private static final String CHAINS = Resources.text(Ufw.class, "ufw-chains.txt");

  /** What iptables, run by get_status() of backend_iptables.py, says without CAP_NET_ADMIN. */
  private static final String UNPERMITTED =
      "ERROR: problem running iptables: iptables v1.8.11 (nf_tables): Could not fetch rule set"
          + " generation id: Permission denied (you must be root)\n";

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    words.removeIf(w -> w.equals("--force"));
    if (words.isEmpty()) {
      return fail(self, "ERROR: not enough args");
    }
    String command = words.get(0);
    UfwDefaults.text(self);
    switch (command) {
      case "status" -> {
        if (!self.has(Capability.NET_ADMIN)) {
          return fail(self, UNPERMITTED);
        }
        status(self, words.size() > 1 ? words.get(1) : "");
      }
      case "enable" -> enable(self);
      case "disable" -> disable(self);
      case "reload" -> reload(self);
      case "reset" -> reset(self);
      case "version", "--version" ->
          self.stdout().print("ufw 0.36.2\nCopyright 2008-2023 Canonical Ltd.\n");
      case "default" -> {
        return policy(self, words);
      }
      case "logging" ->
          self.stdout().println("Logging " + (words.contains("off") ? "disabled" : "enabled"));
      case "delete" -> {
        return delete(self, words.subList(1, words.size()));
      }
      case "insert" -> {
        return add(self, words.subList(Math.min(2, words.size()), words.size()), place(words));
      }
      case "prepend" -> {
        return add(self, words.subList(1, words.size()), 1);
      }
      case "app" -> {
        return UfwProfiles.run(self, words.subList(1, words.size()));
      }
      case "show" -> {
        return self.stderr().println("ufw: Passerelle does not model ufw " + command, 2);
      }
      default -> {
        return add(self, words, 0);
      }
    }
    return 0;
  }

  private static int fail(Process self, String text) {
    return self.stderr().println(text, 1);
  }

  private static int place(List<String> words) {
    String number = words.size() > 1 ? words.get(1) : "";
    return number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
  }

  static String read(Process self, String path) {
    return self.files().text(path).orElse("");
  }

  static void write(Process self, String path, String text) {
    String directory = path.substring(0, path.lastIndexOf('/'));
    try {
      if (!self.files().isDirectory(directory)) {
        self.files().makeDirectory(directory);
      }
      self.files().writeText(path, text);
    } catch (FileError refused) {
      self.stderr().println("ERROR: could not write '" + path + "'");
    }
  }

  private static boolean isActive(Process self) {
    return read(self, SETTINGS).contains("ENABLED=yes");
  }

  private static List<UfwRule> rules(Process self) {
    return new ArrayList<>(
        read(self, RULES).lines().flatMap(line -> UfwRule.ofTuple(line).stream()).toList());
  }

  private static void keep(Process self, List<UfwRule> rules) {
    StringBuilder text = new StringBuilder("*filter\n### RULES ###\n");
    for (UfwRule rule : rules) {
      text.append('\n').append(rule.tuple()).append('\n');
      rule.lines().forEach(line -> text.append(line).append('\n'));
    }
    write(self, RULES, text.append("\n### END RULES ###\nCOMMIT\n").toString());
  }

  private static int add(Process self, List<String> words, int place) {
    Optional<UfwRule> rule = UfwRule.parse(words);
    if (rule.isEmpty()) {
      return refuse(self, words);
    }
    List<UfwRule> rules = rules(self);
    boolean known = rules.contains(rule.get());
    if (!known) {
      rules.add(place > 0 ? Math.min(place - 1, rules.size()) : rules.size(), rule.get());
      keep(self, rules);
    }
    String told = isActive(self) ? "Rule added" : "Rules updated";
    tell(self, known ? "Skipping adding existing rule" : told, rule.get().isForBoth());
    apply(self);
    return 0;
  }

  /** What is wrong with a rule: a last word that begins with a letter would be a profile. */
  private static int refuse(Process self, List<String> words) {
    String last = words.get(words.size() - 1);
    boolean named = words.size() == 2 || words.indexOf("app") == words.size() - 2;
    if (!named || !last.matches("[A-Za-z][^/]*")) {
      return fail(self, SYNTAX);
    }
    return UfwProfiles.find(last).isPresent()
        ? self.stderr().println("ufw: Passerelle does not model rules of profile " + last, 2)
        : fail(self, "ERROR: Could not find a profile matching '" + last + "'");
  }

  private static void tell(Process self, String text, boolean both) {
    self.stdout().println(text);
    if (both) {
      self.stdout().println(text + " (v6)");
    }
  }

  private static int delete(Process self, List<String> words) {
    List<UfwRule> rules = rules(self);
    if (words.size() == 1 && words.get(0).matches("\\d{1,4}")) {
      int number = Integer.parseInt(words.get(0));
      int both = (int) rules.stream().filter(UfwRule::isForBoth).count();
      if (number < 1 || number > rules.size() + both) {
        return fail(self, "ERROR: Could not find rule '" + number + "'");
      }
      List<UfwRule> twice = rules.stream().filter(UfwRule::isForBoth).toList();
      rules.remove(
          number <= rules.size() ? rules.get(number - 1) : twice.get(number - rules.size() - 1));
      keep(self, rules);
      apply(self);
      self.stdout().println("Rule deleted");
      return 0;
    }
    Optional<UfwRule> rule = UfwRule.parse(words);
    if (rule.isEmpty()) {
      return words.isEmpty() ? fail(self, SYNTAX) : refuse(self, words);
    }
    boolean gone = rules.remove(rule.get());
    keep(self, rules);
    apply(self);
    String told = isActive(self) ? "Rule deleted" : "Rules updated";
    tell(self, gone ? told : "Could not delete non-existent rule", rule.get().isForBoth());
    return 0;
  }

  private static int policy(Process self, List<String> words) {
    String direction = words.size() > 2 ? words.get(2) : "incoming";
    if (words.size() < 2
        || !words.get(1).matches("allow|deny|reject")
        || !DIRECTIONS.contains(direction)) {
      return fail(self, SYNTAX);
    }
    UfwDefaults.set(self, direction, words.get(1));
    apply(self);
    self.stdout().println("Default " + direction + " policy changed to '" + words.get(1) + "'");
    self.stdout().println("(be sure to update your rules accordingly)");
    return 0;
  }

  private static void status(Process self, String how) {
    if (!isActive(self)) {
      self.stdout().println("Status: inactive");
      return;
    }
    StringBuilder text = new StringBuilder("Status: active\n");
    if (how.equals("verbose")) {
      text.append("Logging: on (low)\nDefault: ");
      List<String> policies =
          DIRECTIONS.stream().map(d -> UfwDefaults.policy(self, d) + " (" + d + ")").toList();
      text.append(String.join(", ", policies)).append("\nNew profiles: skip\n");
    }
    List<String> lines = new ArrayList<>();
    boolean all = !how.isEmpty();
    boolean ports = how.equals("verbose");
    rules(self).forEach(rule -> lines.add(rule.shown(false, all, ports)));
    rules(self).stream()
        .filter(UfwRule::isForBoth)
        .forEach(rule -> lines.add(rule.shown(true, all, ports)));
    if (!lines.isEmpty()) {
      boolean numbered = how.equals("numbered");
      String margin = numbered ? "     " : "";
      text.append('\n')
          .append(margin + "To                         Action      From\n")
          .append(margin + "--                         ------      ----\n");
      for (int i = 0; i < lines.size(); i++) {
        String number = numbered ? "[%2s] ".formatted(i + 1) : "";
        text.append(number).append(lines.get(i)).append('\n');
      }
      text.append('\n');
    }
    self.stdout().print(text.toString());
  }

  private static void enable(Process self) {
    write(self, SETTINGS, "ENABLED=yes\nLOGLEVEL=low\n");
    apply(self);
    self.stdout().println("Firewall is active and enabled on system startup");
  }

  private static void disable(Process self) {
    write(self, SETTINGS, "ENABLED=no\nLOGLEVEL=low\n");
    takeDown(self);
    self.stdout().println("Firewall stopped and disabled on system startup");
  }

  private static void reload(Process self) {
    apply(self);
    self.stdout()
        .println(isActive(self) ? "Firewall reloaded" : "Firewall not enabled (skipping reload)");
  }

  private static void reset(Process self) {
    takeDown(self);
    write(self, SETTINGS, "ENABLED=no\nLOGLEVEL=low\n");
    keep(self, List.of());
    self.stdout().println("Resetting all rules to installed defaults.");
  }

  private static String target(String policy) {
    return policy.equals("allow") ? "ACCEPT" : "DROP";
  }

  /** Writes the chains anew, where ufw is active. */
  private static void apply(Process self) {
    if (!isActive(self)) {
      return;
    }
    takeDown(self);
    StringBuilder rules = new StringBuilder("*filter\n");
    rules.append(":INPUT ").append(target(UfwDefaults.policy(self, "incoming"))).append(" [0:0]\n");
    rules.append(":FORWARD ").append(target(UfwDefaults.policy(self, "routed"))).append(" [0:0]\n");
    rules
        .append(":OUTPUT ")
        .append(target(UfwDefaults.policy(self, "outgoing")))
        .append(" [0:0]\n");
    for (String chain : NAMES) {
      rules.append(":ufw-").append(chain).append(" - [0:0]\n");
    }
    rules.append("-A INPUT -j ufw-before-input\n-A OUTPUT -j ufw-before-output\n");
    rules.append("-A FORWARD -j ufw-before-forward\n").append(CHAINS);
    for (UfwRule rule : rules(self)) {
      rule.lines().forEach(line -> rules.append(line).append('\n'));
    }
    restore(self, rules.append("COMMIT\n").toString());
  }

  /** Takes the chains away, and lets everything pass as before. */
  private static void takeDown(Process self) {
    for (String way : List.of("INPUT", "OUTPUT", "FORWARD")) {
      String chain = "ufw-before-" + way.toLowerCase(Locale.ROOT);
      iptables(self, "-D", way, "-j", chain);
      iptables(self, "-P", way, "ACCEPT");
    }
    NAMES.forEach(chain -> iptables(self, "-F", "ufw-" + chain));
    NAMES.forEach(chain -> iptables(self, "-X", "ufw-" + chain));
  }

  private static void iptables(Process self, String... words) {
    Iptables.run(FirewallTools.session(self, "iptables"), List.of(words));
  }

  private static void restore(Process self, String rules) {
    IptablesRestore.run(
            FirewallTools.session(self, "iptables-restore"),
            List.of("-n"),
            name -> Optional.of(rules))
        .finish(self);
  }
}
