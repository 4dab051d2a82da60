package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Errand;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.typed.Words;
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
      Pattern.compile("^[!-/;-@\\\\-`{-~«“]*(?:(?:[cdjlmnst]|qu)[’'])?|[?!.,;:)»”\"]+$");

  /** A word before which French leaves out a vowel. */
  private static final Pattern ELIDED = Pattern.compile("(?:[cdjlmnst]|qu)’");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[a-z]+://)?(?:localhost|[\\w-]+(?:\\.[\\w-]+)+)(?::\\d+)?(?:/\\S*)?|.*:\\d+");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*(?::[0-9A-Fa-f]*){2,}");

  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

  /** Words by which a sentence is told from a place and a target. */
  private static final Set<String> GRAMMAR =
      WordSet.of(
          """
          a an are can can’t cannot cant did do does doesn’t don’t from get gets has have i is isn’t
          my no not the to was we were what where won’t you
          conteneur container de depuis des du en est il je la le les ma mes mon ne on ont par pas
          peut peux plus port que qui se sur un une vers à
          """);

  private static final Set<String> ARTICLES = Set.of("le", "la", "les", "the", "mon", "my");

  /** What stands before the place that asks. */
  private static final Set<String> FROM = Set.of("from", "depuis", "in", "inside", "dans");

  /** What comes behind is not where one asks: {@code cannot log in to db}. */
  private static final Set<String> TO = Set.of("to", "vers", "à");

  /** Who gets something from a place, or is cut off from it, asks it. */
  private static final Pattern GETTING =
      Pattern.compile(
          "(?i)(?:get|got|download|fetch|pull|receiv|télécharg|telecharg|récup|recup|reç"
              + "|off$|isolat|separat|coup|isol).*");

  /** What stands before it is well: {@code reaches db, but not web}. */
  private static final Set<String> BUT = Set.of("but", "mais");

  private static final Set<String> NOT = Set.of("not", "pas");

  /** What follows is well: {@code although it works from the host}. */
  private static final Set<String> ALTHOUGH =
      Set.of("although", "though", "whereas", "while", "alors", "tandis", "malgré", "pourtant");

  /** What follows tells when that was: {@code since the host has another address}. */
  private static final Set<String> WHEN =
      Set.of("after", "because", "once", "since", "when", "après", "dès", "lorsque", "quand");

  /** Of two places the second one asks, if the first one is said to be silent. */
  private static final Pattern ANSWERING =
      Pattern.compile(
          "(?i)r[ée]pond\\w*|answer\\w*|repl(?:y|ies)|respond\\w*|silent"
              + "|(?:un)?(?:reachable|available)|(?:in)?accessibles?|(?:in)?joignables?");

  /** What a web server answers instead of a page. */
  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

  private final Workbench bench;
  private final SpokenPlaces places;
  private final List<String> named = new ArrayList<>();
  private final boolean answers;
  private Optional<String> from = Optional.empty();
  private Optional<String> port = Optional.empty();
  private Optional<String> status = Optional.empty();
  private String protocol = "";

  /** The next place is the one that asks. */
  private boolean asking;

  private Sentence(List<String> words, Workbench bench) {
    this.bench = bench;
    places = new SpokenPlaces(bench);
    boolean gets = false;
    boolean told = false;
    String before = "";
    for (String word : words) {
      String plain = AROUND.matcher(word).replaceAll("");
      String lower = plain.toLowerCase(Locale.ROOT);
      boolean butNot = BUT.contains(before) && NOT.contains(lower);
      if (ALTHOUGH.contains(lower) || BUT.contains(before) && !butNot) {
        break;
      }
      if (butNot && named.size() > 1) {
        named.remove(named.size() - 1);
      }
      told |= WHEN.contains(lower) || before.equals("depuis") && word.startsWith("qu");
      asking &= !told && !TO.contains(lower);
      gets |= GETTING.matcher(plain).matches();
      if (ANSWERING.matcher(before).matches() && STATUS.matcher(plain).matches()) {
        status = Optional.of(plain);
      } else if (FROM.contains(lower)) {
        asking = !gets;
      } else {
        read(plain, before, told);
      }
      before = ARTICLES.contains(lower) ? before : lower;
    }
    answers = !gets && words.stream().anyMatch(word -> ANSWERING.matcher(word).lookingAt());
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
            && (words.size() > 2 && !Words.begins(words.get(0))
                || words.stream()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .anyMatch(
                        word ->
                            ELIDED.matcher(word).lookingAt()
                                || isCommon(AROUND.matcher(word).replaceAll(""))));
  }

  /** A word of the language, which nobody is called. */
  static boolean isCommon(String word) {
    return GRAMMAR.contains(word);
  }

  /** Place and target, or the target alone; empty where the last command must be meant. */
  static List<String> words(List<String> words, Workbench bench) {
    return new Sentence(words, bench).words();
  }

  private void read(String word, String before, boolean told) {
    asking |= before.equals("de") && SpokenPlaces.isOutside(word) || isBesideHost(word, before);
    Optional<String> place = places.called(word, asking);
    if (asking && from.isEmpty() && place.isPresent()) {
      from = place;
      asking = false;
    } else if (told) {
      return;
    } else if (place.isEmpty() && PORT.matcher(word).matches()) {
      port = Optional.of(word);
    } else if (word.equalsIgnoreCase("udp")) {
      protocol = "/udp";
    } else if (place.isPresent() && !named.contains(place.get())) {
      named.add(place.get());
    } else if (place.isEmpty() && ADDRESS.matcher(word).matches()) {
      named.add(IPV6.matcher(word).matches() ? "[" + word + "]" : word);
    }
  }

  /** Who sits at another machine than the host asks there. */
  private static boolean isBesideHost(String word, String before) {
    return Set.of("on", "sur").contains(before)
        && Set.of(LabTopology.LAPTOP, LabTopology.ROUTER).contains(word);
  }

  /** The last command has shown what the sentence says is answered. */
  private boolean isShown(String answer) {
    return bench.lab().history().stream()
        .reduce((first, last) -> last)
        .filter(last -> last.effect().printed().contains(answer))
        .isPresent();
  }

  private String address(String machine) {
    return bench.sites().address(machine).map(Object::toString).orElse(machine);
  }

  /** The last command has asked for that port. */
  private boolean isOfLast(String asked) {
    return Errand.last(bench.lab())
        .filter(e -> Integer.toString(e.question().port()).equals(asked))
        .isPresent();
  }

  private List<String> words() {
    if (status.filter(this::isShown).isPresent()) {
      return List.of();
    }
    if (named.isEmpty() && port.isEmpty()) {
      from.ifPresent(named::add);
      from = Optional.empty();
    }
    int asker = answers ? 1 : 0;
    if (from.isEmpty() && named.size() > 1 && WhyCommand.isPlace(named.get(asker), bench)) {
      from = Optional.of(named.remove(asker));
    }
    List<String> machines = bench.lab().machines();
    if (named.isEmpty()) {
      String place = from.orElse(LabTopology.HOST);
      String served =
          !place.equals(LabTopology.HOST) && machines.contains(place)
              ? address(LabTopology.HOST)
              : "localhost";
      return port.filter(p -> !isOfLast(p)).stream()
          .flatMap(p -> Stream.of(place, served + ":" + p + protocol))
          .toList();
    }
    String asked = named.get(0);
    boolean isPlace = WhyCommand.isPlace(asked, bench);
    if (from.isEmpty() && port.isEmpty() && (isPlace || Typing.hasFailedWith(bench.lab(), asked))) {
      // One who has just asked for something means that.
      boolean failed =
          !bench.lab().history().isEmpty() && Typing.hasFailed(Typing.last(bench.lab()));
      return failed ? List.of() : List.of(asked);
    }
    boolean justDone =
        port.filter(p -> !isOfLast(p)).isEmpty()
            && Errand.failed(bench.lab())
                .filter(e -> e.leads(from.orElse(LabTopology.HOST), asked))
                .isPresent();
    if (justDone) {
      return List.of();
    }
    // Who asks in words means the machine; by its name no container knows it.
    String target = machines.contains(asked) ? address(asked) : asked;
    boolean open =
        Question.of(LabTopology.HOST, List.of(target)).filter(q -> q.port() == 0).isPresent();
    String whole = open && port.isPresent() ? target + ":" + port.get() + protocol : target;
    return List.of(from.orElse(LabTopology.HOST), whole);
  }
}
