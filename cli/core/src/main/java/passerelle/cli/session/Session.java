package passerelle.cli.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.PlaceShell;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Pauses;
import passerelle.engine.Container;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Scripts;
import passerelle.text.Messages;

/**
 * What a person does in a lab, line by line: keeps where one is, and finds out of each line whether
 * it is for a shell, for Passerelle, or leads elsewhere.
 */
public final class Session {

  /** {@code EX_SOFTWARE} of sysexits.h. */
  private static final int DEFECT = 70;

  private static final Pattern PASTED =
      Pattern.compile("(?s)([A-Za-z0-9][A-Za-z0-9_.-]*)([$#]|>(?= |$))(?: (.*)|$)");
  private static final Pattern FIRST_WORD = Pattern.compile("\\s*([^\\s;&|<>()]+)");
  private static final Pattern LEAVING =
      Pattern.compile("\\s*(?:exit|logout)(?:\\s+([0-9]{1,9}))?\\s*");
  private static final Pattern DOLLAR = Pattern.compile("(?s)(?:\\$|/\\S* #) (.*)");

  private final LabCommands commands;
  private final Whereabouts whereabouts;
  private final Vocabulary vocabulary = new Vocabulary(this);
  private final List<LineHandler> handlers = new ArrayList<>();
  private int status;
  private boolean left;

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
    lab().setInteractive();
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
    return here().prompt();
  }

  /** The exit status of the last line. */
  public int status() {
    return status;
  }

  /** {@code exit} was said on a machine. */
  public boolean isLeft() {
    return left;
  }

  /** Whether a line brings a prompt of its own: {@code web# ip addr}. */
  public static boolean hasPrompt(String line) {
    Matcher pasted = PASTED.matcher(line);
    return pasted.matches()
        && (!pasted.group(2).equals(">") || pasted.group(1).equals("lab"))
        && pasted.group(3) != null;
  }

  /** Whether more lines must follow before the line can be run. */
  public boolean isIncomplete(String text) {
    String line = text;
    Matcher pasted = PASTED.matcher(text);
    if (pasted.matches() && pasted.group(3) != null) {
      line = pasted.group(3);
    }
    return Scripts.isIncomplete(whereabouts.isBusybox() ? Dialect.ASH : Dialect.BASH, line);
  }

  /** End of input: leaves the place, and in the end the lab. */
  public void endOfInput(Sink screen) {
    if (here() instanceof Here.Inside) {
      run("exit", screen);
    } else {
      left = true;
    }
  }

  /**
   * Does what a line says.
   *
   * @param screen takes what is printed
   * @return the exit status
   */
  public int run(String text, Sink screen) {
    String line = text.strip();
    Matcher dollar = DOLLAR.matcher(line);
    if (dollar.matches()) {
      line = dollar.group(1);
    }
    if (line.isEmpty() || line.startsWith("#")) {
      return status;
    }
    Matcher pasted = PASTED.matcher(line);
    lab().forgetInterrupt();
    try {
      status = pasted.matches() ? elsewhere(pasted, line, screen) : here(line, screen);
      whereabouts.settle();
    } catch (RuntimeException | Error bug) {
      print(messages().get("bug", bug), screen);
      status = DEFECT;
    }
    return status;
  }

  /** A line with a prompt of its own: run there, or going there. */
  private int elsewhere(Matcher pasted, String line, Sink screen) {
    String name = pasted.group(1);
    String command = pasted.group(3) == null ? "" : pasted.group(3).strip();
    switch (pasted.group(2)) {
      case ">":
        if (!name.equals("lab")) {
          return here(line, screen);
        }
        if (command.isEmpty()) {
          whereabouts.goTo(new Here.Lab());
          return 0;
        }
        return labCommand(command, onMachine(Whereabouts.HOST), screen);
      case "$":
        if (!whereabouts.isMachine(name)) {
          return complain("repl.place", name, screen);
        }
        return command.isEmpty() ? goTo(name) : run(command, onMachine(name), screen);
      default:
        return whereabouts.container(name).isEmpty()
            ? complain("repl.place", name, screen)
            : command.isEmpty() ? enter(name, screen) : run(command, insideOf(name), screen);
    }
  }

  private int here(String line, Sink screen) {
    String word = firstWord(line);
    Optional<LineHandler> handler = handlers.stream().filter(h -> h.takes(word)).findFirst();
    if (handler.isPresent()) {
      return handler.get().run(line, this, screen);
    }
    if (commands.names().contains(word) || here() instanceof Here.Lab && !isPlace(line)) {
      Matcher leaving = LEAVING.matcher(line);
      if (here() instanceof Here.Lab && leaving.matches()) {
        return goTo(Whereabouts.HOST);
      }
      return labCommand(line, shellHere(), screen);
    }
    if (whereabouts.isMachine(line)) {
      return goTo(line);
    }
    if (!isTool(line) && whereabouts.container(line).isPresent()) {
      return enter(line, screen);
    }
    return run(line, shellHere(), screen);
  }

  /** A line for the shell of a place, or for that and Passerelle. */
  private int run(String line, PlaceShell place, Sink screen) {
    return commands.standOn(line, place)
        ? labCommand(line, place, screen)
        : place.run(line, screen);
  }

  /** The shell of the place one is at; that of the host at {@code lab>}. */
  private PlaceShell shellHere() {
    if (here() instanceof Here.Inside inside) {
      return shell(whereabouts.space(), (line, screen) -> inside(inside, line, screen));
    }
    return onMachine(here() instanceof Here.Machine at ? at.name() : Whereabouts.HOST);
  }

  private PlaceShell onMachine(String name) {
    return shell(name, (line, screen) -> onMachine(name, line, screen));
  }

  private PlaceShell insideOf(String container) {
    String space = whereabouts.container(container).map(Container::id).orElse("");
    return shell(space, (line, screen) -> onceInside(container, line, screen));
  }

  private PlaceShell shell(String space, ToIntBiFunction<String, Sink> runner) {
    return new PlaceShell() {
      @Override
      public int run(String line, Sink screen) {
        return runner.applyAsInt(line, screen);
      }

      @Override
      public boolean knows(String word) {
        return whereabouts.isOpen(space) && lab().programs(space).contains(word);
      }
    };
  }

  private boolean isPlace(String line) {
    return whereabouts.isMachine(line) || whereabouts.container(line).isPresent();
  }

  /** The first word of a command line, or nothing. */
  public static String firstWord(String line) {
    Matcher m = FIRST_WORD.matcher(line);
    return m.lookingAt() ? m.group(1) : "";
  }

  private boolean isTool(String word) {
    return !(here() instanceof Here.Lab) && lab().programs(whereabouts.space()).contains(word);
  }

  private int goTo(String machine) {
    whereabouts.goTo(new Here.Machine(machine));
    return 0;
  }

  private int complain(String key, String name, Sink screen) {
    print(messages().get(key, name), screen);
    return LabCommands.WRONG;
  }

  /** Prints a line. */
  public static void print(String text, Sink screen) {
    screen.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private int onMachine(String machine, String line, Sink screen) {
    Matcher leaving = LEAVING.matcher(line);
    boolean mine = here() instanceof Here.Machine at && at.name().equals(machine);
    if (mine && leaving.matches()) {
      left = true;
      return leaving.group(1) == null ? status : Integer.parseInt(leaving.group(1)) & 0xff;
    }
    Pauses.before(firstWord(line), lab());
    int before = lab().attachedShells().size();
    int answer = lab().run(machine, line, screen);
    lab().settle();
    whereabouts.follow(before);
    return answer;
  }

  private int enter(String name, Sink screen) {
    if (whereabouts.enterAgain(name)) {
      return 0;
    }
    if (whereabouts.container(name).filter(Container::isRunning).isEmpty()) {
      return complain("repl.stopped", name, screen);
    }
    int before = lab().attachedShells().size();
    int answer = lab().run(Whereabouts.HOST, "docker exec -ti " + name + " sh", screen);
    whereabouts.follow(before);
    return answer;
  }

  /** One command in a container, as {@code docker exec} runs it. */
  private int onceInside(String name, String line, Sink screen) {
    if (here() instanceof Here.Inside inside && inside.container().equals(name)) {
      return inside(inside, line, screen);
    }
    Pauses.before(firstWord(line), lab());
    int answer = lab().runIn(name, line, screen);
    lab().settle();
    return answer;
  }

  private int inside(Here.Inside inside, String line, Sink screen) {
    Pauses.before(firstWord(line), lab());
    int answer = lab().runAttached(inside.number(), line, screen);
    lab().settle();
    return answer;
  }

  private int labCommand(String line, PlaceShell place, Sink screen) {
    List<Deed> history = lab().history();
    Lab before = lab();
    int answer = commands.run(line, screen, place);
    if (lab() != before) {
      lab().setInteractive();
      if (firstWord(line).equals("undo")) {
        whereabouts.backTo(history.get(history.size() - 1).prompt());
      } else {
        whereabouts.startAgain();
      }
    }
    return answer;
  }
}
