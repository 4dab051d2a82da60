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
import passerelle.sim.userland.tool.AccountFile;
import passerelle.text.Resources;

/**
 * {@code su} and {@code sudo}. Everybody is root here, so that they change the environment, and
 * that what is typed from habit works.
 */
public final class BecomeRoot {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String ROOT = "root";

  private BecomeRoot() {}

  /** Adds both. */
  public static void addTo(Toolset.Builder tools, String directory) {
    BlockingProgram su = BecomeRoot::su;
    BlockingProgram sudo = BecomeRoot::sudo;
    tools.add(directory, su, "su").add(directory, sudo, "sudo");
  }

  /** {@code su [-] [USER] [-c COMMAND]} of util-linux. */
  private static int su(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    boolean login = words.remove("-");
    Getopt options = Getopt.parse("lc:s:mp", "login=l command=c shell=s", words);
    if (options.error().isPresent()) {
      return self.stderr().print("su: " + options.error().get() + "\n", 1);
    }
    login |= options.has("l");
    String user = options.operands().isEmpty() ? ROOT : options.operands().get(0);
    if (isOther(self, user)) {
      return notModelled(self, "su");
    }
    if (!user.equals(ROOT)) {
      return self.stderr()
          .println(
              "su: user "
                  + user
                  + " does not exist or the user entry does not contain all the required fields",
              1);
    }
    Optional<String> command = options.value("c");
    Map<String, String> environment = environment(self, login);
    String shell = options.value("s").orElse("/bin/bash");
    List<String> argv = shell(shell, login);
    command.ifPresent(text -> argv.addAll(List.of("-c", text)));
    return become(self, "su", shell, argv, environment, login);
  }

  /** {@code sudo [-i | -s] [-E] [-u USER] [VARIABLE=VALUE...] [COMMAND]}. */
  private static int sudo(Process self) {
    Getopt options =
        Getopt.parse(
            "+isEHnSbkKu:g:p:D:", "login=i shell=s preserve-env=E user=u", self.arguments());
    List<String> words = new ArrayList<>(options.operands());
    if (options.error().isPresent()) {
      return self.stderr().print("sudo: " + options.error().get() + "\n", 1);
    }
    String user = options.value("u").orElse(ROOT);
    if (isOther(self, user)) {
      return notModelled(self, "sudo");
    }
    if (!user.equals(ROOT) && !user.equals("#0")) {
      self.stderr().println("sudo: unknown user " + user);
      return self.stderr().println("sudo: error initializing audit plugin sudoers_audit", 1);
    }
    boolean keep = options.has("E");
    boolean login = options.has("i");
    boolean shell = login || options.has("s") || options.has("shell");
    Map<String, String> environment = environment(self, login || !keep);
    while (!words.isEmpty() && words.get(0).matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      String[] pair = words.remove(0).split("=", 2);
      environment.put(pair[0], pair[1]);
    }
    if (words.isEmpty() && !shell) {
      return self.stderr().print(USAGE, 1);
    }
    List<String> argv = words;
    if (shell) {
      argv = shell("/bin/bash", login);
      if (!words.isEmpty()) {
        argv.addAll(List.of("-c", String.join(" ", words)));
      }
    }
    environment.put("SUDO_USER", ROOT);
    environment.put("SUDO_COMMAND", String.join(" ", argv));
    return become(self, "sudo", shell ? "/bin/bash" : argv.get(0), argv, environment, login);
  }

  private static final String USAGE = Resources.text(BecomeRoot.class, "sudo.txt");

  /** Whether there is such a user, and it is not root. */
  private static boolean isOther(Process self, String user) {
    return !user.equals(ROOT)
        && AccountFile.of(self.files(), AccountFile.USERS).lines().stream()
            .anyMatch(fields -> fields[0].equals(user));
  }

  private static int notModelled(Process self, String tool) {
    return self.stderr().println(tool + ": Passerelle does not model other users than root", 2);
  }

  private static List<String> shell(String path, boolean login) {
    List<String> argv = new ArrayList<>();
    argv.add((login ? "-" : "") + path.substring(path.lastIndexOf('/') + 1));
    return argv;
  }

  /** That of a login, or what there is. */
  private static Map<String, String> environment(Process self, boolean fresh) {
    Map<String, String> environment = new LinkedHashMap<>(self.environment());
    if (fresh) {
      environment.clear();
      Optional.ofNullable(self.environment().get("TERM"))
          .ifPresent(t -> environment.put("TERM", t));
      environment.put("PATH", PATH);
    }
    environment.put("HOME", "/root");
    environment.put("SHELL", "/bin/bash");
    environment.put("USER", ROOT);
    environment.put("LOGNAME", ROOT);
    return environment;
  }

  private static int become(
      Process self,
      String tool,
      String command,
      List<String> argv,
      Map<String, String> environment,
      boolean login) {
    Optional<Program> program = ScriptFile.execvp(self, command).map(Toolset.Tool::program);
    if (program.isEmpty()) {
      return self.stderr().println(tool + ": " + command + ": command not found", 1);
    }
    self.environment().clear();
    self.environment().putAll(environment);
    if (login) {
      self.setDirectory("/root");
    }
    self.exec(program.get(), argv);
    return 0;
  }
}
