package passerelle.sim.userland.text;

import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/**
 * Whose a file is, by the names that /etc/passwd and /etc/group have for it; a file belongs to the
 * group of its owner.
 *
 * @param user a number where it has no name
 * @param group likewise
 */
record Ownership(int uid, int gid, String user, String group) {
  private static final String USERS = "/etc/passwd";
  private static final String GROUPS = "/etc/group";

  /** Of an absolute path, as a process sees it. */
  static Ownership of(Process self, String path) {
    int uid = uid(self, path);
    int gid =
        line(self, USERS, uid)
            .filter(fields -> fields.length > 3 && fields[3].matches("[0-9]{1,9}"))
            .map(fields -> Integer.parseInt(fields[3]))
            .orElse(uid);
    return new Ownership(uid, gid, name(self, USERS, uid), name(self, GROUPS, gid));
  }

  private static int uid(Process self, String path) {
    try {
      return self.files().owner(path);
    } catch (FileError missing) {
      return 0;
    }
  }

  private static String name(Process self, String file, int id) {
    String nameless = id == 0 ? "root" : String.valueOf(id);
    return line(self, file, id).map(fields -> fields[0]).orElse(nameless);
  }

  private static Optional<String[]> line(Process self, String file, int id) {
    try {
      return self.files()
          .readText(file)
          .lines()
          .map(line -> line.split(":"))
          .filter(fields -> fields.length > 2 && fields[2].equals(String.valueOf(id)))
          .findFirst();
    } catch (FileError none) {
      return Optional.empty();
    }
  }
}
