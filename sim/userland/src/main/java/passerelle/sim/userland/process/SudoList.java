package passerelle.sim.userland.process;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.Account;

/** {@code sudo -l}: what sudoers, as Debian delivers it, lets somebody do. */
final class SudoList {
  private static final List<String> DEFAULTS =
      List.of(
          "env_reset",
          "mail_badpass",
          "secure_path=/usr/local/sbin\\:/usr/local/bin\\:/usr/sbin\\:/usr/bin\\:/sbin\\:/bin",
          "use_pty");

  private static final String INDENT = "    ";

  private SudoList() {}

  /**
   * Lists what a user may do, or tells whether one command is among that.
   *
   * @param own who asks
   */
  static int of(Process self, Getopt options, Account own) {
    String name = options.value("U").orElse(own.name());
    Optional<Account> asked = Account.of(self.files(), name);
    if (asked.isEmpty()) {
      return self.stderr().println("sudo: unknown user " + name, 1);
    }
    String host = self.place().hostname();
    if (!SwitchUser.mayAll(self, asked.get())) {
      return options.has("U")
          ? self.stdout()
              .println("User %s is not allowed to run sudo on %s.".formatted(name, host), 0)
          : self.stderr()
              .println("Sorry, user %s may not run sudo on %s.".formatted(name, host), 1);
    }
    if (options.operands().isEmpty()) {
      String may = "User %s may run the following commands on %s:\n    (ALL : ALL) ALL\n";
      String matching = "Matching Defaults entries for %s on %s:\n".formatted(name, host);
      self.stdout().print(matching + wrapped(self) + "\n\n" + may.formatted(name, host));
      return 0;
    }
    String command = options.operands().get(0);
    return ScriptFile.execvp(self, command)
        .map(tool -> self.stdout().println(tool.path(), 0))
        .orElseGet(() -> self.stderr().println("sudo: " + command + ": command not found", 1));
  }

  /** In lines that a terminal holds; in one for a pipe. */
  private static String wrapped(Process self) {
    int columns = Tty.of(self.stdout().sink()).map(Tty::columns).orElse(Integer.MAX_VALUE);
    StringBuilder text = new StringBuilder(INDENT + DEFAULTS.get(0));
    int length = text.length();
    for (String next : DEFAULTS.subList(1, DEFAULTS.size())) {
      boolean fits = length + ", ".length() + next.length() < columns;
      text.append(fits ? ", " : ",\n" + INDENT).append(next);
      length = (fits ? length + ", ".length() : INDENT.length()) + next.length();
    }
    return text.toString();
  }
}
