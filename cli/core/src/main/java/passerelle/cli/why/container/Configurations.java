package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.why.engine.LastWords;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;
import passerelle.nginx.Configuration;
import passerelle.text.Nearest;

/**
 * Servers that end since they cannot take their configuration: what they say tells what to mend.
 */
record Configurations(Container container) {
  private static final Pattern UNKNOWN = Pattern.compile("unknown directive \"([^\"]+)\"");

  /** Changes of a mounted file at the line that is told, the most likely first. */
  List<Remedy> edits() {
    Matcher place = LastWords.place(container);
    Optional<String> source =
        place.find() ? ServerSettings.source(container, place.group(1)) : Optional.empty();
    if (source.isEmpty() || LastWords.missesName(container)) {
      return List.of();
    }
    int line = Integer.parseInt(place.group(2));
    List<String> changes = new ArrayList<>();
    Matcher unknown = UNKNOWN.matcher(LastWords.of(container));
    if (unknown.find()) {
      Nearest.of(unknown.group(1), Configuration.directives())
          .forEach(word -> changes.add("s/" + unknown.group(1) + "/" + word + "/"));
    }
    if (place.group(1).contains("nginx")) {
      // A statement that is not ended takes the words of the next line with it.
      changes.add(line + "s/$/;/");
      if (line > 1) {
        changes.add(line - 1 + "s/$/;/");
      }
      changes.add("$a }");
    }
    changes.add(line + "d");
    return changes.stream()
        .map(change -> "sed -i '" + change + "' " + source.get())
        .map(sed -> Remedy.onHost(sed, "docker start " + container.name()))
        .toList();
  }
}
