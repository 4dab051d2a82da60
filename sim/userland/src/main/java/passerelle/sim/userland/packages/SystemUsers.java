package passerelle.sim.userland.packages;

import java.util.HashSet;
import java.util.Set;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.text.ByteText;

/** The users that packages of Debian bring with them ({@code adduser --system --group}). */
final class SystemUsers {
  /** Of a package of this name, a user of this name. */
  private static final Set<String> PACKAGES = Set.of("tcpdump");

  private static final String USERS = "/etc/passwd";
  private static final String GROUPS = "/etc/group";

  /** Every Debian has the group users with the first of these numbers. */
  private static final int FIRST_USER = 100;

  private static final int FIRST_GROUP = 101;

  private SystemUsers() {}

  /** Makes a package's user, unless it brings none, or he is there. */
  static void add(FileSystem files, String name) throws FileError {
    String users = text(files, USERS);
    if (!PACKAGES.contains(name) || users.lines().anyMatch(line -> line.startsWith(name + ":"))) {
      return;
    }
    String groups = text(files, GROUPS);
    int uid = free(users, FIRST_USER);
    int gid = free(groups, FIRST_GROUP);
    String user = name + ":x:" + uid + ":" + gid + "::/nonexistent:/usr/sbin/nologin\n";
    files.write(USERS, ByteText.encode(users + user));
    files.write(GROUPS, ByteText.encode(groups + name + ":x:" + gid + ":\n"));
  }

  private static String text(FileSystem files, String path) throws FileError {
    return files.exists(path) ? files.readText(path) : "";
  }

  private static int free(String accounts, int first) {
    Set<String> taken = new HashSet<>();
    accounts
        .lines()
        .map(line -> line.split(":"))
        .filter(f -> f.length > 2)
        .forEach(f -> taken.add(f[2]));
    int id = first;
    while (taken.contains(String.valueOf(id))) {
      id++;
    }
    return id;
  }
}
