package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.EngineVersion;
import passerelle.engine.Phrase;
import passerelle.text.Resources;

/**
 * The help of one command, which is also the description of its options: each is known by its line
 * there.
 *
 * @param path {@code docker network create}, as it was typed
 * @param text what {@code --help} prints
 * @param flags the options by long name
 */
public record CommandHelp(String path, String text, Map<String, Flag> flags) {
  private static final Pattern OPTION =
      Pattern.compile("  (?:-(\\w), |    )--([\\w-]+)(?: ([\\w-]+))?(?:  .*)?");

  /** Read once, by engine and command; labs may run in several threads. */
  private static final Map<String, Optional<CommandHelp>> READ = new ConcurrentHashMap<>();

  /** Options that exist but are not in the help. */
  private static final Map<String, List<Flag>> HIDDEN =
      Map.of(
          "run", hiddenOfRun(),
          "create", hiddenOfRun(),
          "start",
              List.of(
                  new Flag("checkpoint", "", "string"), new Flag("checkpoint-dir", "", "string")),
          "update", List.of(new Flag("kernel-memory", "", "bytes")),
          "volume create", List.of(new Flag("name", "", "string")),
          "stop", List.of(new Flag("time", "", "int")),
          "restart", List.of(new Flag("time", "", "int")));

  private static List<Flag> hiddenOfRun() {
    return List.of(
        new Flag("net", "", "network"),
        new Flag("net-alias", "", "list"),
        new Flag("dns-opt", "", "list"),
        new Flag("cpu-count", "", "int"),
        new Flag("cpu-percent", "", "int"),
        new Flag("io-maxbandwidth", "", "bytes"),
        new Flag("io-maxiops", "", "uint"));
  }

  /**
   * The help of a command.
   *
   * @param version the engine's
   * @param canonical the words by which its resource is known: {@code network create}
   * @param typed the words as typed: {@code container run} for {@code run}
   */
  public static Optional<CommandHelp> load(EngineVersion version, String canonical, String typed) {
    String key = version + "/" + canonical + "/" + typed;
    Optional<CommandHelp> known = READ.get(key);
    if (known == null) {
      known = read(version, canonical, typed);
      if (known.isPresent()) {
        READ.put(key, known);
      }
    }
    return known;
  }

  private static Optional<CommandHelp> read(EngineVersion version, String canonical, String typed) {
    String file = canonical.isEmpty() ? "docker" : "docker-" + canonical.replace(' ', '-');
    Optional<String> found = latest(version, file);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String path = typed.isEmpty() ? "docker" : "docker " + typed;
    String usual = canonical.isEmpty() ? "docker" : "docker " + canonical;
    boolean summarized = !found.get().strip().startsWith("Usage:");
    String text =
        (summarized ? "" : CliStyle.of(version).says(Phrase.BEFORE_HELP))
            + found.get().strip().replaceFirst("Usage:  " + usual + "\\b", "Usage:  " + path)
            + "\n";
    Map<String, Flag> flags = new LinkedHashMap<>();
    for (Flag flag : flags(text)) {
      flags.put(flag.name(), flag);
    }
    HIDDEN.getOrDefault(canonical, List.of()).forEach(f -> flags.putIfAbsent(f.name(), f));
    return Optional.of(new CommandHelp(path, text, flags));
  }

  /** The text of the last version that changed it. */
  private static Optional<String> latest(EngineVersion version, String file) {
    return version.lineage().stream()
        .flatMap(label -> resource(label, file).stream())
        .reduce((before, after) -> after);
  }

  private static Optional<String> resource(String label, String file) {
    return Resources.find(CommandHelp.class, label + "/" + file + ".txt");
  }

  private static List<Flag> flags(String text) {
    List<Flag> flags = new ArrayList<>();
    for (String line : text.split("\n")) {
      Matcher m = OPTION.matcher(line);
      if (m.matches()) {
        String letter = m.group(1) == null ? "" : m.group(1);
        flags.add(new Flag(m.group(2), letter, m.group(3) == null ? "bool" : m.group(3)));
      }
    }
    return flags;
  }

  /** What stands behind {@code Usage:}: a line for each form. */
  String usage() {
    int start = text.indexOf("Usage:  ") + "Usage:  ".length();
    return text.substring(start, text.indexOf("\n\n", start));
  }

  /** The sentence that says what it does. */
  String summary() {
    int start = text.indexOf("\n\n", text.indexOf("Usage:  ")) + 2;
    return text.substring(start, text.indexOf('\n', start)).replaceFirst("\\.($| .*)", "");
  }

  /** It has commands of its own. */
  public boolean isGroup() {
    return text.contains("Commands:\n");
  }
}
