package passerelle.cli.repl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.SimLab;
import passerelle.engine.Container;
import passerelle.network.Sandbox;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Scripts;
import passerelle.text.Messages;

/**
 * What a person does in a lab, line by line: keeps where one is, and finds out of each line whether
 * it is for a shell, for Passerelle, or leads elsewhere.
 */
public final class Session {
  private static final String HOST = "host";

  /** {@code EX_SOFTWARE} of sysexits.h. */
  private static final int DEFECT = 70;

  private static final long BETWEEN_COMMANDS = 50 * EventLoop.MILLISECOND;
  private static final long BEFORE_KILL = 1500 * EventLoop.MILLISECOND;
  private static final long BEFORE_TRACEROUTE = 6 * EventLoop.SECOND;
  private static final Pattern PASTED =
      Pattern.compile("(?s)([A-Za-z0-9][A-Za-z0-9_.-]*)([$#]|>(?= |$))(?: (.*)|$)");
  private static final Pattern FIRST_WORD = Pattern.compile("\\s*([^\\s;&|<>()]+)");
  private static final Pattern LEAVING = Pattern.compile("\\s*(?:exit|logout)(?:\\s+([0-9]+))?\\s*");
  private static final Pattern DOLLAR = Pattern.compile("(?s)(?:\\$|/\\S* #) (.*)");

  private final LabCommands commands;
  private final Map<Integer, Here> cameFrom = new TreeMap<>();
  private final List<LineHandler> handlers = new ArrayList<>();
  private Here here = new Here.Machine(HOST);
  private int status;
  private boolean left;

  /** Takes lines before anybody else does: the lessons. */
  public interface LineHandler {
    /** Whether a first word is one that it takes. */
    boolean takes(String word);

    /** Does what the line says; the answer is the exit status. */
    int run(String line, Session session, Sink screen);
  }

  /** A session on the host of a lab. */
  public Session(LabCommands commands) {
    this.commands = commands;
    lab().setInteractive();
  }

  /** Adds words that are understood at every prompt. */
  public void add(LineHandler handler) {
    handlers.add(handler);
  }

  public LabCommands commands() {
    return commands;
  }

  SimLab lab() {
    return commands.lab();
  }

  Messages messages() {
    return Messages.of(commands.language(), "passerelle/cli/messages");
  }

  Here here() {
    return here;
  }

  /** The prompt of the place one is at, with its blank. */
  public String prompt() {
    return here.prompt();
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
  static boolean hasPrompt(String line) {
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
    boolean bash = !(here instanceof Here.Inside inside) || !isBusybox(inside);
    return Scripts.isIncomplete(bash ? Dialect.BASH : Dialect.ASH, line);
  }

  private boolean isBusybox(Here.Inside inside) {
    Container container = lab().attachedShells().get(inside.number()).container();
    return container.image().toolset().equals("busybox");
  }

  /** End of input: leaves the place, and in the end the lab. */
  public void endOfInput(Sink screen) {
    if (here instanceof Here.Inside) {
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
    try {
      status = pasted.matches() ? elsewhere(pasted, line, screen) : here(line, screen);
      settle();
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
          here = new Here.Lab();
          return 0;
        }
        return labCommand(command, screen);
      case "$":
        if (!lab().machines().contains(name)) {
          return complain("repl.place", name, screen);
        }
        return command.isEmpty() ? goTo(name) : onMachine(name, command, screen);
      default:
        return container(name).isEmpty()
            ? complain("repl.place", name, screen)
            : command.isEmpty() ? enter(name, screen) : onceInside(name, command, screen);
    }
  }

  private int here(String line, Sink screen) {
    String word = firstWord(line);
    Optional<LineHandler> handler = handlers.stream().filter(h -> h.takes(word)).findFirst();
    if (handler.isPresent()) {
      return handler.get().run(line, this, screen);
    }
    if (commands.names().contains(word) || here instanceof Here.Lab && !isPlace(line)) {
      Matcher leaving = LEAVING.matcher(line);
      if (here instanceof Here.Lab && leaving.matches()) {
        return goTo(HOST);
      }
      return labCommand(line, screen);
    }
    if (lab().machines().contains(line)) {
      return goTo(line);
    }
    if (!isTool(line) && container(line).isPresent()) {
      return enter(line, screen);
    }
    return here instanceof Here.Inside inside
        ? inside(inside, line, screen)
        : onMachine(((Here.Machine) here).name(), line, screen);
  }

  private boolean isPlace(String line) {
    return lab().machines().contains(line) || container(line).isPresent();
  }

  /** The first word of a command line, or nothing. */
  static String firstWord(String line) {
    Matcher m = FIRST_WORD.matcher(line);
    return m.lookingAt() ? m.group(1) : "";
  }

  private boolean isTool(String word) {
    return !(here instanceof Here.Lab)
        && lab().kernel().spaces().place(space()).tools().find(word).isPresent();
  }

  /** The space of the place one is at; that of the host at {@code lab>}. */
  String space() {
    if (here instanceof Here.Inside inside) {
      return lab().attachedShells().get(inside.number()).container().id();
    }
    return here instanceof Here.Machine machine ? machine.name() : HOST;
  }

  /** The machines, and the containers that run. */
  List<String> placeNames() {
    List<String> names = new ArrayList<>(lab().machines());
    lab().engine().containers().stream()
        .filter(Container::isRunning)
        .map(Container::name)
        .forEach(names::add);
    return names;
  }

  /** The network namespace of a machine or a running container. */
  String netns(String place) {
    return container(place)
        .flatMap(Container::sandbox)
        .map(Sandbox::netns)
        .filter(netns -> !lab().machines().contains(place))
        .orElse(place);
  }

  private Optional<Container> container(String name) {
    return Optional.ofNullable(lab().engine().containersByName().get(name));
  }

  private int goTo(String machine) {
    here = new Here.Machine(machine);
    return 0;
  }

  private int complain(String key, String name, Sink screen) {
    print(messages().get(key, name), screen);
    return LabCommands.WRONG;
  }

  static void print(String text, Sink screen) {
    screen.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private int onMachine(String machine, String line, Sink screen) {
    Matcher leaving = LEAVING.matcher(line);
    boolean mine = here instanceof Here.Machine at && at.name().equals(machine);
    if (mine && leaving.matches()) {
      left = true;
      return leaving.group(1) == null ? status : Integer.parseInt(leaving.group(1)) & 0xff;
    }
    pauseBefore(line);
    int before = lab().attachedShells().size();
    int answer = lab().run(machine, line, screen);
    pauseAfter();
    follow(before);
    return answer;
  }

  /** Goes where docker has handed the terminal over to. */
  private void follow(int before) {
    List<AttachedShell> shells = lab().attachedShells();
    if (shells.size() > before) {
      int number = shells.size() - 1;
      cameFrom.put(number, here);
      here = new Here.Inside(number, shells.get(number).container().name());
    }
  }

  private int enter(String name, Sink screen) {
    List<AttachedShell> shells = lab().attachedShells();
    for (int i = shells.size() - 1; i >= 0; i--) {
      if (shells.get(i).container().name().equals(name) && !shells.get(i).isEnded()) {
        cameFrom.put(i, here);
        here = new Here.Inside(i, name);
        return 0;
      }
    }
    if (container(name).filter(Container::isRunning).isEmpty()) {
      return complain("repl.stopped", name, screen);
    }
    int before = shells.size();
    int answer = lab().run(HOST, "docker exec -ti " + name + " sh", screen);
    follow(before);
    return answer;
  }

  /** One command in a container, as {@code docker exec} runs it. */
  private int onceInside(String name, String line, Sink screen) {
    if (here instanceof Here.Inside inside && inside.container().equals(name)) {
      return inside(inside, line, screen);
    }
    pauseBefore(line);
    List<String> argv = List.of("docker", "exec", "-t", name, "sh", "-c", line);
    int answer = lab().runProgram(HOST, argv, screen);
    pauseAfter();
    return answer;
  }

  private int inside(Here.Inside inside, String line, Sink screen) {
    pauseBefore(line);
    int answer = lab().runAttached(inside.number(), line, screen);
    pauseAfter();
    return answer;
  }

  private int labCommand(String line, Sink screen) {
    List<Deed> history = lab().history();
    SimLab before = lab();
    int answer = commands.run(line, screen);
    if (lab() != before) {
      lab().setInteractive();
      if (firstWord(line).equals("undo")) {
        here = backTo(history.get(history.size() - 1).prompt());
      } else {
        here = here instanceof Here.Lab ? here : new Here.Machine(HOST);
      }
    }
    return answer;
  }

  /** Where one was when that prompt stood there. */
  private Here backTo(String prompt) {
    List<AttachedShell> shells = lab().attachedShells();
    for (int i = shells.size() - 1; i >= 0; i--) {
      String name = shells.get(i).container().name();
      if (prompt.equals(name + "# ") && !shells.get(i).isEnded()) {
        return new Here.Inside(i, name);
      }
    }
    return here;
  }

  /** Leaves shells that have ended. */
  private void settle() {
    while (here instanceof Here.Inside inside && isEnded(inside)) {
      here = cameFrom.getOrDefault(inside.number(), new Here.Machine(HOST));
    }
  }

  private boolean isEnded(Here.Inside inside) {
    List<AttachedShell> shells = lab().attachedShells();
    return inside.number() >= shells.size() || shells.get(inside.number()).isEnded();
  }

  /** The pauses that a person makes: captures are complete, and routers' rate limits recover. */
  private void pauseBefore(String line) {
    String word = firstWord(line);
    long pause = word.equals("traceroute") ? BEFORE_TRACEROUTE : 0;
    if (word.equals("kill") || pause > 0) {
      lab().kernel().scheduler().advance(word.equals("kill") ? BEFORE_KILL : pause);
    }
  }

  private void pauseAfter() {
    lab().kernel().scheduler().advance(BETWEEN_COMMANDS);
  }
}
