package passerelle.sim.userland.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.User;

/**
 * A user of a place as {@code getpwnam(3)} and {@code initgroups(3)} find it.
 *
 * @param user its numbers, and those of the groups that name it
 * @param home where it begins
 * @param shell what it begins with
 */
public record Account(String name, User user, String home, String shell) {
  /** That of a name, or of a number that has one. */
  public static Optional<Account> of(FileSystem files, String word) {
    return AccountFile.of(files, AccountFile.USERS).lines().stream()
        .filter(fields -> fields[0].equals(word) || fields[2].equals(word))
        .findFirst()
        .map(fields -> read(files, fields));
  }

  /** The group has the user's number where the line says none. */
  private static Account read(FileSystem files, String[] line) {
    int uid = Integer.parseInt(line[2]);
    int gid = line.length > 3 && line[3].matches("[0-9]{1,9}") ? Integer.parseInt(line[3]) : uid;
    List<Integer> groups =
        AccountFile.of(files, AccountFile.GROUPS).lines().stream()
            .filter(group -> names(group, line[0]))
            .map(group -> Integer.parseInt(group[2]))
            .filter(group -> group != gid)
            .toList();
    String home = line.length > 5 ? line[5] : "/";
    String shell = line.length > 6 && !line[6].isEmpty() ? line[6] : "/bin/sh";
    return new Account(line[0], new User(uid, gid, groups), home, shell);
  }

  private static boolean names(String[] group, String user) {
    return group.length > 3 && Arrays.asList(group[3].split(",")).contains(user);
  }

  /** Whether one of these groups names it. */
  public boolean isIn(FileSystem files, String... groups) {
    List<String> wanted = List.of(groups);
    return AccountFile.of(files, AccountFile.GROUPS).lines().stream()
        .anyMatch(group -> wanted.contains(group[0]) && names(group, name));
  }
}
