package passerelle.sim.userland.text;

import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.AccountFile;

/**
 * Whose a file is, by the names that /etc/passwd and /etc/group have for it; a file belongs to the
 * group of its owner.
 *
 * @param user a number where it has no name
 * @param group likewise
 */
record Ownership(int uid, int gid, String user, String group) {

  /** Of an absolute path, as a process sees it. */
  static Ownership of(Process self, String path) {
    int uid = uid(self, path);
    int gid =
        AccountFile.of(self.files(), AccountFile.USERS)
            .numbered(uid)
            .filter(fields -> fields.length > 3 && fields[3].matches("[0-9]{1,9}"))
            .map(fields -> Integer.parseInt(fields[3]))
            .orElse(uid);
    return new Ownership(
        uid, gid, name(self, AccountFile.USERS, uid), name(self, AccountFile.GROUPS, gid));
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
    return AccountFile.of(self.files(), file).name(id).orElse(nameless);
  }
}
