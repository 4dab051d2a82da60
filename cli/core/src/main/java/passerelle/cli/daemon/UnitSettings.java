package passerelle.cli.daemon;

import java.util.List;
import java.util.Optional;

/**
 * The settings in the file of a unit.
 *
 * @param unit its name
 * @param text what is in the file
 */
record UnitSettings(String unit, String text) {
  /** All values of a setting; lines that end in a backslash go on. */
  List<String> all(String key) {
    return text.replaceAll("\\\\\\n\\s*", " ")
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).strip())
        .toList();
  }

  Optional<String> first(String key) {
    return all(key).stream().filter(value -> !value.isEmpty()).findFirst();
  }

  /** Whether its process goes on, rather than do one thing. */
  boolean isRunning() {
    return !all("Type").contains("oneshot");
  }

  /** As the journal calls it: the name, and what it says that it is. */
  String title() {
    return first("Description").map(words -> unit + " - " + words).orElse(unit);
  }
}
