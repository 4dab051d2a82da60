package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.scenarios.slides.Deck.Slide;

/** Types the commands of a deck, in its order, into one lab. */
final class DeckRun {
  /** A deck may have so many commands. */
  private static final int MOST_COMMANDS = 2000;

  private static final Set<String> SHELLS =
      Set.of(
          "bash",
          "sh",
          "shell",
          "zsh",
          "console",
          "shell-session",
          "sh-session",
          "shellsession",
          "terminal",
          "term",
          "term1",
          "term2",
          "cmd",
          "cli",
          "command",
          "docker",
          "bash-session");
  private static final Set<String> UNTOLD = Set.of("", "text", "txt", "plain", "plaintext", "none");
  private static final Set<String> OUTPUTS = Set.of("output", "stdout", "sortie", "result");

  /** What a line says that announces an output. */
  private static final Pattern PRINTS =
      Pattern.compile(
          "(?i)output|result|print|show|display|look|see\\b|get\\b|answer|sortie|résultat|affich|obt|répon|voi");

  private static final Pattern PLACEHOLDER =
      Pattern.compile("<([A-Za-z](?:[\\w' .-]{0,40}\\w)?)>(?!>)");

  /**
   * A command of a deck, and what it answered.
   *
   * @param slide where it stands
   * @param line its line in the file, from 1
   * @param typed the command as the deck prints it, and what the deck prints below it
   * @param run the command as it was run, with the lab's values for the deck's
   * @param statusPrinted the deck prints the exit status, and that is right
   * @param output empty when the lab has no such place
   * @param pairs the printed lines beside those of the same shape; empty when the shapes differ
   */
  record Played(
      Slide slide,
      int line,
      Typed typed,
      String run,
      boolean statusPrinted,
      Optional<Output> output,
      Optional<List<Shapes.Pair>> pairs) {
    boolean isPrinted() {
      return !Shapes.lines(typed.output()).isEmpty();
    }
  }

  private final Deck deck;
  private final SlideLab lab;
  private final PrintedValues values = new PrintedValues();
  private final List<Played> played = new ArrayList<>();

  private DeckRun(Deck deck, SlideLab lab) {
    this.deck = deck;
    this.lab = lab;
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
    if (!isRunnable(block)) {
      return;
    }
    lab.beginBlock();
    List<Typed> commands = TypedBlock.of(block.lines(), lab);
    for (Typed said : commands) {
      boolean last = said == commands.get(commands.size() - 1);
      Typed typed =
          last && said.output().isEmpty()
              ? after.filter(this::isOutput).map(o -> said.printing(o.lines())).orElse(said)
              : said;
      int line = block.line() + typed.line();
      if (played.size() == MOST_COMMANDS) {
        throw TranscriptException.at(deck.file(), line, "slides.long", MOST_COMMANDS);
      }
      played.add(play(slide, line, typed));
    }
  }

  /** Whether a block holds commands; one of which nothing tells does so behind prompts only. */
  private boolean isRunnable(CodeBlock block) {
    return SHELLS.contains(block.info())
        || UNTOLD.contains(block.info())
            && TypedBlock.of(block.lines(), lab).stream().anyMatch(t -> t.where().isPresent());
  }

  /** Whether a block shows what the last command of the block before it prints. */
  private boolean isOutput(CodeBlock block) {
    return (OUTPUTS.contains(block.info()) || UNTOLD.contains(block.info()) && !isRunnable(block))
        && (block.lead().isEmpty()
            || !block.lead().contains("\n") && PRINTS.matcher(block.lead()).find())
        && block.lines().stream().noneMatch(line -> lab.isCommand(TypedBlock.firstWord(line)));
  }

  private Played play(Slide slide, int line, Typed typed) {
    String command = values.translate(filled(typed.command()), lab::isName);
    Optional<Output> output = lab.run(typed.where(), command);
    List<String> printed =
        output.map(o -> withoutStatus(typed.output(), o.status())).orElse(typed.output());
    boolean status = printed.size() < typed.output().size();
    Optional<List<Shapes.Pair>> pairs = output.flatMap(o -> Shapes.match(printed, o.lines()));
    pairs.ifPresent(values::learn);
    return new Played(slide, line, typed.printing(printed), command, status, output, pairs);
  }

  /** What is printed but for the exit status, {@code [N]} as in transcripts, if that is right. */
  private static List<String> withoutStatus(List<String> printed, int status) {
    int last = printed.size() - 1;
    return last >= 0 && status != 0 && printed.get(last).equals("[" + status + "]")
        ? printed.subList(0, last)
        : printed;
  }

  /** A command with what a reader would put in the place of {@code <words>}. */
  private String filled(String command) {
    Matcher m = PLACEHOLDER.matcher(command);
    return m.replaceAll(
        found -> Matcher.quoteReplacement(lab.fill(found.group(1)).orElse(found.group())));
  }
}
