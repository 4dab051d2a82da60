package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project of Compose of which a deck shows no file, and yet what has come of it: its containers,
 * as {@code docker compose up} and {@code docker ps} print them.
 */
final class SeenProject {
  /** A container in the progress of Compose; the project's name may have hyphens itself. */
  private static final Pattern PROGRESS = Pattern.compile("\\bContainer (\\S+-\\d{1,2})(?=\\s|$)");

  /** A row of {@code docker ps}: image, command, ports and name. */
  private static final Pattern OF_ENGINE =
      Pattern.compile(
          "[0-9a-f]{12}\\s{2,}(?<image>\\S+)\\s{2,}\"(?<command>[^\"]*)\".*?\\s{2,}(?:(?<ports>[^"
              + " ].*\\S)\\s{2,})?(?<name>\\S+)\\s*");

  /** A row of {@code docker compose ps}. */
  private static final Pattern OF_COMPOSE =
      Pattern.compile(
          "(?<name>\\S+-\\d{1,2})\\s{2,}(?<image>\\S+)\\s{2,}\"(?<command>[^\"]*)\"\\s{2,}\\S+\\s{2,}(?<ports>.*)");

  private static final Pattern PORT = Pattern.compile("(?:0\\.0\\.0\\.0:)(\\d+)->(\\d+)/tcp");
  private static final Pattern NETWORK = Pattern.compile("\\bNetwork (\\S+)_[a-z0-9-]+(?=\\s|$)");
  private static final String NO_PROJECT = "no configuration file provided: not found";
  private static final String OLD = "the attribute `version` is obsolete";

  /** What a row cuts short, nobody can tell the rest of. */
  private static final String CUT = "…";

  private SeenProject() {}

  /**
   * Makes the file without which Compose has refused a command.
   *
   * @return how; empty where the refusal is another, or the deck shows no container of a project
   */
  static Optional<String> make(String refusal, Deck deck, SlideLab lab) {
    Optional<String> file = refusal.contains(NO_PROJECT) ? file(deck) : Optional.empty();
    file.ifPresent(text -> lab.makeFile("compose.yaml", text));
    return file.map(text -> "cat > compose.yaml");
  }

  /** The file of which all this can have come; empty where a deck shows no such container. */
  private static Optional<String> file(Deck deck) {
    List<String> lines =
        deck.slides().stream()
            .flatMap(slide -> slide.blocks().stream())
            .flatMap(block -> block.lines().stream())
            .toList();
    List<String> containers =
        lines.stream().flatMap(line -> found(PROGRESS, line)).distinct().toList();
    Optional<String> project = lines.stream().flatMap(line -> found(NETWORK, line)).findFirst();
    Map<String, String> services = new TreeMap<>();
    for (String container : containers) {
      String name = container.replaceFirst("-\\d+$", "");
      String service =
          project
              .filter(own -> name.startsWith(own + "-"))
              .map(own -> name.substring(own.length() + 1))
              .orElse(name.substring(name.indexOf('-') + 1));
      services.put(service, service(container, lines));
    }
    String version = lines.stream().anyMatch(line -> line.contains(OLD)) ? "version: '3'\n" : "";
    return services.isEmpty()
        ? Optional.empty()
        : Optional.of(
            services.entrySet().stream()
                .map(one -> "  " + one.getKey() + ":\n" + one.getValue())
                .collect(Collectors.joining("", version + "services:\n", "")));
  }

  private static Stream<String> found(Pattern pattern, String line) {
    return pattern.matcher(line).results().map(match -> match.group(1));
  }

  private static String service(String container, List<String> lines) {
    for (String line : lines) {
      for (Pattern table : List.of(OF_ENGINE, OF_COMPOSE)) {
        Matcher row = table.matcher(line.strip());
        if (row.matches() && row.group("name").equals(container)) {
          return service(row);
        }
      }
    }
    return "    image: nginx\n";
  }

  private static String service(Matcher row) {
    List<String> keys = new ArrayList<>(List.of("image: " + row.group("image")));
    if (!row.group("command").contains(CUT)) {
      keys.add("command: " + row.group("command"));
    }
    String ports = row.group("ports") == null ? "" : row.group("ports");
    PORT.matcher(ports)
        .results()
        .forEach(port -> keys.add("ports: [\"" + port.group(1) + ":" + port.group(2) + "\"]"));
    return keys.stream().map(key -> "    " + key + "\n").collect(Collectors.joining());
  }
}
