package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.PlaceShell;
import passerelle.cli.command.Printer;
import passerelle.cli.command.Words;
import passerelle.cli.lab.Lab;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.files.MachineFiles;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Holder;
import passerelle.text.Messages;
import passerelle.text.TextLine;

/**
 * What a person does in a lab, line by line or in blocks that are pasted: keeps where one is, and
 * finds out of each command whether it is for a shell, for Passerelle, or leads elsewhere.
 */
public final class Session {

  /** {@code EX_SOFTWARE} of sysexits.h. */
  private static final int DEFECT = 70;

  private static final Pattern WINDOW = Pattern.compile("\\s*window\\s+([\\w.:-]+)\\s*");

  private final LabCommands commands;
  private final Whereabouts whereabouts;
  private final PlaceShells shells;
  private final Vocabulary vocabulary = new Vocabulary(this);
  private final List<LineHandler> handlers = new ArrayList<>();
  private int status;
  private boolean ended;

  /** Takes lines before anybody else does: the lessons. */
  public interface LineHandler {
    /** Whether a first word is one that it takes. */
    default boolean takes(String word) {
      return words().contains(word);
    }

    /** Does what the line says; the answer is the exit status. */
    int run(String line, Session session, Sink screen);

    /** The words by which it is called now. */
    Set<String> words();

    /** What may follow the words of a line, the first of which it takes. */
    List<String> after(List<String> words, Session session);
  }

  /** A session on the host of a lab. */
  public Session(LabCommands commands) {
    this.commands = commands;
    whereabouts = new Whereabouts(commands);
    shells = new PlaceShells(commands, whereabouts, this::status);
    lab().setInteractive();
    whereabouts.attend("");
  }

  /** Adds words that are understood at every prompt. */
  public void add(LineHandler handler) {
    handlers.add(handler);
  }

  public LabCommands commands() {
    return commands;
  }

  /** The lab as it is now; another one after {@code engine}, {@code reset} and {@code undo}. */
  public Lab lab() {
    return commands.lab();
  }

  /** What Passerelle says at the prompt, in the language chosen. */
  public Messages messages() {
    return Messages.of(commands.language(), "passerelle/cli/messages");
  }

  /** Where one is. */
  public Here here() {
    return whereabouts.here();
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The words that the handlers take. */
  List<String> handledWords() {
    return handlers.stream().flatMap(handler -> handler.words().stream()).toList();
  }

  /** What may follow words that a handler takes; nothing for others. */
  List<String> afterHandled(List<String> words) {
    return handlers.stream()
        .filter(handler -> handler.takes(words.get(0)))
        .findFirst()
        .map(handler -> handler.after(words, this))
        .orElse(List.of());
  }

  /** The prompt of the place one is at, with its blank. */
  public String prompt() {
    return whereabouts.prompt();
  }

  /** The window one looks at, where a lab has any. */
  public Optional<Window> window() {
    return whereabouts.walk().map(WindowWalk::current);
  }

  /** The exit status of the last line. */
  public int status() {
    return status;
  }

  /** {@code exit} was said on a machine. */
  public boolean isLeft() {
    return ended || shells.isLeft();
  }

  /** Whether more lines must follow before what is typed or pasted can be run. */
  public boolean isIncomplete(String text) {
    return TypedBlock.isUnfinished(text.lines().toList(), new HereShell(this));
  }

  /** The same of one command, whose lines come one by one. */
  public boolean isUnfinished(String command) {
    Optional<LoosePrompt> prompt =
        LoosePrompt.of(command.lines().findFirst().orElse(""))
            .filter(p -> !(p.where() instanceof Where.Root));
    int start = prompt.map(p -> command.indexOf(p.rest())).orElse(0);
    return new HereShell(this).isUnfinished(command.substring(start));
  }

  /**
   * Whether a line without a prompt, among lines with prompts that come one by one, is rather what
   * one of those has printed: nothing that it could begin with is known where one is. A place's
   * name alone is a heading, or an answer.
   */
  public boolean isPrinted(String line) {
    String word = TypedBlock.firstWord(line);
    return isPlace(line.strip())
        || !word.matches("(?:\\./|[A-Za-z_]\\w*=|[(\\[{!.:]).*")
            && !new HereShell(this).isCommand(word)
            && handlers.stream().noneMatch(handler -> handler.takes(word));
  }

  /** Whether leaving the place leaves the lab, and not only for another place. */
  public boolean isOutermost() {
    return !(here() instanceof Here.Lab)
        && window().map(Window::isOutermost).orElseGet(() -> !(here() instanceof Here.Inside));
  }

  /** Ctrl-C at the prompt: the line is given up, and the shell's {@code $?} says so. */
  public void interruptLine() {
    if (!(here() instanceof Here.Lab)) {
      window()
          .ifPresent(
              window -> {
                window.interruptLine();
                window.await();
              });
    }
  }

  /** End of input: leaves the place, and in the end the lab. */
  public void endOfInput(Sink screen) {
    Optional<Window> window = window().filter(w -> !(here() instanceof Here.Lab));
    if (window.filter(w -> !w.isOutermost()).isPresent()) {
      status = shells.endOfInput(window.get(), screen);
      whereabouts.settle();
    } else if (window.isEmpty() && here() instanceof Here.Inside) {
      run("exit", screen);
    } else {
      ended = true;
    }
  }

  /**
   * Does what a line says, or all the commands of a block, each of which is then shown behind its
   * prompt.
   *
   * @param screen takes what is printed
   * @return the exit status
   */
  public int run(String text, Sink screen) {
    List<TypedBlock.Typed> block =
        TypedBlock.of(text.strip().lines().toList(), new HereShell(this));
    if (block.isEmpty()) {
      LoosePrompt.of(text.strip())
          .filter(prompt -> prompt.rest().isEmpty())
          .ifPresent(prompt -> run(prompt.where(), "", screen));
    }
    for (TypedBlock.Typed typed : block) {
      Where where = typed.where().orElse(new Where.Here());
      if (block.size() > 1 && !isLeft()) {
        print((prompt(where) + typed.command()).replace("\n", "\n> "), screen);
      }
      if (!isLeft()) {
        run(where, typed.command(), screen);
      }
    }
    return status;
  }

  /** The prompt behind which a command that has one of its own is shown. */
  public String prompt(Where where) {
    return where instanceof Where.Named named ? named.place().prompt() : prompt();
  }

  /**
   * Does what a command says.
   *
   * @param where what its prompt says
   * @param command nothing to go there only
   * @return the exit status
   */
  public int run(Where where, String command, Sink screen) {
    lab().forgetInterrupt();
    try {
      status = at(where, command.strip(), screen);
      whereabouts.settle();
    } catch (RuntimeException | Error bug) {
      print(messages().get("bug", bug), screen);
      status = DEFECT;
    }
    return status;
  }

  private int at(Where where, String command, Sink screen) {
    if (where instanceof Where.Named named) {
      return command.isEmpty()
          ? goTo(named.place(), screen)
          : named(named.place(), command, screen);
    }
    if (command.isEmpty()) {
      return status;
    }
    if (where instanceof Where.Opened) {
      return whereabouts
          .opened()
          .map(shell -> run(command, shells.attached(shell), screen))
          .orElseGet(() -> shells.complain("repl.no-shell", "", screen));
    }
    if (where instanceof Where.Login login) {
      if (whereabouts.isMachine(login.machine())) {
        return run(command, shells.onMachine(login.machine()), screen);
      }
      Optional<Here.Inside> shell = whereabouts.openedIn(login.machine());
      return shell.isPresent()
          ? run(command, shells.attached(shell.get()), screen)
          : here(command, screen);
    }
    return here(command, screen);
  }

  private int goTo(Place place, Sink screen) {
    if (place instanceof Place.Lab) {
      whereabouts.goTo(new Here.Lab());
      return 0;
    }
    if (place instanceof Place.Host host && whereabouts.isMachine(host.name())) {
      return goTo(host.name());
    }
    return place instanceof Place.Container container
            && whereabouts.container(container.name()).isPresent()
        ? shells.enter(container.name(), screen)
        : shells.complain("repl.place", name(place), screen);
  }

  private static String name(Place place) {
    return place.prompt().replaceFirst("[$#>] $", "");
  }

  private int named(Place place, String command, Sink screen) {
    if (place instanceof Place.Lab) {
      return labCommand(command, shells.onMachine(Whereabouts.HOST), screen);
    }
    String name = name(place);
    if (place instanceof Place.Host && whereabouts.isMachine(name)) {
      return run(command, shells.onMachine(name), screen);
    }
    return place instanceof Place.Container && whereabouts.container(name).isPresent()
        ? run(command, shells.insideOf(name), screen)
        : shells.complain("repl.place", name, screen);
  }

  private int here(String line, Sink screen) {
    String word = TypedBlock.firstWord(line);
    Optional<LineHandler> handler = handlers.stream().filter(h -> h.takes(word)).findFirst();
    if (handler.isPresent()) {
      return handler.get().run(line, this, screen);
    }
    if (commands.names().contains(word) || here() instanceof Here.Lab && !isPlace(line)) {
      Matcher leaving = PlaceShells.LEAVING.matcher(line);
      if (here() instanceof Here.Lab && leaving.matches()) {
        return goTo(Whereabouts.HOST);
      }
      return labCommand(line, shells.here(), screen);
    }
    if (whereabouts.isMachine(line)) {
      return goTo(line);
    }
    if (!isTool(line) && whereabouts.container(line).isPresent()) {
      return shells.enter(line, screen);
    }
    return run(line, shells.here(), screen);
  }

  /** A line for the shell of a place, or for that and Passerelle. */
  private int run(String line, PlaceShell place, Sink screen) {
    return commands.standOn(line, place)
        ? labCommand(line, place, screen)
        : place.run(line, screen);
  }

  private boolean isPlace(String line) {
    return whereabouts.isMachine(line) || whereabouts.container(line).isPresent();
  }

  private boolean isTool(String word) {
    return !(here() instanceof Here.Lab) && lab().programs(whereabouts.space()).contains(word);
  }

  private int goTo(String machine) {
    whereabouts.goTo(new Here.Machine(machine));
    return 0;
  }

  /** Prints a line of Passerelle's own. */
  public static void print(String text, Sink screen) {
    try (Printer out = new Printer(screen)) {
      out.line(text);
    }
  }

  /** Prints a line of Passerelle's own. */
  public static void print(TextLine line, Sink screen) {
    try (Printer out = new Printer(screen)) {
      out.line(line);
    }
  }

  /**
   * Puts the lab that a transcript makes in the place of this one.
   *
   * @param files how the transcript is reached
   * @return the exit status
   */
  public int load(String file, MachineFiles files, Sink screen) {
    Lab before = lab();
    status = commands.run("load " + Words.join(List.of(file)), screen, files);
    follow(before);
    return status;
  }

  private int labCommand(String line, PlaceShell place, Sink screen) {
    Matcher window = WINDOW.matcher(line);
    if (window.matches()) {
      return whereabouts.lookAtWindow(window.group(1))
          ? 0
          : shells.complain("repl.window", window.group(1), screen);
    }
    Lab before = lab();
    int answer = commands.run(line, screen, place);
    follow(before);
    return answer;
  }

  /** Another lab may have come. */
  private void follow(Lab before) {
    if (lab() != before) {
      Optional<Holder> holder = before.windows().map(Windows::holder);
      lab().setInteractive();
      holder.ifPresent(who -> lab().windows().ifPresent(windows -> windows.setHolder(who)));
      whereabouts.startAgain(commands.returnsTo());
    }
  }
}
