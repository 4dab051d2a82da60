package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.AccountFile;
import passerelle.text.ByteText;

/**
 * {@code useradd adduser usermod groupadd addgroup groups newgrp}: lines of /etc/passwd and
 * /etc/group. Whoever types here is root in any case.
 */
final class AccountTools {
  private static final int FIRST = 1000;

  private static final String NUMBER = "[0-9]{1,9}";

  /** Who has no group of one's own is in that of all ({@code GROUP} of /etc/default/useradd). */
  private static final String USERS = "100";

  private static final String USER_LETTERS = "b:c:d:De:f:Fg:G:hk:K:mMNop:rR:P:s:u:UZ:";
  private static final String USER_WORDS =
      """
      base-dir=b comment=c home-dir=d defaults=D expiredate=e inactive=f gid=g groups=G help=h
      skel=k key=K create-home=m no-create-home=M no-user-group=N non-unique=o password=p system=r
      root=R prefix=P shell=s uid=u user-group=U selinux-user=Z
      """;
  private static final String GROUP_LETTERS = "fg:hK:op:rR:P:U:S";
  private static final String GROUP_WORDS =
      "force=f gid=g help=h key=K non-unique=o system=r quiet=f";

  /** Of Debian's and of BusyBox's, where one does not contradict the other. */
  private static final String ADDUSER_LETTERS = "h:g:s:G:u:k:SDHq";

  private static final String ADDUSER_WORDS =
      """
      home=h gecos=g comment=g shell=s ingroup=G uid=u skel=k system=S disabled-password=D
      disabled-login=D no-create-home=H quiet=q
      """;

  private static final Map<String, Character> USER_LETTER =
      Map.of("h", 'd', "g", 'c', "s", 's', "G", 'g', "u", 'u', "S", 'r', "H", 'M');

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

  static List<String[]> lines(Process self, String file) {
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

  static Optional<String[]> find(List<String[]> lines, String name) {
    return lines.stream().filter(line -> line[0].equals(name)).findFirst();
  }

  static void write(Process self, String file, List<String[]> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(String.join(":", line)).append('\n'));
    try {
      self.files().write(file, ByteText.encode(text.toString()));
    } catch (FileError refused) {
      self.stderr()
          .print(self.name() + ": cannot open " + file + ": " + refused.getMessage() + "\n");
    }
  }

  static int fail(Process self, int status, String text) {
    return self.stderr().print(self.name() + ": " + text + "\n", status);
  }

  private static List<String> operands(Process self) {
    return self.arguments().stream().filter(word -> !word.startsWith("-")).toList();
  }

  /** The next number: above all of people's, or of the system's the highest that is free. */
  private static int next(List<String[]> lines, boolean system) {
    if (system) {
      return IntStream.iterate(FIRST - 1, id -> id - 1)
          .filter(id -> numbered(lines, "" + id).isEmpty())
          .findFirst()
          .getAsInt();
    }
    return lines.stream()
            .filter(line -> line.length > 2 && line[2].matches("[0-9]{4,5}"))
            .mapToInt(line -> Integer.parseInt(line[2]))
            .filter(id -> id < 60_000)
            .max()
            .orElse(FIRST - 1)
        + 1;
  }

  static Optional<String[]> numbered(List<String[]> lines, String id) {
    return lines.stream().filter(line -> line.length > 2 && line[2].equals(id)).findFirst();
  }

  /** The options of one name, or what is wrong with them. */
  private static Getopt read(Process self, String letters, String words, String modelled) {
    Getopt given = Getopt.parse(letters, words, self.arguments());
    given.orExit(self, self.name(), 2, "");
    given.only(self, self.name(), modelled);
    return given;
  }

  private static int groupadd(Process self) {
    Getopt given = read(self, GROUP_LETTERS, GROUP_WORDS, "fgorS");
    if (given.operands().size() != 1) {
      return fail(self, 2, "one name of a group, please");
    }
    return addGroup(self, given.operands().get(0), given);
  }

  private static int addGroup(Process self, String name, Getopt given) {
    List<String[]> groups = lines(self, AccountFile.GROUPS);
    Optional<String> asked = given.value("g");
    if (asked.isPresent() && !asked.get().matches(NUMBER)) {
      return fail(self, 3, "invalid group ID '" + asked.get() + "'");
    }
    if (find(groups, name).isPresent()) {
      return given.has("f") ? 0 : fail(self, 9, "group '" + name + "' already exists");
    }
    if (asked.isPresent() && !given.has("o") && numbered(groups, asked.get()).isPresent()) {
      return fail(self, 4, "GID '" + asked.get() + "' already exists");
    }
    String id = asked.orElse("" + next(groups, given.has("r", "S")));
    groups.add(new String[] {name, "x", id, ""});
    write(self, AccountFile.GROUPS, groups);
    return 0;
  }

  private static int useradd(Process self) {
    Getopt given = read(self, USER_LETTERS, USER_WORDS, "cdgGmMNoprsuU");
    return given.operands().size() == 1
        ? addUser(self, given)
        : fail(self, 2, "one name of a user, please");
  }

  private static int addUser(Process self, Getopt given) {
    String name = given.operands().get(0);
    List<String[]> users = lines(self, AccountFile.USERS);
    List<String[]> groups = lines(self, AccountFile.GROUPS);
    Optional<String> asked = given.value("u");
    if (asked.isPresent() && !asked.get().matches(NUMBER)) {
      return fail(self, 3, "invalid user ID '" + asked.get() + "'");
    }
    Optional<String> first = given.value("g");
    Optional<String[]> own = first.flatMap(g -> find(groups, g).or(() -> numbered(groups, g)));
    List<String> more = given.value("G").map(all -> List.of(all.split(","))).orElse(List.of());
    for (String group : first.isPresent() && own.isEmpty() ? List.of(first.get()) : more) {
      if (find(groups, group).isEmpty()) {
        return fail(self, 6, "group '" + group + "' does not exist");
      }
    }
    if (find(users, name).isPresent()) {
      return fail(self, 9, "user '" + name + "' already exists");
    }
    boolean alone = own.isEmpty() && !given.has("N");
    if (alone && find(groups, name).isPresent()) {
      String hint = " exists - if you want to add this user to that group, use -g.";
      return fail(self, 9, "group " + name + hint);
    }
    if (asked.isPresent() && !given.has("o") && numbered(users, asked.get()).isPresent()) {
      return fail(self, 4, "UID " + asked.get() + " is not unique");
    }
    String id = asked.orElse("" + next(users, given.has("r")));
    String gid = own.map(line -> line[2]).orElse(USERS);
    if (alone) {
      gid = numbered(groups, id).isEmpty() ? id : "" + next(groups, given.has("r"));
      groups.add(new String[] {name, "x", gid, ""});
      write(self, AccountFile.GROUPS, groups);
    }
    String home = given.value("d").orElse("/home/" + name);
    String shell = given.value("s").orElse("/bin/sh");
    users.add(new String[] {name, "x", id, gid, given.value("c").orElse(""), home, shell});
    write(self, AccountFile.USERS, users);
    more.forEach(group -> join(self, name, group));
    return given.has("m") && !given.has("M") ? makeHome(self, home, Integer.parseInt(id)) : 0;
  }

  static int makeHome(Process self, String home, int uid) {
    try {
      if (!self.files().isDirectory(home)) {
        self.files().makeDirectory(home);
        self.files().chown(home, uid);
      }
      return 0;
    } catch (FileError refused) {
      return fail(self, 12, "cannot create directory " + home);
    }
  }

  private static int adduser(Process self) {
    Getopt given = read(self, ADDUSER_LETTERS, ADDUSER_WORDS, "hgsGuSDHq");
    List<String> names = given.operands();
    if (names.size() == 1) {
      return addUser(self, asUseradd(given));
    } else if (names.size() != 2) {
      return fail(self, 1, "one or two names, please");
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

  /** What the same is for useradd, which adduser runs. */
  private static Getopt asUseradd(Getopt given) {
    List<String> words = new ArrayList<>(List.of("-m", "-s", "/bin/bash"));
    for (Getopt.Option option : given.options()) {
      char letter = USER_LETTER.getOrDefault(option.name(), ' ');
      if (letter != ' ') {
        words.add("-" + letter);
        words.addAll("rM".indexOf(letter) < 0 ? List.of(option.value()) : List.of());
      }
    }
    words.add(given.operands().get(0));
    return Getopt.parse(USER_LETTERS, USER_WORDS, words);
  }

  /** Whether the user was no member before. */
  static boolean join(Process self, String user, String group) {
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
