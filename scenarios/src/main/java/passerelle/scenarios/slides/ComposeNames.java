package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Compose calls things after: the directory in which the author had the file. The deck tells
 * it where it prints the names of the networks that Compose has made of those in the file.
 */
final class ComposeNames {
  /** A key of the second level: of a service, a network, a volume. */
  private static final Pattern KEY = Pattern.compile("(?: {2,4}|\\t)([a-z0-9][a-z0-9_-]*):.*");

  private static final String PROJECT = "(?<![\\w-])([a-z0-9][a-z0-9_-]{0,40}?)_";

  private static final Pattern FILE = Pattern.compile("(?:.*/)?(?:docker-)?compose(?:\\.ya?ml)");

  /** What the deck called its file first. */
  private Optional<String> first = Optional.empty();

  /** The file by the name that the deck gave it first, where it shows it again without one. */
  PrintedFile same(PrintedFile file) {
    if (FILE.matcher(file.name()).matches() && first.isEmpty()) {
      first = Optional.of(file.name());
    }
    return first
        .filter(name -> file.name().equals(PrintedFile.COMPOSE))
        .map(name -> new PrintedFile(name, file.text()))
        .orElse(file);
  }

  /** The name of the project of a printed file, if it is one of Compose and the deck tells. */
  static Optional<String> project(PrintedFile file, Deck deck) {
    if (!file.name().matches("(?:.*/)?(?:docker-)?compose[\\w.-]*\\.ya?ml")
        || file.text().lines().anyMatch(line -> line.startsWith("name:"))) {
      return Optional.empty();
    }
    List<String> lines =
        deck.slides().stream()
            .flatMap(slide -> slide.blocks().stream())
            .flatMap(block -> block.lines().stream())
            .toList();
    for (String network : networks(file.text())) {
      Pattern whole = Pattern.compile(PROJECT + Pattern.quote(network) + "(?![\\w-])");
      for (String line : lines) {
        Matcher name = whole.matcher(line);
        if (name.find()) {
          return Optional.of(name.group(1));
        }
      }
    }
    return Optional.empty();
  }

  /** The networks of a file, that which it need not tell last. */
  private static List<String> networks(String text) {
    List<String> found = new ArrayList<>();
    boolean within = false;
    for (String line : text.lines().toList()) {
      if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
        within = line.startsWith("networks:");
      }
      Matcher key = KEY.matcher(line);
      if (within && key.matches()) {
        found.add(key.group(1));
      }
    }
    found.add("default");
    return found;
  }
}
