package passerelle.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Errand;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.text.Nearest;
import passerelle.text.WordSet;

/**
 * Places as people call them: by name, by half of it, with a slip, or by the image of a container.
 */
record SpokenPlaces(Workbench bench) {
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "hôte", LabTopology.HOST,
          "hote", LabTopology.HOST,
          "internet", LabTopology.INTERNET,
          "portable", LabTopology.LAPTOP,
          "pc", LabTopology.LAPTOP,
          "browser", LabTopology.LAPTOP,
          "navigateur", LabTopology.LAPTOP,
          "routeur", LabTopology.ROUTER);

  private static final Set<String> OUTSIDE =
      Set.of("outside", "world", "extérieur", "exterieur", "dehors");

  /** Parts of names, and words like names, that mean nobody. */
  private static final Set<String> COMMON =
      WordSet.of(
          """
          compose docker image network port réseau route server serveur service
          """);

  /** A word that is nearly a name has as many letters. */
  private static final int LEAST = 3;

  /** Whether a word means where others are. */
  static boolean isOutside(String word) {
    return OUTSIDE.contains(word.toLowerCase(Locale.ROOT));
  }

  /** The place that a word means, if it means one. */
  Optional<String> called(String word, boolean behindFrom) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (WhyCommand.isPlace(word, bench)) {
      return Optional.of(word);
    }
    if (Set.of("conteneur", "container").contains(lower)) {
      return only(c -> true);
    }
    if (isOutside(word)) {
      return Optional.of(behindFrom ? outside() : LabTopology.INTERNET);
    }
    Optional<String> other = Optional.ofNullable(OTHER_NAMES.get(lower));
    return other.isPresent() || lower.length() < LEAST || Sentence.isCommon(lower)
        ? other
        : nearly(lower);
  }

  /** The machine that has just asked, or the one beside the host. */
  private String outside() {
    return Errand.last(bench.lab())
        .map(errand -> errand.question().from())
        .filter(from -> bench.lab().machines().contains(from) && !from.equals(LabTopology.HOST))
        .orElse(LabTopology.LAPTOP);
  }

  private Optional<String> nearly(String word) {
    return COMMON.contains(word)
        ? Optional.empty()
        : only(c -> List.of(c.name().split("[-_.]")).contains(word) || c.name().startsWith(word))
            .or(() -> only(c -> c.spec().image().matches("(?:.*/)?" + word + "(?:[:@].*)?")))
            .or(() -> slip(word));
  }

  /** The container of which that is true, where it is true of one. */
  private Optional<String> only(Predicate<Container> trait) {
    List<Container> all = bench.lab().engine().containers().stream().filter(trait).toList();
    return all.size() == 1 ? Optional.of(all.get(0).name()) : Optional.empty();
  }

  /** Another word of the same first letter may be one in its own right: {@code route, router}. */
  private Optional<String> slip(String word) {
    List<String> names =
        Stream.concat(
                bench.sites().names().stream(),
                bench.lab().engine().containers().stream()
                    .flatMap(c -> Stream.of(c.name(), ComposeText.service(c))))
            .filter(name -> name.length() > LEAST && name.charAt(0) == word.charAt(0))
            .filter(name -> !name.startsWith(word))
            .toList();
    return Nearest.of(word, names).stream().findFirst();
  }
}
