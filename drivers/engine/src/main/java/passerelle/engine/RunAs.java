package passerelle.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/**
 * Whom a process of a container runs as (github.com/moby/sys/user: GetExecUser).
 *
 * @param home his directory
 */
record RunAs(int uid, int gid, String home) {
  private static final RunAs ROOT = new RunAs(0, 0, "/root");

  /**
   * Reads {@code --user}: a name or number, and maybe a group behind a colon.
   *
   * @param files where /etc/passwd and /etc/group are; without them only root is known
   */
  static RunAs of(String text, Optional<FileTree> files) throws EngineException {
    if (text.isEmpty() || files.isEmpty()) {
      return ROOT;
    }
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    String wanted = user.isEmpty() ? "0" : user;
    Optional<String[]> entry = entry(files.get(), "/etc/passwd", wanted, 7);
    if (entry.isEmpty() && !isNumber(wanted)) {
      requireInRange(wanted);
      throw EngineException.bad(
          "unable to find user " + wanted + ": no matching entries in passwd file");
    }
    int uid = entry.map(e -> number(e[2])).orElseGet(() -> number(wanted));
    int usual = entry.map(e -> number(e[3])).orElse(0);
    String home = entry.map(e -> e[5]).orElse(uid == 0 ? "/root" : "/");
    return new RunAs(uid, group.isEmpty() ? usual : gid(files.get(), group), home);
  }

  /** Groups of {@code --group-add}, which there must be. */
  static void checkGroups(List<String> groups, FileTree files) throws EngineException {
    for (String group : groups) {
      gid(files, group);
    }
  }

  private static int gid(FileTree files, String group) throws EngineException {
    Optional<String[]> entry = entry(files, "/etc/group", group, 3);
    if (entry.isEmpty() && !isNumber(group)) {
      requireInRange(group);
      throw EngineException.bad(
          "unable to find group " + group + ": no matching entries in group file");
    }
    return entry.map(e -> number(e[2])).orElseGet(() -> number(group));
  }

  /** A number that is none of 31 bits is told as one. */
  private static void requireInRange(String text) throws EngineException {
    if (text.matches("-?[0-9]+")) {
      throw EngineException.bad("uids and gids must be in range 0-2147483647");
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}") && Long.parseLong(text) <= Integer.MAX_VALUE;
  }

  private static int number(String text) {
    return isNumber(text) ? Integer.parseInt(text) : 0;
  }

  /** The line of a file whose first field is the name, or whose third is the number. */
  private static Optional<String[]> entry(FileTree files, String path, String wanted, int fields) {
    Predicate<String[]> fits = line -> line[0].equals(wanted) || line[2].equals(wanted);
    try {
      List<String> lines = ByteText.decode(files.read(path)).lines().toList();
      return lines.stream()
          .map(line -> line.split(":", -1))
          .filter(line -> line.length >= fields && fits.test(line))
          .findFirst();
    } catch (KernelException missing) {
      return Optional.empty();
    }
  }
}
