package passerelle.sim.userland.ps;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;

/** The names of users where somebody looks ({@code passwd(5)}). */
final class Accounts {
  private final Map<Integer, String> names = new HashMap<>();

  Accounts(FileSystem files) {
    try {
      String text = new String(files.read("/etc/passwd"), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        String[] fields = line.split(":");
        if (fields.length > 2 && fields[2].matches("[0-9]{1,9}")) {
          names.putIfAbsent(Integer.parseInt(fields[2]), fields[0]);
        }
      }
    } catch (FileError missing) {
      names.clear();
    }
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
