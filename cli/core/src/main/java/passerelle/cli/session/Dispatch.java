package passerelle.cli.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.PlaceShell;
import passerelle.cli.lab.Lab;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;
import passerelle.sim.process.Sink;

/** Finds out of each command whether it is for a shell, for Passerelle, or leads elsewhere. */
record Dispatch(
    Session session, PlaceShells shells, LabCommands commands, Whereabouts whereabouts) {
  private static final Pattern WINDOW = Pattern.compile("\\s*window\\s+([\\w.:-]+)\\s*");

  private static final Pattern AWAIT = Pattern.compile("\\s*await\\s+([0-9]{1,9})\\s*");

  private static final Pattern MEANWHILE = Pattern.compile("\\s*meanwhile\\s*");

  /** How prompts in courses call the machine with Docker; another name may be a mistake. */
  private static final Pattern THE_HOST =
      Pattern.compile(
          "(?i)(?:docker-?)?(?:host|node|server|vm|machine)-?[01]?|h1?|docker|ubuntu"
              + "|debian|linux|localhost");

  Dispatch(Session session, PlaceShells shells) {
    this(session, shells, session.commands(), session.whereabouts());
  }

  /** Does a command where its prompt says; the answer is the exit status. */
  int at(Where where, String command, Sink screen) {
    if (where instanceof Where.Named named) {
      return command.isEmpty()
          ? goTo(named.place(), screen)
          : named(named.place(), command, screen);
    }
    if (command.isEmpty()) {
      return session.status();
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
      return session
          .handler(TypedBlock.firstWord(command))
          .map(handler -> handler.run(command, session, screen))
          .orElseGet(() -> labCommand(command, shells.onMachine(Whereabouts.HOST), screen));
    }
    String name = name(place);
    if (place instanceof Place.Host && whereabouts.isMachine(name)) {
      return run(command, shells.onMachine(name), screen);
    }
    if (place instanceof Place.Container && whereabouts.container(name).isPresent()) {
      return run(command, shells.insideOf(name), screen);
    }
    if (whereabouts.isMachine(name)) {
      return run(command, shells.onMachine(name), screen);
    }
    return THE_HOST.matcher(name).matches()
        ? run(command, shells.onMachine(Whereabouts.HOST), screen)
        : shells.complain("repl.place", name, screen);
  }

  private int here(String line, Sink screen) {
    String word = TypedBlock.firstWord(line);
    Optional<LineHandler> handler = session.handler(word);
    if (handler.isPresent()) {
      return handler.get().run(line, session, screen);
    }
    if (commands.isMeant(word, line) || whereabouts.here() instanceof Here.Lab && !isPlace(line)) {
      Matcher leaving = PlaceShells.LEAVING.matcher(line);
      if (whereabouts.here() instanceof Here.Lab && leaving.matches()) {
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

  boolean isPlace(String line) {
    return whereabouts.isMachine(line) || whereabouts.container(line).isPresent();
  }

  private boolean isTool(String word) {
    return !(whereabouts.here() instanceof Here.Lab)
        && commands.lab().programs(whereabouts.space()).contains(word);
  }

  private int goTo(String machine) {
    whereabouts.goTo(new Here.Machine(machine));
    return 0;
  }

  private int labCommand(String line, PlaceShell place, Sink screen) {
    Matcher window = WINDOW.matcher(line);
    if (window.matches()) {
      return whereabouts.lookAtWindow(window.group(1))
          ? 0
          : shells.complain("repl.window", window.group(1), screen);
    }
    if (MEANWHILE.matcher(line).matches()) {
      commands.lab().leaveNext();
      return 0;
    }
    Matcher await = AWAIT.matcher(line);
    if (await.matches()) {
      return whereabouts
          .window(await.group(1))
          .map(found -> commands.lab().await(found, screen))
          .orElseGet(() -> shells.complain("repl.window", await.group(1), screen));
    }
    Lab before = commands.lab();
    int answer = commands.run(line, screen, place);
    if (commands.lab() != before) {
      session.follow(commands.returnsTo());
    }
    return answer;
  }
}
