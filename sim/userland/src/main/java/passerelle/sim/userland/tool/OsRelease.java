package passerelle.sim.userland.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.FileSystem;

/** What {@code /etc/os-release} tells (os-release(5)). */
public final class OsRelease {
  private OsRelease() {}

  /** The values by their names, without quotes; empty where there is no such file. */
  public static Optional<Map<String, String>> of(FileSystem files) {
    return files.text("/etc/os-release").map(OsRelease::read);
  }

  private static Map<String, String> read(String text) {
    Map<String, String> facts = new LinkedHashMap<>();
    text.lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> facts.put(parts[0], parts[1].replace("\"", "")));
    return facts;
  }
}
