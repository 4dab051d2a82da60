package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.slides.DeckRun.Cue;
import passerelle.scenarios.slides.Presumptions.Presumption;

/** Types commands into a lab, and does what a reader does whom one has refused. */
final class Attempts {
  /** So many things may be in the way of one command. */
  private static final int MOST_WAYS = 3;

  /** What is said of a program that is not there: a slip has named nothing. */
  private static final Pattern NO_PROGRAM = Pattern.compile(": command not found\\s*$");

  /** What an engine says of a program that an image has not. */
  private static final Pattern LACKING =
      Pattern.compile("executable file not found|command not found|exec failed");

  /** What a pipe hides: whose failure its status is not. */
  private static final Pattern UNHEEDED = Pattern.compile("(?mi)no such (?:object|container): ");

  /**
   * How a command went.
   *
   * @param before what was done before it
   * @param presumed what of that, and of its images, the deck neither makes nor prints
   * @param output empty when the lab has no such place
   */
  record Attempt(List<String> before, Presumption presumed, Optional<Output> output) {}

  /** How programs say, in what a deck prints, that they were refused something. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?i)\\b(?:100% packet loss|(?<![0-9a-f]{12}:? )already|error|not found|no such"
              + "|unknown host|bad address|not known|could not resolve)\\b");

  /** What shows a whole file, or a whole table of nft's. */
  private static final Pattern SHOWS =
      Pattern.compile(
          "(?:sudo )?(?:cat (?<file>[\\w./~-]+)|nft (?:-\\w+ )?list (?:table|ruleset)\\b.*)");

  private static final Pattern ABSENT =
      Pattern.compile("(?m)^(?:cat|Error): .*No such file or directory");

  /** What an engine says of a container that it has made, and cannot start. */
  private static final Pattern CREATED = Pattern.compile("(?m)^[0-9a-f]{64}$");

  private final SlideLab lab;
  private final Function<String, Optional<String>> makeFile;
  private final Function<String, Optional<String>> presumeFile;
  private final Presumptions presumptions;

  /** What gives something a name. */
  private static final Pattern NAMES = Pattern.compile("(?: --name|\\brename \\S+)[ =](\\S+)");

  private final Set<String> given = new HashSet<>();

  /** What may make something: what it names is the deck's own. */
  private static final Pattern MAKES =
      Pattern.compile(
          "\\b(?:run|create|rename|add|build|tag|up|load|import|commit|connect|rm|del(?:ete)?|user(?:add|del)|iptables|nft)\\b");

  /** The words of the commands so far that may have made what they name. */
  private final Set<String> heard = new HashSet<>();

  /** What the commands of a block have answered since one of them was printed. */
  private final List<String> together = new ArrayList<>();

  /** What commands have answered of which a deck prints neither prompt nor answer, by slide. */
  private final Map<String, Output> answers = new HashMap<>();

  /**
   * Nothing was typed yet.
   *
   * @param makeFile makes the file that a command lacks, as it says, and the deck shows; how
   * @param presumeFile makes one that the deck does not show, of what has come of it; how
   */
  Attempts(
      SlideLab lab,
      Function<String, Optional<String>> makeFile,
      Function<String, Optional<String>> presumeFile) {
    this.lab = lab;
    this.makeFile = makeFile;
    this.presumeFile = presumeFile;
    this.presumptions = new Presumptions(lab);
  }

  /**
   * Types a command until nothing is in its way that a reader would remove or make.
   *
   * @param typed what is typed for it
   * @param dialogue what the deck prints below it
   * @param chosen the values in it that nothing tells
   */
  Attempt type(
      Cue cue, String command, String typed, List<String> dialogue, Map<String, String> chosen) {
    Set<String> images = lab.ownImages().keySet();
    List<String> before = new ArrayList<>();
    List<String> unasked = new ArrayList<>();
    Optional<Output> output = lab.run(cue.typed().where(), typed, dialogue);
    String key = cue.slide().number() + " " + cue.typed().command();
    if (cue.typed().where().isEmpty() && cue.typed().output().isEmpty()) {
      output.filter(o -> o.status() == 0).ifPresent(o -> answers.putIfAbsent(key, o));
    } else if (output.filter(o -> isRefused(cue, o)).isPresent() && hasAnswered(key, cue)) {
      // First came what to type, and now the terminal of whoever typed it.
      return new Attempt(before, Presumption.NONE, Optional.of(answers.get(key)));
    }
    while (before.size() < MOST_WAYS && output.filter(o -> isRefused(cue, o)).isPresent()) {
      String refusal = output.get().text();
      Optional<String> shown = makeFile.apply(refusal);
      Optional<String> unseen =
          shown.isPresent()
              ? Optional.empty()
              : presumeFile
                  .apply(refusal)
                  .or(() -> lab.makeWay(command, refusal, name -> !isHeard(name)))
                  .or(() -> printed(cue.typed(), command, refusal));
      Optional<String> way = shown.or(() -> unseen).filter(w -> !before.contains(w + "; "));
      if (way.isEmpty()) {
        break;
      }
      unseen.ifPresent(unasked::add);
      // What could not start for want of the file would be in its own way.
      shown
          .flatMap(file -> CREATED.matcher(refusal).results().findFirst())
          .ifPresent(id -> lab.run(cue.typed().where(), "docker rm " + id.group(), List.of()));
      before.add(way.get() + "; ");
      output = lab.run(cue.typed().where(), typed, dialogue);
    }
    NAMES.matcher(typed).results().forEach(name -> given.add(name.group(1)));
    if (MAKES.matcher(cue.typed().command()).find()
        && output.filter(o -> o.status() != 0 && NO_PROGRAM.matcher(o.text()).find()).isEmpty()) {
      heard.addAll(List.of(cue.typed().command().split("[^\\w.-]+")));
    }
    Presumption presumed = presumptions.of(command, unasked, images, chosen);
    if (output.filter(o -> Shapes.match(cue.typed().output(), o.lines()).isEmpty()).isPresent()
        && PrintedCaptures.is(cue.typed())) {
      Optional<String> again = lab.stir();
      again.ifPresent(sent -> before.add(sent + " & "));
      output = again.isEmpty() ? output : lab.run(cue.typed().where(), typed, dialogue);
    }
    List<String> there =
        output.map(o -> PrintedListings.missing(cue.typed(), command, o.lines())).orElse(List.of());
    if (there.stream().anyMatch(way -> makes(cue.typed(), way))) {
      there.forEach(way -> before.add(way + "; "));
      output = lab.run(cue.typed().where(), typed, dialogue);
      presumed = presumptions.of(command, there, images, chosen);
    }
    return new Attempt(before, presumed, output);
  }

  private boolean makes(Typed typed, String way) {
    return lab.run(typed.where(), way, List.of()).filter(o -> o.status() == 0).isPresent();
  }

  /**
   * Makes the file, or the tables of nft, that a command prints and that are not there: they are as
   * the deck prints them.
   *
   * @return how; empty where that cannot be told of what is printed
   */
  private Optional<String> printed(Typed typed, String command, String refusal) {
    Matcher shows = SHOWS.matcher(command);
    boolean whole = typed.output().stream().noneMatch(Shapes::isElided);
    if (!whole || typed.output().isEmpty() || !shows.matches() || !ABSENT.matcher(refusal).find()) {
      return Optional.empty();
    }
    String file = shows.group("file");
    String way = file == null ? "nft -f -" : "cat > " + file;
    String folder =
        file != null && file.contains("/") ? "mkdir -p \"$(dirname " + file + ")\"; " : "";
    String text = folder + way + " <<'END'\n" + String.join("\n", typed.output()) + "\nEND";
    return makes(typed, text) ? Optional.of(way) : Optional.empty();
  }

  /**
   * The printed lines beside those that were answered: by a command, or by those of its block that
   * stand above what they all print.
   */
  Optional<List<Shapes.Pair>> match(Cue cue, List<String> printed, Output output) {
    if (cue.begins().isPresent()) {
      together.clear();
    }
    Optional<List<Shapes.Pair>> alone = Shapes.match(printed, output.lines());
    boolean first = together.isEmpty();
    together.addAll(output.lines());
    Optional<List<Shapes.Pair>> pairs =
        alone.isPresent() || first ? alone : Shapes.match(printed, together);
    if (!printed.isEmpty()) {
      together.clear();
    }
    return pairs;
  }

  private boolean hasAnswered(String key, Cue cue) {
    return answers.containsKey(key)
        && Shapes.match(cue.typed().output(), answers.get(key).lines()).isPresent();
  }

  private boolean isHeard(String name) {
    return heard.contains(name);
  }

  /** Whether a command before has given something that name. */
  boolean isGiven(String name) {
    return given.contains(name);
  }

  private static boolean isRefused(Cue cue, Output output) {
    boolean heeded = output.status() != 0 || cue.typed().command().contains("|| ");
    boolean lacking =
        LACKING.matcher(output.text()).find()
            && cue.typed().output().stream().noneMatch(line -> LACKING.matcher(line).find());
    return (heeded ? output.status() != 0 : UNHEEDED.matcher(output.text()).find())
        && (lacking && !cue.typed().output().isEmpty() || !announcesRefusal(cue));
  }

  /** Whether the deck wants what it has made before to be in the way. */
  static boolean announcesRefusal(Cue cue) {
    Typed typed = cue.typed();
    return FailureWords.inComment(typed.command())
        || FailureWords.inComment(cue.remark())
        || FailureWords.inText(cue.around())
        || typed.output().stream().anyMatch(line -> REFUSED.matcher(line).find());
  }
}
