package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.cli.lab.Deed;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Outline;
import passerelle.text.ShellWords;

/**
 * A line on which lab commands stand among those of a shell, in lists and pipelines. What is not a
 * lab command goes to the shell of the place as it is written; what a lab command prints, and the
 * next of a pipeline reads, is its here-document.
 *
 * @param line as the shell of the place reads it
 */
record MixedLine(LabCommands commands, Workbench bench, PlaceShell shell, Outline line) {
  private static final String NULL_DEVICE = "/dev/null";

  /**
   * Whether there is a lab command where the shell would look for a command. A word that is also a
   * program of the place means the lab's only at the beginning of the line.
   */
  boolean hasLabCommand() {
    return line.simpleCommands().anyMatch(this::isLabCommand);
  }

  private boolean isLabCommand(Outline part) {
    if (!(part instanceof Outline.Simple simple) || simple.words().isEmpty()) {
      return false;
    }
    String word = simple.words().get(0);
    boolean first = line.simpleCommands().findFirst().filter(one -> one == simple).isPresent();
    boolean meant = commands.isMeant(word, simple.text());
    return meant && (first || !shell.knows(word));
  }

  /** Runs it; the answer is the exit status of the last command. */
  int run(Sink screen) {
    return run(line, screen);
  }

  private int run(Outline part, Sink screen) {
    if (part.simpleCommands().noneMatch(this::isLabCommand)) {
      return shell.run(part.text(), screen);
    } else if (part instanceof Outline.Sequence sequence) {
      int status = 0;
      for (Outline command : sequence.commands()) {
        status = run(command, screen);
      }
      return status;
    } else if (part instanceof Outline.AndOr list) {
      int left = run(list.left(), screen);
      return (left == 0) == list.and() ? run(list.right(), screen) : left;
    } else if (part instanceof Outline.Not not) {
      return run(not.command(), screen) == 0 ? 1 : 0;
    } else if (part instanceof Outline.Pipeline pipeline) {
      return remembered(pipeline, screen);
    }
    return labCommand((Outline.Simple) part, screen, screen);
  }

  /** A pipeline is one deed, whatever its commands do. */
  private int remembered(Outline.Pipeline pipeline, Sink screen) {
    Deed.Typed typed = new Deed.Typed(shell.prompt(), pipeline.text(), false);
    return bench
        .lab()
        .remember(
            typed,
            screen,
            out -> pipeline(stages(pipeline), out),
            other -> {
              LabCommands there = commands.on(other);
              there.run(pipeline.text(), nothing -> true, shell.in(other));
            });
  }

  /** Lab commands, and what a shell runs at once: as many commands as stand side by side. */
  private List<List<Outline>> stages(Outline.Pipeline pipeline) {
    List<List<Outline>> stages = new ArrayList<>();
    boolean open = false;
    for (Outline command : pipeline.commands()) {
      boolean mine = isLabCommand(command);
      if (mine || !open) {
        stages.add(new ArrayList<>());
      }
      stages.get(stages.size() - 1).add(command);
      open = !mine;
    }
    return stages;
  }

  /** One stage after the other; a lab command reads nothing. */
  private int pipeline(List<List<Outline>> stages, Sink screen) {
    int status = 0;
    Optional<String> input = Optional.empty();
    for (int i = 0; i < stages.size(); i++) {
      Capture capture = new Capture();
      boolean last = i + 1 == stages.size();
      Sink output = last ? screen : capture;
      Outline first = stages.get(i).get(0);
      if (isLabCommand(first)) {
        status = labCommand((Outline.Simple) first, output, screen);
      } else {
        String text = stages.get(i).stream().map(Outline::text).collect(Collectors.joining(" | "));
        status = shell.run(input.map(read -> reading(text, read)).orElse(text), output);
      }
      input = Optional.of(capture.text());
    }
    return status;
  }

  /** A command that reads a text: it is the here-document of a group. */
  private static String reading(String command, String text) {
    String end = "END";
    while (("\n" + text + "\n").contains("\n" + end + "\n")) {
      end += "_";
    }
    String whole = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    return "{ " + command + "\n} <<'" + end + "'\n" + whole + end;
  }

  /** The place has a file as well; what was typed for it is told of that. */
  private void leave(String writing, String typed) {
    bench
        .lab()
        .remember(
            new Deed.Typed(shell.prompt(), typed, false),
            nothing -> true,
            out -> shell.run(writing, out),
            other -> shell.in(other).run(writing, nothing -> true));
  }

  private int labCommand(Outline.Simple command, Sink screen, Sink terminal) {
    String name = command.words().get(0);
    Sink output = screen;
    Sink errors = terminal;
    Capture capture = new Capture();
    Optional<MachineFiles.NewFile> file = Optional.empty();
    String target = "";
    try {
      for (Outline.Redirect redirect : command.redirects()) {
        if (redirect.fd() == 2) {
          errors = redirect.target().equals("1") ? output : new Capture();
        } else if (!redirect.operator().equals(">&") || !redirect.target().matches("[0-9-]+")) {
          file = open(redirect);
          target = redirect.target();
          output = capture;
        }
      }
      int status = commands.single(String.join(" ", command.words()), output, errors);
      if (file.isPresent()) {
        file.get().write(capture.bytes());
        leave(reading("cat > " + target, capture.text()), command.text());
      }
      return status;
    } catch (FileRefusal refused) {
      return commands.complain(name, bench.error(refused), terminal);
    } catch (CommandException wrong) {
      return commands.complain(name, wrong, terminal);
    }
  }

  /**
   * A file of the person's machine, which the place where one is has as well, so that what follows
   * reads it there, if its directory is there, too: {@code >} leaves one that is there alone,
   * {@code >|} replaces it.
   */
  private Optional<MachineFiles.NewFile> open(Outline.Redirect redirect)
      throws CommandException, FileRefusal {
    List<String> words = ShellWords.parse(redirect.target()).orElse(List.of());
    if (!redirect.operator().matches(">|>\\||&>|>&") || words.size() != 1) {
      throw bench.error("error.redirect", redirect.operator() + " " + redirect.target());
    }
    String name = words.get(0);
    return name.equals(NULL_DEVICE)
        ? Optional.empty()
        : Optional.of(bench.files().create(name, redirect.operator().equals(">|")));
  }
}
