package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has changed a database, command by command, in a file of the server's data directory: who
 * finds one there goes on where it ends. So tables outlive the process, and the container if the
 * directory is a volume's.
 */
final class SqlJournal {
  private static final Set<String> CHANGES =
      Set.of("insert", "update", "delete", "create", "drop", "truncate", "alter");

  private static final String NEWLINE = "\u2028";

  private final ServiceProcess process;
  private final String path;
  private final List<String> lines = new ArrayList<>();

  private SqlJournal(ServiceProcess process, String path) {
    this.process = process;
    this.path = path;
  }

  /**
   * Has a store go on, or begin with the scripts of its image.
   *
   * @param path of the journal; empty for one that keeps nothing
   * @param known what is known of the session of scripts, their database among it
   */
  static void open(ServiceProcess process, String path, SqlStore store, Map<String, String> known) {
    if (path.isEmpty()) {
      SqlScripts.run(process, store, known);
      return;
    }
    process.ask(
        () -> process.file(path), found -> new SqlJournal(process, path).open(found, store, known));
  }

  private void open(Optional<String> found, SqlStore store, Map<String, String> known) {
    found.ifPresent(text -> text.lines().forEach(line -> replay(line, store)));
    makeDirectories();
    save();
    store.onChange(this::changed);
    if (found.isEmpty()) {
      SqlScripts.run(process, store, known);
    }
  }

  /** A line is the date, the database and the command. */
  private void replay(String line, SqlStore store) {
    String[] parts = line.split("\t", 3);
    if (parts.length == 3) {
      lines.add(line);
      store.again(parts[0], parts[1], parts[2].replace(NEWLINE, "\n"));
    }
  }

  private void changed(String date, String database, String command) {
    String first = command.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    if (CHANGES.contains(first)) {
      lines.add(date + "\t" + database + "\t" + command.strip().replace("\n", NEWLINE));
      save();
    }
  }

  private void makeDirectories() {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      process.makeDirectory(path.substring(0, slash));
    }
  }

  private void save() {
    process.write(path, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
  }
}
