package passerelle.cli.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.cli.player.PlayedJson;
import passerelle.cli.player.PlayedTrace;
import passerelle.cli.terminal.Turns;
import passerelle.files.MachineFiles;
import passerelle.files.MemoryFiles;
import passerelle.lab.LabTopology;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Outline;
import passerelle.text.Language;
import passerelle.text.ShellWords;
import passerelle.text.TextLine;

/**
 * Passerelle's own commands, for the REPL and for transcripts. Some put another lab in the place of
 * the first, so whoever works with one asks for {@link #lab} anew after each command.
 */
public final class LabCommands {
  /** Exit status of a lab command that was not understood or could not be done. */
  public static final int WRONG = CommandException.WRONG;

  private final DrivenLab.Opener opener;
  private final Workbench bench;
  private final Map<String, LabCommand> commands = new LinkedHashMap<>();

  /**
   * Commands on a lab, answering in a language.
   *
   * @param files where they write what a person wants to keep
   * @param opener opens the labs in which transcripts are done that are saved or loaded
   */
  public LabCommands(Lab lab, Language language, MachineFiles files, DrivenLab.Opener opener) {
    this.opener = opener;
    bench = new Workbench(lab, language, files, opener);
    commands.put("trace", new TraceCommand());
    commands.put("capture", new CaptureCommand());
    commands.put("plan", new PlanCommand());
    commands.put("graph", new GraphCommand());
    commands.put("rules", new RulesCommand());
    commands.put("places", new PlacesCommand());
    commands.put("engine", new EngineCommand());
    commands.put("diff", new DiffCommand());
    commands.put("lang", new LangCommand());
    commands.put("undo", new UndoCommand());
    commands.put("reset", new ResetCommand());
    commands.put("save", new SaveCommand());
    commands.put("load", new LoadCommand());
    commands.put("advance", new AdvanceCommand());
    commands.put("keys", new KeysCommand());
    commands.put("why", new WhyCommand());
    commands.put("pourquoi", new WhyCommand());
    commands.put("expect", new ExpectCommand());
    commands.put("help", new HelpCommand());
    commands.put("man", new HelpCommand());
    commands.put("?", new HelpCommand());
  }

  /**
   * From now on several people take turns in the lab, also in one that takes its place.
   *
   * @param replaced done when one has
   */
  public void share(Turns turns, Runnable replaced) {
    bench.share(turns, replaced);
  }

  /**
   * Keeps the packets of a command that begins now.
   *
   * @param prompt at which it was typed
   * @param line as it was typed
   */
  public Tape tape(String prompt, String line) {
    return new Tape(bench, prompt, line);
  }

  /** A command has ended: its packets can be played from now on, where it sent any. */
  public void keep(Tape tape) {
    tape.stop();
    if (!tape.isEmpty()) {
      bench.offer(() -> Optional.of(tape.trace()));
    }
  }

  /** The packets that can be played, as JSON for the player; empty where there are none. */
  String played() {
    return playing().map(trace -> PlayedJson.of(trace, bench.language())).orElse("");
  }

  /** The packets that can be played. */
  public Optional<PlayedTrace> playing() {
    return bench.played();
  }

  /** Packets that can be played from now on. */
  public void offer(PlayedTrace trace) {
    bench.offer(() -> Optional.of(trace));
  }

  /** The lab as it is now. Any thread may call this. */
  public Lab lab() {
    return bench.lab();
  }

  /** The language of the answers. */
  public Language language() {
    return bench.language();
  }

  /** The files of the machine, as far as whoever gives the commands may reach them. */
  public MachineFiles files() {
    return bench.files();
  }

  /** A line as a shell would read it: in a question no apostrophe is a quote. */
  public static String unquoted(String line) {
    return Sentence.unquoted(line);
  }

  /** The words by which the commands are called. */
  public Set<String> names() {
    return commands.keySet();
  }

  /** Whether a line is for the lab command whose word it begins with. */
  public boolean isMeant(String word, String line) {
    return names().contains(word) && commands.get(word).isMeant(line);
  }

  /** The words that {@code help} knows more about. */
  public List<String> topics() {
    return HelpCommand.topics();
  }

  /** Runs a line for somebody else, who may write other files. */
  public int run(String line, Sink screen, MachineFiles files) {
    return reaching(files, () -> run(line, screen));
  }

  /** Does something for somebody else, whose commands may write other files. */
  public <T> T reaching(MachineFiles files, Supplier<T> deed) {
    MachineFiles mine = bench.files();
    bench.reach(files);
    try {
      return deed.get();
    } finally {
      bench.reach(mine);
    }
  }

  /** Runs a line that was typed at {@code lab>}: what is not for the lab is for the host. */
  public int run(String line, Sink screen) {
    return run(line, screen, new HostShell());
  }

  /**
   * Runs a line on which lab commands stand, alone or with those of a shell in lists and pipelines.
   *
   * @param typed without its prompt
   * @param screen takes what it prints, errors included
   * @param place runs what is not for the lab
   * @return the exit status: 0, 1 for a check that fails, 2 for what cannot be done
   */
  public int run(String typed, Sink screen, PlaceShell place) {
    String line = Sentence.unquoted(typed);
    Optional<Outline> outline = Outline.of(line);
    Optional<MixedLine> mixed = outline.map(o -> new MixedLine(this, bench, place, o));
    if (mixed.filter(MixedLine::hasLabCommand).isPresent()) {
      return mixed.get().run(screen);
    }
    // A filter with parentheses is no shell's line, and a lab command's all the same.
    if (outline.isEmpty() || outline.get() instanceof Outline.Simple) {
      return single(line, screen, screen);
    }
    String name = outline.get().text().split("\\s", 2)[0];
    return names().contains(name)
        ? complain(name, bench.error("error.nested", name), screen)
        : single(name, screen, screen);
  }

  /** Whether lab commands stand on a line where the shell of a place would look for commands. */
  public boolean standOn(String line, PlaceShell place) {
    return names().stream().anyMatch(line::contains)
        && Outline.of(line)
            .filter(o -> new MixedLine(this, bench, place, o).hasLabCommand())
            .isPresent();
  }

  /** What stands beside lab commands at {@code lab>}. */
  private final class HostShell implements PlaceShell {
    @Override
    public int run(String line, Sink screen) {
      int status = lab().run(LabTopology.HOST, line, screen);
      lab().settle();
      return status;
    }

    @Override
    public boolean knows(String word) {
      return lab().programs(LabTopology.HOST).contains(word);
    }

    @Override
    public String prompt() {
      return "lab> ";
    }

    @Override
    public PlaceShell in(Lab other) {
      return on(other).new HostShell();
    }
  }

  /** The capture, going on or stopped. */
  public Optional<Recording> recording() {
    return bench.recording();
  }

  /** Where one was before what {@code undo} took back: a prompt, or empty for nowhere. */
  public String returnsTo() {
    return bench.returnsTo();
  }

  /**
   * Puts the lab that a recipe makes in the place of this one; the way back is {@code undo}.
   *
   * @param line the command that does it
   * @return the exit status
   */
  public int put(Recipe recipe, String line, Sink screen) {
    try {
      bench.replace(recipe, line);
      return 0;
    } catch (CommandException refused) {
      return complain(line.split(" ", 2)[0], refused, screen);
    }
  }

  /**
   * The lab as a transcript that rebuilds it.
   *
   * @param headings text before the deed of a number, from 0, or behind the last one
   */
  public SavedTranscript dictate(SortedMap<Integer, String> headings) throws LabException {
    SavedLab.Subject subject = SavedLab.Subject.of(lab(), language(), recording());
    SavedLab saved = new SavedLab(subject, headings, opener);
    return new SavedTranscript(saved.head(), saved.body());
  }

  /**
   * A transcript.
   *
   * @param head its front matter
   * @param body its commands, and the text between them
   */
  public record SavedTranscript(String head, String body) {}

  /**
   * Puts the lab that a transcript makes in the place of this one.
   *
   * @param line the command that does it
   * @param at after how many of its commands the deeds are counted
   * @return how many deeds had been done then; empty when the lab cannot be made
   */
  public Optional<List<Integer>> rebuild(Transcript transcript, String line, List<Integer> at) {
    List<Integer> deeds = new ArrayList<>();
    Iterator<Integer> commands = IntStream.iterate(1, n -> n + 1).iterator();
    at.stream().filter(n -> n == 0).forEach(deeds::add);
    try {
      LoadCommand.rebuild(
          transcript,
          line,
          bench,
          lab -> {
            int done = commands.next();
            at.stream().filter(n -> n == done).forEach(n -> deeds.add(lab.history().size()));
          });
      return Optional.of(deeds);
    } catch (CommandException refused) {
      return Optional.empty();
    }
  }

  /** What was done so far came with the lab: {@code undo} does not take it back one by one. */
  public void keep() {
    bench.keep();
  }

  /** The same commands on another lab, where nobody looks on and what they write is not kept. */
  LabCommands on(Lab other) {
    return on(other, language(), opener);
  }

  private static LabCommands on(Lab other, Language language, DrivenLab.Opener opener) {
    return new LabCommands(other, language, new MemoryFiles(), opener);
  }

  /**
   * Does a line again in another lab. As long as a lab is there it is kept, but not these commands.
   */
  private static Consumer<Lab> again(String line, Language language, DrivenLab.Opener opener) {
    return lab -> on(lab, language, opener).single(line, nothing -> true, nothing -> true);
  }

  /**
   * Runs one command, which is remembered if it does something to the lab.
   *
   * @param line its words
   */
  int single(String line, Sink screen, Sink errors) {
    Deed.Typed typed = new Deed.Typed("lab> ", line, false);
    ToIntFunction<Sink> deed = out -> words(line, out, errors == screen ? out : errors);
    return lab().remember(typed, screen, deed, again(line, language(), opener));
  }

  private int words(String line, Sink screen, Sink errors) {
    Optional<List<String>> words = ShellWords.parse(line);
    if (words.isEmpty()) {
      return complain("passerelle", bench.error("error.quote"), errors);
    }
    if (words.get().isEmpty() || words.get().get(0).startsWith("#")) {
      return 0;
    }
    String name = words.get().get(0);
    LabCommand command = commands.get(name);
    if (command == null) {
      String known = String.join(" ", commands.keySet());
      return complain(name, bench.error("error.unknown", known), errors);
    }
    try (Printer out = new Printer(screen)) {
      return command.run(words.get().subList(1, words.get().size()), bench, out);
    } catch (CommandException wrong) {
      return complain(name, wrong, errors);
    }
  }

  /** Says why a command could not be done. */
  int complain(String name, CommandException wrong, Sink errors) {
    if (wrong.isInterrupt()) {
      return wrong.status();
    }
    try (Printer out = new Printer(errors)) {
      TextLine line = TextLine.of(name + ": " + wrong.getMessage());
      if (wrong.isQuoted()) {
        out.asItIs(line);
      } else {
        out.line(line);
      }
    }
    return wrong.status();
  }
}
