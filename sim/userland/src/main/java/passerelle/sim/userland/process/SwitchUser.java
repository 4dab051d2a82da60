package passerelle.sim.userland.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.Account;
import passerelle.text.Resources;

/**
 * {@code su} and {@code sudo}. Nobody has a password here: from another user to root leads sudo,
 * for members of the group that Debian's and Red Hat's sudoers name.
 */
public final class SwitchUser {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String USAGE = Resources.text(SwitchUser.class, "sudo.txt");

  private final Process self;
  private final Account account;
  private final boolean login;

  private SwitchUser(Process self, Account account, boolean login) {
    this.self = self;
    this.account = account;
    this.login = login;
  }

  /** Adds both. */
  public static void addTo(Toolset.Builder tools, String directory) {
    BlockingProgram sudo = SwitchUser::sudo;
    tools.add(directory, su(), "su").add(directory, sudo, "sudo");
    BlockingProgram nologin =
        self -> self.stdout().println("This account is currently not available.", 1);
    tools.add("/usr/sbin", nologin, "nologin");
  }

  /** {@code su}, in the words of util-linux or of BusyBox. */
  public static BlockingProgram su() {
    return SwitchUser::su;
  }

  /** {@code su [-] [USER] [-c COMMAND]}. */
  private static int su(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    boolean dash = words.remove("-");
    Getopt options = Getopt.parse("lc:s:mp", "login=l command=c shell=s", words);
    options.orExit(self, "su", 1, "");
    String name = options.operands().isEmpty() ? "root" : options.operands().get(0);
    Optional<Account> account = Account.of(self.files(), name);
    if (account.isEmpty()) {
      if (isBusybox(self)) {
        return self.stderr().println("su: unknown user " + name, 1);
      }
      String wrong = " does not exist or the user entry does not contain all the required fields";
      return self.stderr().println("su: user " + name + wrong, 1);
    }
    if (self.user().uid() != 0) {
      String why = "Password: \nsu: Authentication failure";
      return self.stderr().println(isBusybox(self) ? "su: must be suid to work properly" : why, 1);
    }
    SwitchUser there = new SwitchUser(self, account.get(), dash || options.has("l"));
    String shell = options.value("s").orElse(account.get().shell());
    List<String> argv = there.shell(shell);
    options.value("c").ifPresent(text -> argv.addAll(List.of("-c", text)));
    return there.become("su", shell, argv, there.environment(there.login));
  }

  private static boolean isBusybox(Process self) {
    return !self.place().tools().name().equals("debian");
  }

  /** {@code sudo [-i | -s] [-E] [-u USER] [VARIABLE=VALUE...] [COMMAND]}. */
  private static int sudo(Process self) {
    Getopt options =
        Getopt.parse(
            "+isEHnSbkKvVlu:g:p:D:U:",
            "login=i shell=s preserve-env=E user=u list=l other-user=U",
            self.arguments());
    options.orExit(self, "sudo", 1, USAGE);
    if (options.has("V")) {
      return self.stdout().println("Sudo version 1.9.16p2", 0);
    }
    String name = options.value("u").orElse("root");
    Optional<Account> account = Account.of(self.files(), name.replaceFirst("^#", ""));
    if (account.isEmpty()) {
      self.stderr().println("sudo: unknown user " + name);
      return self.stderr().println("sudo: error initializing audit plugin sudoers_audit", 1);
    }
    Account own = Account.of(self.files(), "" + self.user().uid()).orElse(account.get());
    if (options.has("l")) {
      return SudoList.of(self, options, own);
    }
    if (!mayAll(self, own)) {
      return self.stderr().println(own.name() + " is not in the sudoers file.", 1);
    }
    List<String> words = new ArrayList<>(options.operands());
    boolean login = options.has("i");
    boolean shell = login || options.has("s");
    SwitchUser there = new SwitchUser(self, account.get(), login);
    Map<String, String> environment = there.environment(login || !options.has("E"));
    while (!words.isEmpty() && words.get(0).matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      String[] pair = words.remove(0).split("=", 2);
      environment.put(pair[0], pair[1]);
    }
    if (words.isEmpty() && !shell) {
      return options.has("k", "K", "v") ? 0 : self.stderr().print(USAGE, 1);
    }
    String path = login ? account.get().shell() : environment.getOrDefault("SHELL", "/bin/bash");
    List<String> argv = shell ? there.shell(path) : words;
    if (shell && !words.isEmpty()) {
      argv.addAll(List.of("-c", String.join(" ", words)));
    }
    environment.put("SUDO_USER", own.name());
    environment.put("SUDO_COMMAND", String.join(" ", argv));
    return there.become("sudo", shell ? path : argv.get(0), argv, environment);
  }

  /** Whether sudoers lets a user do everything, as it is delivered. */
  static boolean mayAll(Process self, Account account) {
    return account.user().uid() == 0 || account.isIn(self.files(), "sudo", "wheel");
  }

  private List<String> shell(String path) {
    List<String> argv = new ArrayList<>();
    argv.add((login ? "-" : "") + path.substring(path.lastIndexOf('/') + 1));
    return argv;
  }

  /** That of a login, or what there is. */
  private Map<String, String> environment(boolean fresh) {
    Map<String, String> environment = new LinkedHashMap<>(self.environment());
    if (fresh) {
      environment.clear();
      Optional.ofNullable(self.environment().get("TERM"))
          .ifPresent(t -> environment.put("TERM", t));
      environment.put("PATH", PATH);
    }
    environment.put("HOME", account.home());
    environment.put("SHELL", account.shell());
    environment.put("USER", account.name());
    environment.put("LOGNAME", account.name());
    return environment;
  }

  private int become(
      String tool, String command, List<String> argv, Map<String, String> environment) {
    Optional<Program> program = ScriptFile.execvp(self, command).map(Toolset.Tool::program);
    if (program.isEmpty()) {
      return self.stderr().println(tool + ": " + command + ": command not found", 1);
    }
    self.environment().clear();
    self.environment().putAll(environment);
    if (login && self.files().isDirectory(account.home())) {
      self.setDirectory(account.home());
    } else if (login) {
      String start = tool.equals("su") ? "su: warning: cannot" : "sudo: unable to";
      String missing = " change directory to " + account.home() + ": No such file or directory";
      self.stderr().println(start + missing);
    }
    self.become(account.user());
    self.exec(program.get(), argv);
    return 0;
  }
}
