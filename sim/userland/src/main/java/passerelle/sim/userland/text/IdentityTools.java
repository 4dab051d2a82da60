package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.process.User;
import passerelle.sim.userland.tool.Account;
import passerelle.sim.userland.tool.AccountFile;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code id whoami chown}: users and groups by what /etc/passwd and /etc/group say of them. */
record IdentityTools(Flavour flavour) {

  void addTo(Toolset.Builder tools, String bin) {
    tools.add(bin, flavour.tool("+ugGnr", "user=u group=g groups=G name=n", this::id), "id");
    tools.add(bin, flavour.tool("", "", this::whoami), "whoami");
    tools.add(bin, flavour.tool("+Rhvcf", "recursive=R no-dereference=h", this::chown), "chown");
  }

  private String pick(String gnu, String busybox) {
    return flavour == Flavour.GNU ? gnu : busybox;
  }

  private static Optional<String> name(Process self, String file, int number) {
    return AccountFile.of(self.files(), file).name(number);
  }

  private int id(Process self, Options options) {
    if (options.operands().isEmpty()) {
      show(self, options, self.user());
      return 0;
    }
    int status = 0;
    for (String operand : options.operands()) {
      Optional<User> user = Account.of(self.files(), operand).map(Account::user);
      if (user.isEmpty()) {
        self.stderr()
            .println("id: " + pick("'" + operand + "': no such user", "unknown user " + operand));
        status = 1;
        continue;
      }
      show(self, options, user.get());
    }
    return status;
  }

  private static void show(Process self, Options options, User user) {
    int uid = user.uid();
    int gid = user.gid();
    List<Integer> groups = user.allGroups();
    if (options.has('u') || options.has('g') || options.has('G')) {
      String file = options.has('u') ? AccountFile.USERS : AccountFile.GROUPS;
      List<Integer> shown =
          options.has('u') ? List.of(uid) : options.has('g') ? List.of(gid) : groups;
      self.stdout()
          .println(
              shown.stream()
                  .map(n -> options.has('n') ? name(self, file, n).orElse("" + n) : "" + n)
                  .collect(Collectors.joining(" ")));
      return;
    }
    self.stdout()
        .println(
            "uid=%s gid=".formatted(named(self, AccountFile.USERS, uid))
                + named(self, AccountFile.GROUPS, gid)
                + " groups="
                + groups.stream()
                    .map(group -> named(self, AccountFile.GROUPS, group))
                    .collect(Collectors.joining(",")));
  }

  private static String named(Process self, String file, int number) {
    return number + name(self, file, number).map(name -> "(" + name + ")").orElse("");
  }

  private int whoami(Process self, Options options) {
    int uid = self.user().uid();
    Optional<String> user = name(self, AccountFile.USERS, uid);
    if (user.isEmpty()) {
      String unknown = pick(": cannot find name for user ID ", ": unknown uid ");
      return self.stderr().println(self.name() + unknown + uid, 1);
    }
    self.stdout().println(user.get());
    return 0;
  }

  private int chown(Process self, Options options) throws ToolFailure {
    List<String> words = options.operands();
    if (words.size() < 2) {
      String missing =
          words.isEmpty() ? "missing operand" : "missing operand after '" + words.get(0) + "'";
      throw TextTool.usage(flavour, self.name(), missing, 1);
    }
    String[] whose = words.get(0).split("[:.]", 2);
    Optional<User> user = Account.of(self.files(), whose[0]).map(Account::user);
    if (user.isEmpty() && !whose[0].matches("[0-9]{1,9}")) {
      return self.stderr()
          .println(
              "chown: " + pick("invalid user: '" + words.get(0) + "'", "unknown user " + whose[0]),
              1);
    }
    int uid = user.map(User::uid).orElseGet(() -> Integer.parseInt(whose[0]));
    int gid = user.map(User::gid).orElse(uid);
    if (whose.length == 2 && !whose[1].isEmpty() && !isGroup(self, whose[1], gid)) {
      return self.stderr()
          .println("chown: in the lab a file belongs to the group of its owner: " + gid, 1);
    }
    return each(
        self,
        words.subList(1, words.size()),
        pick("cannot access '%s': %e", "%s: %e"),
        pick("changing ownership of '%s': %e", "%s: %e"),
        operand -> {
          String path = self.path(operand);
          changeOwner(self, path, uid, options.has('R'));
        });
  }

  private static boolean isGroup(Process self, String word, int gid) {
    return word.equals("" + gid)
        || name(self, AccountFile.GROUPS, gid).filter(word::equals).isPresent();
  }

  private static void changeOwner(Process self, String path, int uid, boolean tree)
      throws FileError {
    if (!self.files().exists(path)) {
      throw new FileError(Errno.ENOENT);
    }
    int own = self.user().uid();
    boolean stays = own == uid && self.files().owner(path) == own;
    if (!stays && !self.has(Capability.CHOWN)) {
      throw new FileError(Errno.EPERM);
    }
    self.files().chown(path, uid);
    if (tree && self.files().isDirectory(path)) {
      for (String child : self.files().list(path)) {
        self.spend(1);
        changeOwner(self, FileSystem.resolve(path, child), uid, true);
      }
    }
  }

  /**
   * Changes what belongs to each file.
   *
   * @param missing the wording where there is none
   * @param forbidden the wording where it is not the process's to change
   */
  static int each(
      Process self,
      List<String> files,
      String missing,
      String forbidden,
      Complaining.Reader change) {
    int status = 0;
    for (String file : files) {
      try {
        change.read(file);
      } catch (FileError error) {
        boolean absent = error.errno() == Errno.ENOENT;
        Complaining.say(self, absent ? missing : forbidden, file, error);
        status = 1;
      }
    }
    return status;
  }
}
