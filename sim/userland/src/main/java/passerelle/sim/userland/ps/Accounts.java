package passerelle.sim.userland.ps;

import java.util.HashMap;
import java.util.Map;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.tool.AccountFile;

/** The names of users where somebody looks ({@code passwd(5)}). */
final class Accounts {
  private final Map<Integer, String> names = new HashMap<>();

  Accounts(FileSystem files) {
    AccountFile.of(files, AccountFile.USERS)
        .lines()
        .forEach(fields -> names.putIfAbsent(Integer.parseInt(fields[2]), fields[0]));
    names.putIfAbsent(0, "root");
  }

  /** The name of a user, or the number of one who has none. */
  String name(int uid) {
    return names.getOrDefault(uid, String.valueOf(uid));
  }

  boolean has(String name) {
    return names.containsValue(name);
  }
}
