package passerelle.cli.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.ToIntBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.PlaceShell;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.JobLine;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Pauses;
import passerelle.cli.terminal.Window;
import passerelle.engine.Container;
import passerelle.scenarios.format.TypedBlock;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Prompt;
import passerelle.text.Messages;

/** The shells of the places of a lab: what is typed into them may lead elsewhere. */
final class PlaceShells {
  /** What leaves a place, with the exit status that it may name. */
  static final Pattern LEAVING = Pattern.compile("\\s*(?:exit|logout)(?:\\s+([0-9]{1,9}))?\\s*");

  private final LabCommands commands;
  private final Whereabouts whereabouts;
  private final IntSupplier lastStatus;
  private boolean left;

  PlaceShells(LabCommands commands, Whereabouts whereabouts, IntSupplier lastStatus) {
    this.commands = commands;
    this.whereabouts = whereabouts;
    this.lastStatus = lastStatus;
  }

  private Lab lab() {
    return commands.lab();
  }

  /** The shell of the machine that one was on has ended: {@code exit} was said there. */
  boolean isLeft() {
    return left;
  }

  /** It was not meant so. */
  void stay() {
    left = false;
  }

  /** The shell of the place one is at; that of the host at {@code lab>}. */
  PlaceShell here() {
    if (whereabouts.here() instanceof Here.Inside inside) {
      return attached(inside);
    }
    return onMachine(whereabouts.here() instanceof Here.Machine at ? at.name() : Whereabouts.HOST);
  }

  /** The shell of a machine. */
  PlaceShell onMachine(String name) {
    return new Beside(
        name + "$ ",
        name,
        (line, screen) -> onMachine(name, line, screen),
        (lab, line) -> onMachineAgain(lab, name, line));
  }

  /** A shell in a container that docker has handed the terminal over to. */
  PlaceShell attached(Here.Inside inside) {
    String space = whereabouts.containerAt(inside).map(Container::id).orElse("");
    return new Beside(
        inside.prompt(),
        space,
        (line, screen) -> inside(inside, line, screen),
        (lab, line) -> insideAgain(lab, inside.number(), line));
  }

  /** A shell in a container for one command, as {@code docker exec} runs it. */
  PlaceShell insideOf(String container) {
    String space = whereabouts.container(container).map(Container::id).orElse("");
    return new Beside(
        container + "# ",
        space,
        (line, screen) -> onceInside(container, line, screen),
        (lab, line) -> lab.runIn(container, line, nothing -> true));
  }

  /** What of a line stands beside lab commands: for a person here, or again in another lab. */
  private final class Beside implements PlaceShell {
    private final String prompt;
    private final String space;
    private final ToIntBiFunction<String, Sink> here;
    private final ToIntBiFunction<Lab, String> again;

    Beside(
        String prompt,
        String space,
        ToIntBiFunction<String, Sink> here,
        ToIntBiFunction<Lab, String> again) {
      this.prompt = prompt;
      this.space = space;
      this.here = here;
      this.again = again;
    }

    @Override
    public int run(String line, Sink screen) {
      return here.applyAsInt(line, screen);
    }

    @Override
    public boolean knows(String word) {
      return whereabouts.isOpen(space) && lab().programs(space).contains(word);
    }

    @Override
    public String prompt() {
      return prompt;
    }

    @Override
    public PlaceShell in(Lab other) {
      return new Beside(prompt, space, (line, screen) -> again.applyAsInt(other, line), again);
    }
  }

  private int onMachine(String machine, String line, Sink screen) {
    Matcher leaving = LEAVING.matcher(line);
    boolean mine = whereabouts.here() instanceof Here.Machine at && at.name().equals(machine);
    Optional<WindowWalk> walk = whereabouts.walk();
    boolean outermost =
        walk.map(w -> w.current().isOutermost())
            .orElseGet(() -> lab().promptWithin(machine).isEmpty());
    if (mine && outermost && leaving.matches()) {
      left = true;
      return leaving.group(1) == null
          ? lastStatus.getAsInt()
          : Integer.parseInt(leaving.group(1)) & 0xff;
    }
    if (walk.isPresent()) {
      Window window = mine ? walk.get().current() : walk.get().on(machine);
      Lab here = lab();
      int answer = typed(window, line, screen);
      walk.get().follow(window);
      // With another lab in its place all windows of the old one have ended.
      left |= mine && outermost && window.isEnded() && lab() == here;
      return answer;
    }
    Pauses.before(TypedBlock.firstWord(line), lab());
    int before = lab().attachedShells().size();
    int answer = lab().run(machine, line, screen);
    left |= mine && lab().isShellEnded(machine);
    lab().settle();
    whereabouts.follow(before);
    return answer;
  }

  /** Goes into a container: back to the shell that is open there, or into a new one. */
  int enter(String name, Sink screen) {
    if (whereabouts.container(name).filter(Container::isRunning).isEmpty()) {
      return complain("repl.stopped", name, screen);
    }
    if (whereabouts.enterAgain(name)) {
      return 0;
    }
    int before = lab().attachedShells().size();
    int answer = lab().run(Whereabouts.HOST, "docker exec -ti " + name + " sh", screen);
    whereabouts.follow(before);
    return answer;
  }

  /** Says why one cannot go somewhere. */
  int complain(String key, String name, Sink screen) {
    Messages messages = Messages.of(commands.language(), "passerelle/cli/messages");
    Session.print(messages.get(key, name), screen);
    return LabCommands.WRONG;
  }

  /** In the shell that is open there, else for itself; then jobs have a shell of their own. */
  private int onceInside(String name, String line, Sink screen) {
    Optional<Here.Inside> open = whereabouts.openedInContainer(name);
    if (open.isPresent()) {
      return inside(open.get(), line, screen);
    }
    Pauses.before(TypedBlock.firstWord(line), lab());
    OptionalInt job = JobLine.kills(line);
    if (job.isPresent() && lab().isRunning(name)) {
      lab().killJob(name, job.getAsInt());
      lab().settle();
      return 0;
    }
    if (JobLine.starts(line) && lab().isRunning(name)) {
      Pauses.beforeJob(lab());
      lab().startIn(name, line);
      Pauses.afterJob(lab());
      return 0;
    }
    int answer = lab().runIn(name, line, screen);
    lab().settle();
    return answer;
  }

  private int inside(Here.Inside inside, String line, Sink screen) {
    if (whereabouts.walk().isPresent()) {
      return typed(whereabouts.walk().get().window(inside.number()), line, screen);
    }
    Pauses.before(TypedBlock.firstWord(line), lab());
    int answer = lab().runAttached(inside.number(), line, screen);
    lab().settle();
    return answer;
  }

  /** Waits for what runs in a shell in a container that one has come back to. */
  int watch(Here.Inside inside, Sink screen) {
    int answer = lab().watchAttached(inside.number(), screen);
    lab().settle();
    return answer;
  }

  private int onMachineAgain(Lab lab, String machine, String line) {
    return lab.windows()
        .map(windows -> WindowWalk.on(machine, windows.desk(whereabouts.person())))
        .map(window -> typed(lab, window, line, nothing -> true))
        .orElseGet(() -> lab.run(machine, line, nothing -> true));
  }

  private static int insideAgain(Lab lab, int number, String line) {
    return lab.windows()
        .map(windows -> typed(lab, windows.all().get(number), line, nothing -> true))
        .orElseGet(() -> lab.runAttached(number, line, nothing -> true));
  }

  /** A line for the shell that asks at a window. */
  private int typed(Window window, String line, Sink screen) {
    Pauses.before(TypedBlock.firstWord(line), lab());
    int answer = typed(lab(), window, line, screen);
    if (window.isAtRest()) {
      lab().settle();
    }
    return answer;
  }

  private static int typed(Lab lab, Window window, String line, Sink screen) {
    return lab.atWindow(window, deed(window, line), screen, w -> w.line(line));
  }

  /** Ctrl-D at a window; the answer is the exit status. */
  int endOfInput(Window window, Sink screen) {
    int answer = lab().atWindow(window, deed(window, "exit"), screen, Window::endOfInput);
    lab().settle();
    return answer;
  }

  /** Keys for whoever holds the terminal of a window; the answer is the exit status. */
  int keys(Window window, String keys, Sink screen) {
    int answer =
        lab()
            .atWindow(
                window,
                deed(window, ""),
                screen,
                w -> w.type(keys.getBytes(StandardCharsets.UTF_8)));
    lab().settle();
    return answer;
  }

  private static Deed.Typed deed(Window window, String line) {
    String prompt = window.prompt().map(Prompt::where).orElse("");
    boolean onMachine = window.isOutermost() && prompt.matches("[a-z]+\\$ ");
    return new Deed.Typed(prompt, line, onMachine);
  }
}
