package passerelle.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.lab.Lab;
import passerelle.files.MachineFiles;
import passerelle.sim.process.Sink;
import passerelle.text.Language;

/**
 * Passerelle's own commands, for the REPL and for transcripts. Some put another lab in the place of
 * the first, so whoever works with one asks for {@link #lab} anew after each command.
 */
public final class LabCommands {
  /** Exit status of a lab command that was not understood or could not be done. */
  public static final int WRONG = 2;

  private final Workbench bench;
  private final Map<String, LabCommand> commands = new LinkedHashMap<>();

  /**
   * Commands on a lab, answering in a language.
   *
   * @param files where they write what a person wants to keep
   */
  public LabCommands(Lab lab, Language language, MachineFiles files) {
    bench = new Workbench(lab, language, files);
    List.of(
            new TraceCommand(),
            new CaptureCommand(),
            new PlanCommand(),
            new GraphCommand(),
            new PlacesCommand(),
            new EngineCommand(),
            new DiffCommand(),
            new LangCommand(),
            new UndoCommand(),
            new ResetCommand(),
            new WhyCommand(),
            new HelpCommand())
        .forEach(command -> commands.put(command.name(), command));
  }

  /** The lab as it is now. */
  public Lab lab() {
    return bench.lab();
  }

  /** The language of the answers. */
  public Language language() {
    return bench.language();
  }

  /** The words by which the commands are called. */
  public Set<String> names() {
    return commands.keySet();
  }

  /** The words that {@code help} knows more about. */
  public List<String> topics() {
    return List.copyOf(HelpCommand.TOPICS);
  }

  /** Runs one command for somebody else, who may write other files. */
  public int run(String line, Sink screen, MachineFiles files) {
    MachineFiles mine = bench.files();
    bench.reach(files);
    try {
      return run(line, screen);
    } finally {
      bench.reach(mine);
    }
  }

  /**
   * Runs one command.
   *
   * @param line the command without its prompt
   * @param screen takes what it prints, errors included
   * @return the exit status: 0, 1 for a check that fails, 2 for what cannot be done
   */
  public int run(String line, Sink screen) {
    Printer out = new Printer(screen);
    Optional<List<String>> words = Words.split(line);
    if (words.isEmpty()) {
      out.line("passerelle: " + bench.text("error.quote"));
      return WRONG;
    }
    if (words.get().isEmpty() || words.get().get(0).startsWith("#")) {
      return 0;
    }
    String name = words.get().get(0);
    LabCommand command = commands.get(name);
    if (command == null) {
      out.line(name + ": " + bench.text("error.unknown", String.join(" ", commands.keySet())));
      return WRONG;
    }
    try {
      return command.run(words.get().subList(1, words.get().size()), bench, out);
    } catch (CommandException wrong) {
      out.line(name + ": " + wrong.getMessage());
      return WRONG;
    }
  }
}
