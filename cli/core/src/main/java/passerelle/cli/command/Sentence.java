package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Errand;
import passerelle.cli.why.typed.Typing;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.text.WordSet;

/**
 * A question as one would ask a colleague, {@code pourquoi web n'atteint-il pas la base db ?}: of
 * its words the places, addresses and ports count.
 */
final class Sentence {
  private static final Pattern ASKED = Pattern.compile("\\s*(?:why|pourquoi)\\s(?s:.*)");
  private static final Pattern APOSTROPHE = Pattern.compile("(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])");

  private static final Pattern ARROW = Pattern.compile("\\s[-=]+>\\s|\\s*→\\s*");

  /** What stands around a word, and what French puts before it. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{Punct}«“]*(?:(?:[cdjlmnst]|qu)[’'])?|[?!.,;:)»”\"]+$");

  /** A word before which French leaves out a vowel. */
  private static final Pattern ELIDED = Pattern.compile("(?:[cdjlmnst]|qu)’");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[a-z]+://)?(?:localhost|[\\w-]+(?:\\.[\\w-]+)+)(?::\\d+)?(?:/\\S*)?|.*:\\d+");

  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

  /** Words by which a sentence is told from a place and a target. */
  private static final Set<String> GRAMMAR =
      WordSet.of(
          """
          a an are can cannot can’t do does doesn’t don’t from has have i is isn’t my no not the to won’t
          conteneur container de depuis du en est il je la le les ma mon ne on pas peut peux port
          que un une vers à
          """);

  private static final Set<String> ARTICLES = Set.of("le", "la", "les", "the", "mon", "my");

  /** What stands before the place that asks. */
  private static final Set<String> FROM = Set.of("from", "depuis", "inside", "dans");

  /** What stands before it is well: {@code reaches db, but not web}. */
  private static final Set<String> BUT = Set.of("but", "mais");

  /** Of two places the second one asks, if the first one is said to be silent. */
  private static final Pattern ANSWERING =
      Pattern.compile("(?i)r[ée]pond\\w*|answer\\w*|repl(?:y|ies)|respond\\w*");

  /** What a web server answers instead of a page. */
  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "hôte", LabTopology.HOST,
          "hote", LabTopology.HOST,
          "internet", LabTopology.INTERNET,
          "portable", LabTopology.LAPTOP,
          "routeur", LabTopology.ROUTER);

  private final Workbench bench;
  private final List<String> named = new ArrayList<>();
  private final boolean answers;
  private Optional<String> from = Optional.empty();
  private Optional<String> port = Optional.empty();
  private Optional<String> status = Optional.empty();

  private Sentence(List<String> words, Workbench bench) {
    this.bench = bench;
    answers = words.stream().anyMatch(word -> ANSWERING.matcher(word).lookingAt());
    String before = "";
    for (String word : words) {
      String plain = AROUND.matcher(word).replaceAll("");
      if (ANSWERING.matcher(before).matches() && STATUS.matcher(plain).matches()) {
        status = Optional.of(plain);
      } else {
        read(plain, FROM.contains(before));
      }
      before = ARTICLES.contains(plain) ? before : plain;
    }
  }

  /** A line of which no apostrophe is a quote and no arrow a redirection, where it asks why. */
  static String unquoted(String line) {
    return ASKED.matcher(line).matches()
        ? ARROW.matcher(APOSTROPHE.matcher(line).replaceAll("’")).replaceAll(" ")
        : line;
  }

  /** Whether words are those of a sentence, and not a place and a target. */
  static boolean is(List<String> words, Workbench bench) {
    boolean readable =
        words.size() > 1
            && WhyCommand.isPlace(words.get(0), bench)
            && Question.of(words.get(0), words.subList(1, words.size())).isPresent();
    return words.stream().anyMatch(word -> ANSWERING.matcher(word).matches())
        || !readable
            && words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(
                    word ->
                        ELIDED.matcher(word).lookingAt()
                            || GRAMMAR.contains(AROUND.matcher(word).replaceAll("")));
  }

  /** Place and target, or the target alone; empty where the last command must be meant. */
  static List<String> words(List<String> words, Workbench bench) {
    return new Sentence(words, bench).words();
  }

  private void read(String word, boolean behindFrom) {
    if (BUT.contains(word.toLowerCase(Locale.ROOT)) && named.size() > 1) {
      named.remove(named.size() - 1);
    }
    String name = OTHER_NAMES.getOrDefault(word.toLowerCase(Locale.ROOT), word);
    Optional<String> place =
        WhyCommand.isPlace(name, bench)
            ? Optional.of(name)
            : Set.of("conteneur", "container").contains(name) ? only() : Optional.empty();
    if (place.isEmpty() && PORT.matcher(name).matches()) {
      port = Optional.of(name);
    } else if (behindFrom && from.isEmpty() && place.isPresent()) {
      from = place;
    } else if (place.isPresent() && !named.contains(place.get())) {
      named.add(place.get());
    } else if (place.isEmpty() && ADDRESS.matcher(name).matches()) {
      named.add(name);
    }
  }

  /** The container, where there is one. */
  private Optional<String> only() {
    List<Container> all = bench.lab().engine().containers();
    return all.size() == 1 ? Optional.of(all.get(0).name()) : Optional.empty();
  }

  /** The last command has shown what the sentence says is answered. */
  private boolean isShown(String answer) {
    return bench.lab().history().stream()
        .reduce((first, last) -> last)
        .filter(last -> last.effect().printed().contains(answer))
        .isPresent();
  }

  private List<String> words() {
    if (status.filter(this::isShown).isPresent()) {
      return List.of();
    }
    int asker = answers ? 1 : 0;
    if (from.isEmpty() && named.size() > 1 && WhyCommand.isPlace(named.get(asker), bench)) {
      from = Optional.of(named.remove(asker));
    }
    if (named.isEmpty()) {
      return port.stream()
          .flatMap(p -> Stream.of(from.orElse(LabTopology.HOST), "localhost:" + p))
          .toList();
    }
    String asked = named.get(0);
    if (from.isEmpty() && port.isEmpty() && WhyCommand.isPlace(asked, bench)) {
      // One who has just asked for something means that.
      boolean failed =
          !bench.lab().history().isEmpty() && Typing.hasFailed(Typing.last(bench.lab()));
      return failed ? List.of() : List.of(asked);
    }
    boolean justDone =
        port.isEmpty()
            && Errand.failed(bench.lab())
                .filter(e -> e.leads(from.orElse(LabTopology.HOST), asked))
                .isPresent();
    if (justDone) {
      return List.of();
    }
    // Who asks in words means the machine; by its name no container knows it.
    String target =
        bench.lab().machines().contains(asked)
            ? bench.sites().address(asked).map(Object::toString).orElse(asked)
            : asked;
    boolean open =
        Question.of(LabTopology.HOST, List.of(target)).filter(q -> q.port() == 0).isPresent();
    String whole = open && port.isPresent() ? target + ":" + port.get() : target;
    return List.of(from.orElse(LabTopology.HOST), whole);
  }
}
