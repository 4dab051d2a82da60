package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.AccountFile;
import passerelle.text.ByteText;

/**
 * {@code useradd adduser usermod groupadd addgroup groups newgrp}: lines of /etc/passwd and
 * /etc/group. Whoever types here is root in any case.
 */
final class AccountTools {
  private static final int FIRST = 1000;

  private AccountTools() {}

  static void addTo(Toolset.Builder tools) {
    BlockingProgram useradd = AccountTools::useradd;
    BlockingProgram adduser = AccountTools::adduser;
    BlockingProgram usermod = AccountTools::usermod;
    BlockingProgram groupadd = AccountTools::groupadd;
    BlockingProgram groups = AccountTools::groups;
    BlockingProgram newgrp = self -> 0;
    tools.add("/usr/sbin", useradd, "useradd").add("/usr/sbin", adduser, "adduser");
    tools.add("/usr/sbin", usermod, "usermod");
    tools.add("/usr/sbin", groupadd, "groupadd", "addgroup");
    tools.add("/usr/bin", groups, "groups").add("/usr/bin", newgrp, "newgrp");
  }

  private static List<String[]> lines(Process self, String file) {
    List<String[]> lines = new ArrayList<>();
    self.files().text(file).stream()
        .flatMap(String::lines)
        .forEach(line -> lines.add(line.split(":", -1)));
    if (lines.isEmpty()) {
      lines.add(
          file.equals(AccountFile.USERS)
              ? "root:x:0:0:root:/root:/bin/bash".split(":", -1)
              : "root:x:0:".split(":", -1));
    }
    return lines;
  }

  private static Optional<String[]> find(List<String[]> lines, String name) {
    return lines.stream().filter(line -> line[0].equals(name)).findFirst();
  }

  private static void write(Process self, String file, List<String[]> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(String.join(":", line)).append('\n'));
    try {
      self.files().write(file, ByteText.encode(text.toString()));
    } catch (FileError refused) {
      self.stderr()
          .print(self.name() + ": cannot open " + file + ": " + refused.getMessage() + "\n");
    }
  }

  private static int fail(Process self, int status, String text) {
    return self.stderr().print(self.name() + ": " + text + "\n", status);
  }

  private static List<String> operands(Process self) {
    return self.arguments().stream().filter(word -> !word.startsWith("-")).toList();
  }

  private static int next(List<String[]> lines) {
    return lines.stream()
            .filter(line -> line.length > 2 && line[2].matches("[0-9]{4,5}"))
            .mapToInt(line -> Integer.parseInt(line[2]))
            .filter(id -> id < 60_000)
            .max()
            .orElse(FIRST - 1)
        + 1;
  }

  private static int groupadd(Process self) {
    List<String> names = operands(self);
    List<String[]> groups = lines(self, AccountFile.GROUPS);
    if (names.size() != 1) {
      return fail(self, 2, "one name of a group, please");
    }
    if (find(groups, names.get(0)).isPresent()) {
      return fail(self, 9, "group '" + names.get(0) + "' already exists");
    }
    groups.add(new String[] {names.get(0), "x", "" + next(groups), ""});
    write(self, AccountFile.GROUPS, groups);
    return 0;
  }

  private static int useradd(Process self) {
    List<String> names = operands(self);
    List<String[]> users = lines(self, AccountFile.USERS);
    if (names.isEmpty()) {
      return fail(self, 2, "one name of a user, please");
    }
    String name = names.get(names.size() - 1);
    if (find(users, name).isPresent()) {
      return fail(self, 9, "user '" + name + "' already exists");
    }
    String id = "" + next(users);
    String home = "/home/" + name;
    users.add(new String[] {name, "x", id, id, "", home, "/bin/bash"});
    write(self, AccountFile.USERS, users);
    List<String[]> groups = lines(self, AccountFile.GROUPS);
    if (find(groups, name).isEmpty()) {
      groups.add(new String[] {name, "x", id, ""});
      write(self, AccountFile.GROUPS, groups);
    }
    return 0;
  }

  private static int adduser(Process self) {
    List<String> names = operands(self);
    if (names.size() != 2) {
      return names.size() == 1 ? useradd(self) : fail(self, 1, "one or two names, please");
    }
    if (find(lines(self, AccountFile.USERS), names.get(0)).isEmpty()) {
      return self.stderr().print("fatal: The user `" + names.get(0) + "' does not exist.\n", 1);
    }
    if (find(lines(self, AccountFile.GROUPS), names.get(1)).isEmpty()) {
      return self.stderr().print("fatal: The group `" + names.get(1) + "' does not exist.\n", 1);
    }
    if (!join(self, names.get(0), names.get(1))) {
      self.stderr()
          .print(
              "warn: The user `%s' is already a member of `%s'.\n"
                  .formatted(names.get(0), names.get(1)));
    }
    return 0;
  }

  /** Whether the user was no member before. */
  private static boolean join(Process self, String user, String group) {
    List<String[]> groups = lines(self, AccountFile.GROUPS);
    String[] line = find(groups, group).orElseThrow();
    List<String> members = new ArrayList<>(Arrays.asList(line[3].split(",")));
    members.remove("");
    if (members.contains(user)) {
      return false;
    }
    members.add(user);
    line[3] = String.join(",", members);
    write(self, AccountFile.GROUPS, groups);
    return true;
  }

  private static int usermod(Process self) {
    List<String> words = operands(self);
    boolean adds = self.arguments().stream().anyMatch(word -> word.matches("-aG|-Ga|-a|--append"));
    if (!adds || words.size() != 2) {
      return fail(self, 2, "Passerelle models usermod -aG GROUP USER alone");
    }
    String user = words.get(1);
    if (find(lines(self, AccountFile.USERS), user).isEmpty()) {
      return fail(self, 6, "user '" + user + "' does not exist");
    }
    for (String group : words.get(0).split(",")) {
      if (find(lines(self, AccountFile.GROUPS), group).isEmpty()) {
        return fail(self, 6, "group '" + group + "' does not exist");
      }
      join(self, user, group);
    }
    return 0;
  }

  private static int groups(Process self) {
    List<String> names = operands(self);
    String user = names.isEmpty() ? "root" : names.get(0);
    if (find(lines(self, AccountFile.USERS), user).isEmpty()) {
      return fail(self, 1, "‘" + user + "’: no such user");
    }
    List<String> all = new ArrayList<>(List.of(user));
    lines(self, AccountFile.GROUPS).stream()
        .filter(line -> line.length > 3 && Arrays.asList(line[3].split(",")).contains(user))
        .map(line -> line[0])
        .forEach(all::add);
    self.stdout().println((names.isEmpty() ? "" : user + " : ") + String.join(" ", all));
    return 0;
  }
}
