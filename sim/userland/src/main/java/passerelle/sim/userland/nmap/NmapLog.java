package passerelle.sim.userland.nmap;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.lab.LabDate;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.ByteText;

/** What nmap says: to the terminal, and into the files of {@code -oN} and {@code -oG}. */
final class NmapLog {
  /** As asctime(3) writes a date; days have a blank where others have a zero. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String STANDARD = "-";

  /** Columns of a table without reasons and versions. */
  private static final int SHORTEST = 3;

  private final Process self;
  private final NmapOptions options;
  private final Consumer<String> terminal;
  private final Optional<Consumer<String>> normal;
  private final Optional<Consumer<String>> grepable;

  /**
   * Opens the files.
   *
   * @throws ToolFailure if one cannot be written
   */
  NmapLog(Process self, NmapOptions options) throws ToolFailure {
    this.self = self;
    this.options = options;
    boolean quiet =
        Stream.of(options.normal, options.grepable)
            .anyMatch(name -> name.filter(STANDARD::equals).isPresent());
    terminal = quiet ? line -> {} : self.stdout()::print;
    normal = open(options.normal);
    grepable = open(options.grepable);
  }

  private Optional<Consumer<String>> open(Optional<String> name) throws ToolFailure {
    if (name.isEmpty() || name.get().equals(STANDARD) || name.get().equals("/dev/stdout")) {
      return name.map(standard -> self.stdout()::print);
    }
    try {
      String path = self.path(name.get());
      Sink file = self.files().openForWriting(path, false);
      return Optional.of(line -> file.write(ByteText.encode(line)));
    } catch (FileError refused) {
      throw new ToolFailure(
          1,
          "Failed to open output file %s for writing: %s\nQUITTING!"
              .formatted(name.get(), refused.getMessage()));
    }
  }

  private static void print(Consumer<String> sink, String line) {
    sink.accept(line + "\n");
  }

  /** The line that only the terminal sees: files begin and end with one of their own. */
  void frame(String line) {
    print(terminal, line);
  }

  /** A line of a report. */
  void say(String line) {
    print(terminal, line);
    normal.ifPresent(file -> print(file, line));
  }

  /** A line of the form that is easy to grep. */
  void host(String name, List<String> fields) {
    grepable.ifPresent(file -> print(file, "Host: " + name + "\t" + String.join("\t", fields)));
  }

  /** The first line of files. */
  void begin(String version) {
    String line = "# Nmap " + version + " scan initiated " + date() + " as: " + options.line();
    normal.ifPresent(file -> print(file, line));
    grepable.ifPresent(file -> print(file, line));
  }

  /** The last line of files. */
  void end(String done) {
    String line = "# Nmap done at " + date() + " -- " + done;
    normal.ifPresent(file -> print(file, line));
    grepable.ifPresent(file -> print(file, line));
  }

  private String date() {
    return DATE.format(LabDate.at(self.now()));
  }

  /**
   * What the form to grep says of ports: number, state, protocol, owner, service, RPC, version.
   *
   * @param rows of the table: port and protocol, state, service, maybe more, the version last
   * @param hidden how many ports are in each state, and for what reason, that is not shown
   */
  static List<String> fields(List<String[]> rows, Map<String, Integer> hidden) {
    List<String> fields = new ArrayList<>();
    if (!rows.isEmpty()) {
      fields.add("Ports: " + rows.stream().map(NmapLog::port).collect(Collectors.joining(", ")));
    }
    hidden.entrySet().stream()
        .findFirst()
        .map(most -> most.getKey().split("\0")[0] + " (" + most.getValue() + ")")
        .ifPresent(ignored -> fields.add("Ignored State: " + ignored));
    return fields;
  }

  private static String port(String[] row) {
    String[] port = row[0].split("/");
    String service = row[2].equals("unknown") ? "" : row[2];
    String version = row.length > SHORTEST ? row[row.length - 1] : "";
    // A slash would end the field (output.cc).
    return String.join(
        "/", port[0], row[1], port[1], "", service, "", version.replace('/', '|'), "");
  }
}
