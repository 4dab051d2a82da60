package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.AccountFile;

/**
 * {@code adduser addgroup deluser delgroup} of BusyBox (loginutils), with Alpine's two changes to
 * them: users have no full name unless one is given, and those of the system do not log in.
 */
public final class BusyboxAccounts {
  private static final String USERS = AccountFile.USERS;
  private static final String GROUPS = AccountFile.GROUPS;

  private BusyboxAccounts() {}

  /** Adds all. */
  public static void addTo(Toolset.Builder tools) {
    BlockingProgram adduser = BusyboxAccounts::adduser;
    BlockingProgram addgroup = BusyboxAccounts::addgroup;
    BlockingProgram deluser = self -> remove(self, USERS, "user");
    BlockingProgram delgroup = self -> remove(self, GROUPS, "group");
    tools.add("/usr/sbin", adduser, "adduser").add("/usr/sbin", addgroup, "addgroup");
    tools.add("/usr/sbin", deluser, "deluser").add("/usr/sbin", delgroup, "delgroup");
  }

  private static boolean isThere(Process self, String file, String name) {
    return AccountTools.find(AccountTools.lines(self, file), name).isPresent();
  }

  private static int unknown(Process self, String kind, String name) {
    return AccountTools.fail(self, 1, "unknown " + kind + " " + name);
  }

  private static int inUse(Process self, String kind, String name) {
    return AccountTools.fail(self, 1, kind + " '" + name + "' in use");
  }

  private static void add(Process self, String file, String... fields) {
    List<String[]> lines = new ArrayList<>(AccountTools.lines(self, file));
    lines.add(fields);
    AccountTools.write(self, file, lines);
  }

  private static boolean isTaken(Process self, String file, int id) {
    return AccountTools.numbered(AccountTools.lines(self, file), "" + id).isPresent();
  }

  /** Options, and one name or two. */
  private static Getopt read(Process self, String letters, String words) {
    Getopt given = Getopt.parse(letters, words, self.arguments());
    boolean right = !given.operands().isEmpty() && given.operands().size() <= 2;
    given.orExit(right, self, self.name(), 1, BusyboxUsage.of(self.name(), self));
    return given;
  }

  private static boolean isNumber(String word) {
    return word.matches("[0-9]{1,9}");
  }

  private static int noNumber(Process self, String word) {
    return AccountTools.fail(self, 1, "invalid number '" + word + "'");
  }

  private static int adduser(Process self) {
    Getopt given =
        read(
            self,
            "h:g:s:G:DSHu:k:",
            "home=h gecos=g shell=s ingroup=G disabled-password=D empty-password=D system=S"
                + " no-create-home=H uid=u skel=k");
    String name = given.operands().get(0);
    if (given.operands().size() == 2) {
      return join(self, name, given.operands().get(1));
    }
    boolean system = given.has("S");
    Optional<String> group =
        given.value("G").or(() -> system ? Optional.of("nogroup") : Optional.empty());
    Optional<String[]> own =
        group.flatMap(g -> AccountTools.find(AccountTools.lines(self, GROUPS), g));
    if (group.isPresent() && own.isEmpty() && given.has("G")) {
      return unknown(self, "group", group.get());
    }
    if (isThere(self, USERS, name)) {
      return inUse(self, "user", name);
    }
    Optional<String> asked = given.value("u");
    if (asked.filter(word -> !isNumber(word)).isPresent()) {
      return noNumber(self, asked.get());
    }
    int id = asked.map(Integer::parseInt).orElse(system ? 100 : 1000);
    while (isTaken(self, USERS, id) || group.isEmpty() && isTaken(self, GROUPS, id)) {
      if (asked.isPresent()) {
        return inUse(self, "uid", asked.get());
      }
      id++;
    }
    if (group.isEmpty() && isThere(self, GROUPS, name)) {
      return inUse(self, "group name", name);
    }
    String gid = group.isEmpty() ? "" + id : own.map(line -> line[2]).orElse("65533");
    String home = given.value("h").orElse("/home/" + name);
    String shell = given.value("s").orElse(system ? "/sbin/nologin" : "/bin/sh");
    add(self, USERS, name, "x", "" + id, gid, given.value("g").orElse(""), home, shell);
    if (group.isEmpty()) {
      add(self, GROUPS, name, "x", gid, "");
    }
    return given.has("H") ? 0 : AccountTools.makeHome(self, home, id);
  }

  private static int addgroup(Process self) {
    Getopt given = read(self, "g:S", "gid=g system=S");
    String name = given.operands().get(0);
    if (given.operands().size() == 2) {
      return join(self, name, given.operands().get(1));
    }
    if (isThere(self, GROUPS, name)) {
      return inUse(self, "group", name);
    }
    Optional<String> asked = given.value("g");
    if (asked.filter(word -> !isNumber(word)).isPresent()) {
      return noNumber(self, asked.get());
    }
    int id = asked.map(Integer::parseInt).orElse(given.has("S") ? 100 : 1000);
    while (isTaken(self, GROUPS, id)) {
      if (asked.isPresent()) {
        return inUse(self, "gid", asked.get());
      }
      id++;
    }
    add(self, GROUPS, name, "x", "" + id, "");
    return 0;
  }

  private static int join(Process self, String user, String group) {
    if (!isThere(self, USERS, user)) {
      return unknown(self, "user", user);
    }
    if (!isThere(self, GROUPS, group)) {
      return unknown(self, "group", group);
    }
    AccountTools.join(self, user, group);
    return 0;
  }

  /** One line, and of a user that in all groups; of two names the one is taken out of the other. */
  private static int remove(Process self, String file, String kind) {
    Getopt given = read(self, "", "remove-home");
    String name = given.operands().get(0);
    if (!isThere(self, given.operands().size() == 2 ? USERS : file, name)) {
      return unknown(self, given.operands().size() == 2 ? "user" : kind, name);
    }
    List<String[]> groups = new ArrayList<>(AccountTools.lines(self, GROUPS));
    String one = given.operands().size() == 2 ? given.operands().get(1) : "";
    if (kind.equals("user") || !one.isEmpty()) {
      groups.stream().filter(g -> one.isEmpty() || g[0].equals(one)).forEach(g -> leave(g, name));
    }
    if (one.isEmpty()) {
      List<String[]> lines = new ArrayList<>(AccountTools.lines(self, file));
      lines.removeIf(line -> line[0].equals(name));
      AccountTools.write(self, file, lines);
      groups.removeIf(g -> g[0].equals(name) && (g.length < 4 || g[3].isEmpty()));
    }
    AccountTools.write(self, GROUPS, groups);
    return 0;
  }

  private static void leave(String[] group, String user) {
    if (group.length > 3) {
      List<String> members = new ArrayList<>(Arrays.asList(group[3].split(",")));
      members.remove(user);
      group[3] = String.join(",", members);
    }
  }
}
