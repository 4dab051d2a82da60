package passerelle.engine.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;
import passerelle.text.Cut;

/**
 * Whom a process of a container runs as (github.com/moby/sys/user: GetExecUser).
 *
 * @param groups further ones
 * @param home his directory
 */
record RunAs(int uid, int gid, List<Integer> groups, String home) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  static final RunAs ROOT = new RunAs(0, 0, List.of(), "/root");

  /**
   * Reads {@code --user}: a name or number, and maybe a group behind a colon.
   *
   * @param files where /etc/passwd and /etc/group are; without them only root is known
   */
  static RunAs of(String text, Optional<FileTree> files) throws EngineException {
    if (files.isEmpty()) {
      return ROOT;
    }
    Cut asked = Cut.first(text, ":");
    String group = asked.after();
    String wanted = asked.before().isEmpty() ? "0" : asked.before();
    Optional<String[]> entry = entry(files.get(), "/etc/passwd", wanted, 7);
    if (entry.isEmpty() && !isNumber(wanted)) {
      requireInRange(wanted);
      throw EngineException.bad(
          "unable to find user " + wanted + ": no matching entries in passwd file");
    }
    int uid = entry.map(e -> number(e[2])).orElseGet(() -> number(wanted));
    int usual = entry.map(e -> number(e[3])).orElse(0);
    String home = entry.map(e -> e[5]).orElse(uid == 0 ? "/root" : "/");
    boolean named = !group.isEmpty();
    List<Integer> further = named || entry.isEmpty() ? List.of() : of(entry.get()[0], files.get());
    return new RunAs(uid, named ? gid(files.get(), group, missing(group)) : usual, further, home);
  }

  /** The groups in which a user is listed. */
  private static List<Integer> of(String user, FileTree files) {
    return lines(files, "/etc/group")
        .filter(line -> line.length > 3 && List.of(line[3].split(",")).contains(user))
        .map(line -> number(line[2]))
        .toList();
  }

  /** The same with the groups of {@code --group-add}. */
  RunAs with(List<String> more, FileTree files, Wording wording) throws EngineException {
    Set<Integer> all = new LinkedHashSet<>(groups);
    for (String group : more) {
      all.add(gid(files, group, wording.says(Phrase.GROUP_MISSING, group)));
    }
    return new RunAs(uid, gid, List.copyOf(all), home);
  }

  private static String missing(String group) {
    return "unable to find group " + group + ": no matching entries in group file";
  }

  private static int gid(FileTree files, String group, String problem) throws EngineException {
    Optional<String[]> entry = entry(files, "/etc/group", group, 3);
    if (entry.isEmpty() && !isNumber(group)) {
      requireInRange(group);
      throw EngineException.bad(problem);
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
    return NUMBER.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE;
  }

  private static int number(String text) {
    return isNumber(text) ? Integer.parseInt(text) : 0;
  }

  /** The line of a file whose first field is the name, or whose third is the number. */
  private static Optional<String[]> entry(FileTree files, String path, String wanted, int fields) {
    Predicate<String[]> fits = line -> line[0].equals(wanted) || line[2].equals(wanted);
    return lines(files, path).filter(line -> line.length >= fields && fits.test(line)).findFirst();
  }

  private static Stream<String[]> lines(FileTree files, String path) {
    try {
      return ByteText.decode(files.read(path)).lines().map(line -> line.split(":", -1));
    } catch (KernelException missing) {
      return Stream.empty();
    }
  }
}
