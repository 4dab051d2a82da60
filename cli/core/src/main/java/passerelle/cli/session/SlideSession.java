package passerelle.cli.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Screen;
import passerelle.cli.terminal.Window;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.slides.Known;
import passerelle.scenarios.slides.SlideLab;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Sink;

/**
 * A person's session that follows a deck. It is more lenient than a prompt: a {@code $ } is the
 * machine's even where the deck never says {@code exit}, and machines are called as the author's.
 */
public final class SlideSession implements SlideLab {
  private static final int COLUMNS = 80;

  /** Two minutes: the author of a deck has not waited longer. */
  private static final long PATIENCE = 120 * EventLoop.SECOND;

  private static final Where HOST = AuthorsMachines.HOST;

  private static final Pattern DETACH = Pattern.compile("(?i)\\bctrl\\W+p\\W+(?:ctrl\\W+)?q\\b");
  private static final Pattern STOPPED = Pattern.compile("(?i)\\bctrl\\W{0,3}c\\b|\\^C\\b");

  private final Session session;
  private final HereShell shell;

  private Screen screen = Screen.read(this::interrupt);
  private Sink onlooker = bytes -> true;

  /** With the program that the last command has begun. */
  private DeckDialogue dialogue;

  private List<String> talk = List.of();

  private final DeckTerminals terminals;
  private final DeckNamespaces namespaces;
  private final DeckContainers containers;
  private final DeckNames names;
  private final ReadersWays ways;
  private final DeckTraffic traffic = new DeckTraffic(this::unseen);

  private final AuthorsMachines machines;

  /** The last command, if it would have gone on for ever. */
  private Optional<String> givenUp = Optional.empty();

  /** The same, unless the text says that it is stopped. */
  private Optional<String> lastServer = Optional.empty();

  /** The reader works on the machine, and nothing has said that the shell was left. */
  private boolean walkedOut;

  /** A shell in a container was opened in this block, or is left in it or below it. */
  private boolean opened;

  /** What the last command has opened. */
  private AuthorsMachines.Lately lately = AuthorsMachines.Lately.NOTHING;

  /**
   * A deck's way into a lab.
   *
   * @param request says in which language and where to its commands write
   */
  public SlideSession(Lab lab, LabRequest request) {
    this(new Session(Session.commands(lab, request.language(), request.outputs().fresh())));
    lab.setPatience(PATIENCE);
  }

  /** A deck's way into the lab of a session. */
  public SlideSession(Session session) {
    this.session = session;
    shell = new HereShell(session);
    dialogue = new DeckDialogue(session, List.of(), List.of());
    terminals = new DeckTerminals(session, COLUMNS, this::show);
    namespaces =
        new DeckNamespaces(name -> unseen("test -e /run/netns/" + name) == 0, this::unseen);
    containers = new DeckContainers(session.whereabouts());
    names = new DeckNames(session);
    ways = new ReadersWays(this::unseen, () -> screen.text(), names);
    machines = new AuthorsMachines(session.whereabouts());
  }

  /** Shows what the next commands print to somebody as well. */
  public void showOn(Sink other) {
    onlooker = other;
  }

  private void show(byte[] bytes) {
    screen.accept(bytes);
    onlooker.write(bytes);
    dialogue.printed(bytes);
  }

  /** What a reader types on the machine without being told to; its status. */
  private int unseen(String command) {
    screen = Screen.read(this::interrupt);
    Sink before = onlooker;
    onlooker = bytes -> true;
    try {
      return session.run(machine(), command, terminals.terminal());
    } finally {
      onlooker = before;
    }
  }

  @Override
  public boolean isUnfinished(String command) {
    return shell.isUnfinished(command);
  }

  @Override
  public boolean isCommand(String word) {
    return shell.isCommand(word) || isCommandOfMachine(word);
  }

  @Override
  public boolean isCommandOfMachine(String word) {
    return session.commands().names().contains(word)
        || session.lab().programs(Whereabouts.HOST).contains(word);
  }

  @Override
  public void beginBlock(String lead, List<String> unprompted, BooleanSupplier leftLater) {
    machines.begin(lead);
    opened = isInside() && leftLater.getAsBoolean();
    if (STOPPED.matcher(lead).find()) {
      lastServer = Optional.empty();
    }
    if (terminals.follow(lead, this::letRun)) {
      lastServer = Optional.empty();
      walkedOut = false;
    } else if (DETACH.matcher(lead).find() && isInside()) {
      session.window().ifPresent(Detaching::detach);
    }
    givenUp = Optional.empty();
    if (!isInside()) {
      namespaces.beginBlock(lead, leftLater);
    }
    if (!goesBack(lead)
        && isInside()
        && unprompted.stream()
            .takeWhile(c -> !PlaceShells.LEAVING.matcher(c).matches())
            .takeWhile(c -> !MissingTools.installs(c) || isOnlyMachines(c))
            .anyMatch(this::isOnlyMachines)) {
      walkOut();
    }
  }

  /** The reader has let the last command run, rather than pressed Ctrl-C. */
  private void letRun() {
    session.window().ifPresent(window -> givenUp.ifPresent(window::line));
  }

  @Override
  public void remark(String text) {
    if (terminals.follow(text, this::letRun)) {
      givenUp = Optional.empty();
      lastServer = Optional.empty();
    } else if (!goesBack(text) && !isInside()) {
      namespaces.hear(text);
    }
  }

  @Override
  public void talk(List<String> lines) {
    talk = lines;
  }

  /** Goes back into the container that a text says one is in. */
  private boolean goesBack(String text) {
    boolean back = containers.follow(text);
    opened |= back;
    walkedOut &= !back;
    return back;
  }

  private void walkOut() {
    walkedOut = true;
    session.whereabouts().goTo(new Here.Machine(Whereabouts.HOST));
  }

  /** Whether only the machine can do it: names of containers are known in containers alone. */
  private boolean isOnlyMachines(String command) {
    String word = HereShell.word(command);
    return !shell.isCommand(word)
        && isCommandOfMachine(word)
        && !(MissingTools.isInstallable(word)
            && Stream.of(command.split("\\s+")).anyMatch(known()::isName));
  }

  @Override
  public void makeFile(String name, String text) {
    if (isInside()) {
      walkOut();
    }
    unseen(HostLine.writing(name, text));
  }

  @Override
  public Optional<Output> run(Optional<Where> where, String command, List<String> printed) {
    if (lastServer.filter(server -> ForegroundServer.isAsked(server, command)).isPresent()) {
      lastServer.flatMap(ForegroundServer::remains).ifPresent(this::unseen);
      givenUp = lastServer;
      terminals.openAnother(this::letRun);
      // Going there takes a moment, in which the server gets ready.
      unseen("sleep 1");
      namespaces.inAnotherTerminal();
    } else if (!isInside()) {
      namespaces.before(where, command);
    }
    Optional<Where> place = machines.beside(command).or(() -> place(where, command));
    if (place.isEmpty()) {
      return Optional.empty();
    }
    traffic.typed(command, place.get().equals(machine()) ? Optional.empty() : container());
    boolean leaving = PlaceShells.LEAVING.matcher(command).matches();
    if (leaving && walkedOut && session.whereabouts().opened().isPresent()) {
      place = Optional.of(new Where.Opened(true));
    }
    walkedOut &= !leaving;
    if (leaving && !isShell(place.get())) {
      // The author leaves what is no shell of its own here: a second terminal, another machine.
      return Optional.of(new Output("", 0));
    }
    Here before = session.here();
    if (place.get().equals(machine())) {
      Detaching.beforeAttaching(session, command);
    }
    if (isInside() && place.get().equals(machine()) && DeckNamespaces.mayEnter(command)) {
      walkOut();
    }
    Optional<Window> window = session.window();
    int status = typed(place.get(), command, printed);
    boolean interrupted = screen.text().contains("^C") && session.window().equals(window);
    givenUp = interrupted ? Optional.of(command) : Optional.empty();
    lastServer = givenUp;
    boolean justOpened = isInside() && !session.here().equals(before);
    boolean entered = !isInside() && isNested() && DeckNamespaces.mayEnter(command);
    lately = AuthorsMachines.Lately.of(justOpened, entered);
    // Whose shell shows a prompt of its own, that one is not at a bare $.
    opened = justOpened || opened && where.filter(Where.Opened.class::isInstance).isEmpty();
    // Whoever leaves, or comes, does not ask how the last command there ended.
    int told = leaving || justOpened ? 0 : status;
    return Optional.of(new Output(screen.text().replace("\r\n", "\n"), told));
  }

  /** Types it there, once more where what it lacked could be made; how it ended. */
  private int typed(Where place, String command, List<String> printed) {
    Lab lab = session.lab();
    int status = talked(place, command, printed);
    Screen seen = screen;
    ways.ended(command, status);
    boolean outside = !isInside() || place.equals(machine());
    if (outside && ways.images().make(command, seen.text()).isPresent()) {
      status = talked(place, command, printed);
    } else {
      screen = seen;
    }
    if (session.lab() != lab) {
      session.lab().setPatience(PATIENCE);
    }
    if (!isInside()) {
      namespaces.after(command, isNested());
    }
    return status;
  }

  private int talked(Where place, String command, List<String> printed) {
    screen = Screen.read(this::interrupt);
    dialogue = new DeckDialogue(session, printed, talk);
    try {
      return session.run(place, command, terminals.terminal());
    } finally {
      dialogue.end();
    }
  }

  /** Whether a shell is there that can be left. */
  private boolean isShell(Where place) {
    return place instanceof Where.Here && isInside()
        || place instanceof Where.Opened
        || place.equals(machine()) && !isInside() && isNested()
        || place instanceof Where.Login login
            && session.whereabouts().openedIn(login.machine()).isPresent();
  }

  /** Whether a shell is open within the machine's own. */
  private boolean isNested() {
    return session.window().filter(window -> !window.isOutermost()).isPresent();
  }

  /** The container in whose shell the reader is. */
  private Optional<String> container() {
    return Optional.of(session.here())
        .filter(Here.Inside.class::isInstance)
        .map(here -> ((Here.Inside) here).container());
  }

  private boolean isInside() {
    return session.here() instanceof Here.Inside;
  }

  /** Where a command runs; empty for a place that the lab has not. */
  private Optional<Where> place(Optional<Where> where, String command) {
    if (where.isEmpty() || where.get() instanceof Where.Root) {
      boolean lacking =
          (opened || where.isPresent()) && MissingTools.isInstallable(HereShell.word(command));
      return Optional.of(isInside() && lacking ? new Where.Here() : hereOrMachine(command));
    }
    Where asked = where.get();
    if (asked instanceof Where.Here) {
      return Optional.of(opened ? hereOrMachine(command) : machine());
    }
    if (asked instanceof Where.Opened shell) {
      boolean open = session.whereabouts().opened().isPresent();
      // Nobody's prompt that says no more than the directory is that of a user of the machine.
      return open ? where : shell.root() ? Optional.empty() : Optional.of(hereOrMachine(command));
    }
    if (asked instanceof Where.Login login) {
      return machines.named(login.machine(), login.root(), lately);
    }
    return machines.place((Where.Named) asked, lately);
  }

  /**
   * The shell that was opened last, if that knows the command or no machine does; else the reader
   * has left it.
   */
  private Where hereOrMachine(String command) {
    if (isInside() && isOnlyMachines(command)) {
      walkOut();
    }
    return isInside() ? new Where.Here() : machine();
  }

  /** The machine one is on, or the host. */
  private Where machine() {
    return session.here() instanceof Here.Machine machine
        ? new Where.Named(new Place.Host(machine.name()))
        : HOST;
  }

  @Override
  public void nameHost(String name) {
    machines.nameHost(name);
  }

  @Override
  public Optional<String> stir() {
    return traffic.again();
  }

  @Override
  public void workWithoutEngine(boolean forwards) {
    unseen(AuthorsMachines.WITHOUT_ENGINE + (forwards ? 1 : 0));
  }

  @Override
  public void nameProject(String name) {
    unseen("export COMPOSE_PROJECT_NAME='" + name + "'");
  }

  @Override
  public Optional<String> makeWay(String command, String refusal, Predicate<String> unheard) {
    return ways.make(command, refusal, container(), unheard);
  }

  @Override
  public Map<String, String> ownImages() {
    return ways.images().made();
  }

  @Override
  public Known known() {
    return names;
  }

  @Override
  public void interrupt() {
    session.lab().interrupt();
  }

  @Override
  public void close() {
    session.lab().close();
  }
}
