package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.format.Typeset;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.slides.Attempts.Attempt;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.scenarios.slides.Deck.Slide;
import passerelle.scenarios.slides.Presumptions.Presumption;

/** Types the commands of a deck, in its order, into one lab. */
public final class DeckRun {
  /** A deck may have so many commands. */
  private static final int MOST_COMMANDS = 2000;

  /** What a key leaves a shell with, as decks print it. */
  private static final Pattern END_OF_INPUT = Pattern.compile("(?i)\\^D|<?ctrl[-+]d>?");

  private static final Pattern LEAVES = Pattern.compile("exit|logout|" + END_OF_INPUT);

  /** Managers of packages, which a container may have and no machine here. */
  private static final Pattern MANAGER = Pattern.compile("apk|yum|dnf|microdnf");

  /** Words that are commands, and yet what others answer. */
  private static final Pattern ANSWER = Pattern.compile("true|false|yes|test|host");

  private static final Pattern DEFINES =
      Pattern.compile(
          "(?m)(?:^|[;&]\\s*)(?:alias +|(?:function +)?(?=\\S+ *\\(\\)))([\\w-]+)(?:=| *\\()");

  /** A key that does nothing at a prompt. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)\\^[CZPQ]|\\^P\\^Q|<?ctrl ?[-+] ?[cpq]>?(?:[ ,/]*<?(?:ctrl ?[-+] ?)?q>?)?|//.*");

  /**
   * A command of a deck, and what it answered.
   *
   * @param slide where it stands
   * @param line its line in the file, from 1
   * @param typed the command as the deck prints it, and what the deck prints below it
   * @param run the command as it was run, with the lab's values for the deck's
   * @param remark what a comment that belongs to the command says, or nothing
   * @param around what the text around its block says of it
   * @param statusPrinted the deck prints the exit status, and that is right
   * @param presumed what it rests on that the deck neither makes nor prints
   * @param complete whether it leaves nothing to the reader; else it was not run
   * @param output empty when the lab has no such place
   * @param pairs the printed lines beside those of the same shape; empty when the shapes differ
   */
  public record Played(
      Slide slide,
      int line,
      Typed typed,
      String run,
      String remark,
      String around,
      boolean statusPrinted,
      Presumption presumed,
      boolean complete,
      Optional<Output> output,
      Optional<List<Shapes.Pair>> pairs) {
    /** Whether the deck prints what it answers. */
    public boolean isPrinted() {
      List<String> actual = output.map(Output::lines).orElse(List.of());
      return OutputLines.of(typed.output()).stream().anyMatch(l -> !Remark.is(l, actual));
    }
  }

  private final Deck deck;
  private final SlideLab lab;
  private final PrintedValues values = new PrintedValues();
  private final Placeholders placeholders;
  private final ExampleValues examples;
  private final RefusedWords refused;
  private final BlockReader reader;
  private final ComposeNames composeFile = new ComposeNames();
  private final Attempts attempts;

  /** Aliases and functions that the deck has defined. */
  private final Set<String> own = new HashSet<>();

  private final List<Played> played = new ArrayList<>();

  /**
   * A command of a deck that is to be typed, or a file that the deck shows.
   *
   * @param slide where it stands
   * @param line its line in the file, from 1
   * @param typed the command as the deck prints it, and what the deck prints below it
   * @param remark what a comment that belongs to the command says, or nothing
   * @param around what the text around its block says of it, where it is alone there
   * @param begins its block, where it is the first there
   * @param dialogue what is said to the program that the command opens
   */
  public record Cue(
      Slide slide,
      int line,
      Typed typed,
      String remark,
      String around,
      Optional<Begin> begins,
      List<String> dialogue) {}

  /**
   * How a block begins.
   *
   * @param lead the text before it, and the comments that it begins with
   * @param unprompted its commands without a prompt
   * @param leftLater whether a shell that is open then is left in it or below it, at a prompt that
   *     is otherwise the machine's
   */
  public record Begin(String lead, List<String> unprompted, BooleanSupplier leftLater) {}

  /** A deck in a lab, in which nothing was typed yet. */
  public DeckRun(Deck deck, SlideLab lab) {
    this.deck = deck;
    this.lab = lab;
    this.attempts =
        new Attempts(lab, this::makeFile, refusal -> SeenProject.make(refusal, deck, lab));
    this.placeholders =
        new Placeholders(lab.known()::isName, lab.known()::isNowhere, lab.known()::fill);
    this.examples = new ExampleValues(lab.known()::fill);
    this.refused = new RefusedWords(placeholders::unset, lab.known()::fill);
    this.reader =
        new BlockReader(
            new Shell(lab, own),
            word ->
                lab.isCommandOfMachine(word)
                    && !lab.known().isName(word)
                    && !ANSWER.matcher(word).matches());
    DeckHost.of(deck).ifPresent(lab::nameHost);
    if (!DeckHost.hasEngine(deck)) {
      lab.workWithoutEngine(DeckHost.forwards(deck));
    }
  }

  /**
   * The lab's shell, to which a word between angles is a word, and the key that leaves it a
   * command.
   */
  private record Shell(SlideLab lab, Set<String> own) implements TypedBlock.Shell {
    @Override
    public boolean isUnfinished(String command) {
      return lab.isUnfinished(Placeholders.neutral(Typeset.undone(command)));
    }

    @Override
    public boolean isCommand(String word) {
      return lab.isCommand(word)
          || own.contains(word)
          || END_OF_INPUT.matcher(word).matches()
          || MANAGER.matcher(word).matches();
    }
  }

  /**
   * Runs a deck.
   *
   * @throws TranscriptException if it has too many commands
   */
  static List<Played> of(Deck deck, SlideLab lab) throws TranscriptException {
    DeckRun run = new DeckRun(deck, lab);
    for (Slide slide : deck.slides()) {
      for (int i = 0; i < slide.blocks().size(); i++) {
        boolean last = i + 1 == slide.blocks().size();
        run.play(
            slide,
            slide.blocks().get(i),
            last ? Optional.empty() : Optional.of(slide.blocks().get(i + 1)));
      }
    }
    return List.copyOf(run.played);
  }

  private void play(Slide slide, CodeBlock block, Optional<CodeBlock> after)
      throws TranscriptException {
    List<Cue> cues = cues(slide, block, after);
    if (cues.isEmpty()) {
      showFile(block);
    }
    for (Cue cue : cues) {
      if (played.size() == MOST_COMMANDS) {
        throw TranscriptException.at(deck.file(), cue.line(), "slides.long", MOST_COMMANDS);
      }
      played.add(play(cue));
    }
  }

  /** Makes the file whose content a block without commands shows, if it does. */
  public void showFile(CodeBlock block) {
    Optional<PrintedFile> file = file(block);
    file.flatMap(f -> ComposeNames.project(f, deck)).ifPresent(lab::nameProject);
    file.ifPresent(f -> lab.makeFile(f.name(), f.text()));
  }

  /** The file that a block shows, which the editor above or the title of its slide may name. */
  private Optional<PrintedFile> file(CodeBlock block) {
    Optional<Slide> shows =
        deck.slides().stream().filter(slide -> slide.blocks().contains(block)).findFirst();
    int at = shows.map(slide -> slide.blocks().indexOf(block)).orElse(0);
    Optional<PrintedFile> file =
        at > 0
            ? PrintedFile.edited(shows.get().blocks().get(at - 1), block)
            : shows.flatMap(slide -> PrintedFile.titled(slide.title(), block));
    return file.or(() -> PrintedFile.of(block)).map(composeFile::same);
  }

  /** Makes the file that a command lacks and the deck shows elsewhere; what the reader types. */
  private Optional<String> makeFile(String refusal) {
    Predicate<PrintedFile> lacking = PrintedFile.lacking(refusal);
    for (Slide slide : deck.slides()) {
      for (CodeBlock block : slide.blocks()) {
        Optional<PrintedFile> lacked = file(block).filter(lacking);
        if (lacked.isPresent()) {
          showFile(block);
          PrintedFile.mounted(refusal).ifPresent(path -> lab.makeFile(path, lacked.get().text()));
          return lacked.map(found -> "cat > " + found.name());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The commands of a block, as far as one can tell them where one is.
   *
   * @param after the block below, which may show what the last of them prints
   */
  public List<Cue> cues(Slide slide, CodeBlock block, Optional<CodeBlock> after) {
    List<Typed> commands = reader.commands(block);
    List<Cue> cues = new ArrayList<>();
    Optional<Begin> begins =
        Optional.of(
            new Begin(
                block.lead() + Comments.first(block),
                commands.stream().filter(c -> c.where().isEmpty()).map(Typed::command).toList(),
                () -> isLeft(block)));
    for (Typed said : commands) {
      if (KEY.matcher(said.command().strip()).matches()) {
        continue;
      }
      boolean last = said == commands.get(commands.size() - 1);
      List<String> dialogue =
          after
              .filter(below -> last && said.output().isEmpty())
              .map(below -> Clients.said(said.command(), below))
              .orElse(List.of());
      Typed typed =
          last && said.output().isEmpty() && dialogue.isEmpty()
              ? after
                  .filter(o -> reader.isOutput(said, o) && PrintedFile.edited(block, o).isEmpty())
                  .map(o -> said.printing(o.lines()))
                  .orElse(said)
              : said;
      int line = block.line() + typed.line();
      String around =
          isAlone(said, commands)
              ? Around.of(slide, block, after)
              : (last ? Around.arrow(slide, after) : "")
                  + (said == lastDone(commands) ? Around.expected(slide, after) : "")
                  + Around.named(said, commands, slide, after);
      cues.add(
          new Cue(slide, line, typed, Comments.of(said, block.lines()), around, begins, dialogue));
      begins = Optional.empty();
    }
    return cues;
  }

  /** The last command of a block but for those that only leave. */
  private static Typed lastDone(List<Typed> commands) {
    return commands.stream()
        .filter(said -> !LEAVES.matcher(said.command()).matches())
        .reduce((first, last) -> last)
        .orElse(commands.get(0));
  }

  /** Whether all else in a block only goes to where a command is typed, and leaves. */
  private static boolean isAlone(Typed said, List<Typed> commands) {
    return commands.stream()
        .filter(other -> other != said)
        .map(Typed::command)
        .allMatch(other -> LEAVES.matcher(other).matches() || TypedBlock.opensShell(other));
  }

  /** Whether the first that is opened or left at a bare {@code $}, from a block on, is left. */
  private boolean isLeft(CodeBlock block) {
    return deck.slides().stream()
        .flatMap(slide -> slide.blocks().stream())
        .dropWhile(other -> other != block)
        .flatMap(other -> reader.commands(other).stream())
        .filter(typed -> typed.where().filter(Where.Here.class::isInstance).isPresent())
        .map(Typed::command)
        .filter(typed -> LEAVES.matcher(typed).matches() || TypedBlock.opensShell(typed))
        .findFirst()
        .filter(typed -> LEAVES.matcher(typed).matches())
        .isPresent();
  }

  /** Whether a block is no more than what the last command of the block before it prints. */
  public boolean isOutput(CodeBlock block) {
    return reader.isOutput(block);
  }

  /** Types a command. */
  public Played play(Cue cue) {
    cue.begins()
        .ifPresent(begin -> lab.beginBlock(begin.lead(), begin.unprompted(), begin.leftLater()));
    return answered(cue);
  }

  private Played answered(Cue cue) {
    Typed typed = cue.typed();
    String left = CommandText.of(typed.command());
    String known = values.translate(placeholders.filled(left), lab.known()::isName);
    boolean fails =
        Attempts.announcesRefusal(cue) || typed.output().stream().anyMatch(FailureWords::inText);
    String looked = UnknownValues.filled(known, typed.command(), fails, attempts::isGiven, lab);
    Map<String, String> chosen =
        Placeholders.leavesSomething(looked) ? examples.chosen(looked) : Map.of();
    String command = chosen.isEmpty() ? looked : examples.filled(looked);
    if (Placeholders.leavesSomething(command) || Placeholders.nests(left)) {
      Attempt none = new Attempt(List.of(), Presumption.NONE, Optional.empty());
      return played(cue, typed, command, false, none, Optional.empty());
    }
    lab.remark(cue.remark());
    lab.talk(cue.dialogue());
    boolean end = END_OF_INPUT.matcher(command.strip()).matches();
    List<String> dialogue =
        typed.output().stream().map(line -> values.translate(line, lab.known()::isName)).toList();
    RefusedWords.Typed last =
        refused.type(
            command,
            chosen,
            fails || !typed.output().isEmpty(),
            (words, values) -> attempts.type(cue, words, end ? "exit" : words, dialogue, values));
    Attempt attempt = last.attempt();
    List<String> below = withoutEcho(typed);
    List<String> printed =
        attempt.output().map(o -> withoutStatus(below, o.status())).orElse(below);
    Optional<List<Shapes.Pair>> pairs =
        attempt.output().flatMap(o -> attempts.match(cue, printed, o));
    pairs.ifPresent(values::learn);
    DEFINES.matcher(command).results().forEach(defined -> own.add(defined.group(1)));
    String ran = String.join("", attempt.before()) + last.command() + attempt.presumed().comment();
    // Whether the author's own values would have done, nobody knows.
    boolean complete =
        last.chosen().isEmpty() || attempt.output().filter(o -> o.status() == 0).isPresent();
    return played(cue, typed.printing(printed), ran, complete, attempt, pairs);
  }

  private static Played played(
      Cue cue,
      Typed shown,
      String run,
      boolean complete,
      Attempt attempt,
      Optional<List<Shapes.Pair>> pairs) {
    return new Played(
        cue.slide(),
        cue.line(),
        shown,
        run,
        cue.remark(),
        cue.around(),
        shown.output().size() < withoutEcho(cue.typed()).size(),
        attempt.presumed(),
        complete,
        attempt.output(),
        pairs);
  }

  /** What is printed but for the command itself, which a terminal may show a second time. */
  private static List<String> withoutEcho(Typed typed) {
    List<String> printed = typed.output();
    return printed.size() > 1 && printed.get(0).strip().equals(typed.command().strip())
        ? printed.subList(1, printed.size())
        : printed;
  }

  /** What is printed but for the exit status, {@code [N]} as in transcripts, if that is right. */
  private static List<String> withoutStatus(List<String> printed, int status) {
    int last = printed.size() - 1;
    return last >= 0 && status != 0 && printed.get(last).equals("[" + status + "]")
        ? printed.subList(0, last)
        : printed;
  }
}
