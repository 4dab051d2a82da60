package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.lab.Lab;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.engine.Container;
import passerelle.kernel.Space;
import passerelle.network.Sandbox;
import passerelle.sim.tty.Prompt;

/** Where one is in a lab, where one came from, and where one could go. */
final class Whereabouts {
  /** Where one is at first, and where containers are entered from. */
  static final String HOST = "host";

  private static final Pattern PROMPT = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]*)([$#]) ");

  private final LabCommands commands;
  private final Person person;
  private final Map<Integer, Here> cameFrom = new TreeMap<>();
  private Here here = Session.FIRST;
  private volatile Optional<WindowWalk> walk = Optional.empty();

  Whereabouts(LabCommands commands, Person person) {
    this.commands = commands;
    this.person = person;
  }

  /** Looks at the windows of the lab as it is now, if it has any. */
  void attend(String prompt) {
    OptionalInt number =
        walk.map(before -> OptionalInt.of(before.current().number())).orElse(OptionalInt.empty());
    walk = lab().windows().map(windows -> new WindowWalk(windows, person, prompt, number));
  }

  Person person() {
    return person;
  }

  /** The windows, where a lab has any. */
  Optional<WindowWalk> walk() {
    return walk;
  }

  /** The window at which a line with a prompt is done, if one asks so. */
  Optional<Window> asksAt(String prompt) {
    return walk.flatMap(w -> w.asking(prompt));
  }

  /** Looks at a window, and is at {@code lab>} no more. */
  void show(Window window) {
    here = new Here.Machine(HOST);
    walk.ifPresent(w -> w.show(window));
  }

  /** The same by its number, or at a new one in a place; false when there is none. */
  boolean lookAtWindow(String wanted) {
    boolean place = isMachine(wanted) || container(wanted).isPresent();
    Optional<Window> window = walk.flatMap(w -> w.window(wanted, place));
    window.ifPresent(this::show);
    return window.isPresent();
  }

  /** The window of a number. */
  Optional<Window> window(String number) {
    return walk.flatMap(w -> w.window(number, false));
  }

  private Lab lab() {
    return commands.lab();
  }

  Here here() {
    return here instanceof Here.Lab || walk.isEmpty() ? here : walk.get().here();
  }

  /** The prompt there. */
  String prompt() {
    return here instanceof Here.Lab
        ? here.prompt()
        : walk.map(w -> w.current().prompt().map(Prompt::text))
            .orElseGet(this::setThere)
            .orElseGet(() -> here().prompt());
  }

  /** What a shell of a lab without windows says instead of the place's name. */
  private Optional<String> setThere() {
    return here instanceof Here.Inside inside
        ? lab().attachedShells().get(inside.number()).prompt()
        : lab()
            .promptWithin(((Here.Machine) here).name())
            .or(() -> lab().ownPrompt(((Here.Machine) here).name()));
  }

  void goTo(Here place) {
    here = place;
    if (place instanceof Here.Machine machine) {
      walk.ifPresent(w -> w.show(w.on(machine.name())));
    }
  }

  /** The machines, and the containers that run. */
  List<String> names() {
    List<String> names = new ArrayList<>(lab().machines());
    lab().engines().containers().stream()
        .filter(Container::isRunning)
        .map(Container::name)
        .forEach(names::add);
    return names;
  }

  /** Whether that is the name of a machine, or of a container that runs. */
  boolean isPlace(String name) {
    return isMachine(name) || container(name).filter(Container::isRunning).isPresent();
  }

  boolean isMachine(String name) {
    return lab().machines().contains(name);
  }

  /** The container of a name, running or not. */
  Optional<Container> container(String name) {
    return lab().engines().named(name);
  }

  /** Whether a space is that of a machine or of a container that runs. */
  boolean isOpen(String space) {
    return isMachine(space)
        || lab().engines().containers().stream()
            .anyMatch(container -> container.isRunning() && container.id().equals(space));
  }

  /** The network namespace of a machine or a running container. */
  String netns(String place) {
    return isMachine(place)
        ? place
        : container(place).flatMap(Container::sandbox).map(Sandbox::netns).orElse(place);
  }

  /** The network namespace of the place one is at; that of the host at {@code lab>}. */
  String netns() {
    if (!(here instanceof Here.Lab) && walk.flatMap(WindowWalk::place).isPresent()) {
      return walk.flatMap(WindowWalk::place).get().netns().name();
    }
    if (here instanceof Here.Inside inside) {
      return netns(inside.container());
    }
    return here instanceof Here.Machine machine ? machine.name() : HOST;
  }

  /** The space of the place one is at; that of the host at {@code lab>}. */
  String space() {
    if (here() instanceof Here.Inside inside) {
      return containerAt(inside).map(Container::id).orElse(HOST);
    }
    return here() instanceof Here.Machine machine ? machine.name() : HOST;
  }

  /** The container of a shell that was opened. */
  Optional<Container> containerAt(Here.Inside inside) {
    return walk.isPresent()
        ? container(inside.container())
        : Optional.of(lab().attachedShells().get(inside.number()).container());
  }

  /**
   * Where a line is done.
   *
   * @param line with a prompt of its own, or without
   */
  Spot spot(String line) {
    Matcher prompt = PROMPT.matcher(line);
    if (prompt.lookingAt()) {
      String name = prompt.group(1);
      if (prompt.group(2).equals("$") && isMachine(name)) {
        return new Spot(Spot.Kind.MACHINE, name, name, name);
      }
      Optional<Container> container = container(name).filter(Container::isRunning);
      if (prompt.group(2).equals("#") && container.isPresent()) {
        return new Spot(Spot.Kind.CONTAINER, name, container.get().id(), netns(name));
      }
    }
    boolean lab = here instanceof Here.Lab || line.startsWith("lab> ");
    if (lab) {
      return new Spot(Spot.Kind.LAB, "lab", HOST, HOST);
    }
    return here() instanceof Here.Inside inside
        ? new Spot(Spot.Kind.CONTAINER, inside.container(), space(), netns())
        : new Spot(Spot.Kind.MACHINE, space(), space(), netns());
  }

  /** Whether the shell of the place is BusyBox's. */
  boolean isBusybox() {
    return here() instanceof Here.Inside inside
        && containerAt(inside).filter(c -> Space.isBusybox(c.image().toolset())).isPresent();
  }

  /**
   * Goes where docker has handed the terminal over to.
   *
   * @param before how many attached shells there were before the command
   */
  void follow(int before) {
    List<AttachedShell> shells = lab().attachedShells();
    int last = shells.size() - 1;
    while (last >= before && !shells.get(last).person().equals(person)) {
      last--;
    }
    if (last >= before) {
      enter(last);
    }
  }

  private void enter(int number) {
    boolean isThere = here instanceof Here.Inside inside && inside.number() == number;
    if (!isThere) {
      cameFrom.put(number, here);
    }
    lab().attachedShells().get(number).enter();
    here = shell(number);
  }

  /** Goes back to a shell in a container that was left open; false when there is none. */
  boolean enterAgain(String container) {
    if (walk.isPresent()) {
      here = new Here.Machine(HOST);
      walk.get().show(walk.get().in(container));
      return true;
    }
    Optional<Integer> open = openShell(container);
    open.ifPresent(this::enter);
    return open.isPresent();
  }

  private Optional<Integer> openShell(String container) {
    return openShell(c -> c.name().equals(container));
  }

  private Optional<Integer> openShell(Predicate<Container> wanted) {
    List<AttachedShell> shells = lab().attachedShells();
    for (int i = shells.size() - 1; i >= 0; i--) {
      boolean open = !shells.get(i).isEnded() && shells.get(i).person().equals(person);
      if (open && wanted.test(shells.get(i).container())) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private Here.Inside shell(int number) {
    return new Here.Inside(number, lab().attachedShells().get(number).container().name());
  }

  /** The shell in a container that one is in, else that was opened last and is still open. */
  Optional<Here.Inside> opened() {
    if (here() instanceof Here.Inside inside) {
      return Optional.of(inside);
    }
    return walk.isPresent()
        ? walk.get().inContainer(name -> true)
        : openShell(container -> true).map(this::shell);
  }

  /** The shell that one is in, or that was opened last, in a container of a name. */
  Optional<Here.Inside> openedInContainer(String name) {
    if (here() instanceof Here.Inside inside && inside.container().equals(name)) {
      return Optional.of(inside);
    }
    return walk.isPresent()
        ? walk.get().inContainer(name::equals)
        : openShell(name).map(this::shell);
  }

  /**
   * The shell that is open in a container that its prompt calls so.
   *
   * @param name its host name; the id in a prompt that was printed elsewhere is that of no
   *     container here, and means the shell opened last
   */
  Optional<Here.Inside> openedIn(String name) {
    Predicate<Container> called =
        c -> c.name().equals(name) || c.hostname().equals(name) || c.id().startsWith(name);
    if (walk.isPresent()) {
      Optional<Here.Inside> open =
          walk.get().inContainer(label -> container(label).filter(called).isPresent());
      return open.isEmpty() && name.matches("[0-9a-f]{12}") ? opened() : open;
    }
    Optional<Integer> shell = openShell(called);
    return shell.isEmpty() && name.matches("[0-9a-f]{12}") ? opened() : shell.map(this::shell);
  }

  /**
   * Another lab has come: one is on its host, or still at {@code lab>}, or in the shell that had
   * this prompt, if it is open there again.
   *
   * @param prompt empty for no shell in particular
   */
  void startAgain(String prompt) {
    here = here instanceof Here.Lab ? here : new Here.Machine(HOST);
    attend(prompt);
    openShell(prompt.replaceFirst("# $", "")).ifPresent(this::enter);
  }

  /** Leaves shells that have ended, or that the keys for it were typed in. */
  void settle() {
    walk.ifPresent(WindowWalk::settle);
    while (here instanceof Here.Inside inside && isOver(inside)) {
      Here before = cameFrom.remove(inside.number());
      here = before == null ? new Here.Machine(HOST) : before;
    }
  }

  private boolean isOver(Here.Inside inside) {
    List<AttachedShell> shells = lab().attachedShells();
    return inside.number() >= shells.size()
        || shells.get(inside.number()).isEnded()
        || shells.get(inside.number()).isLeft();
  }
}
