package passerelle.cli.repl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Tape;
import passerelle.cli.command.Viewer;
import passerelle.cli.lab.Lab;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.real.sys.Daemon;
import passerelle.text.Messages;

/**
 * Those who sit at one lab, each before a terminal of their own, and take turns in it. The lab is
 * the first one's: it ends when that one leaves.
 */
public final class Company {
  /** So many terminals at one lab are enough for a class; each has a thread and memory. */
  private static final int MOST = 32;

  /** Milliseconds. */
  private static final long SOON = 500;

  /** A lab in which less was done is copied soon enough. */
  private static final int FEWEST = 20;

  private final LabCommands commands;
  private final Turns turns = new Turns();
  private final List<Console> consoles = new CopyOnWriteArrayList<>();
  private final Optional<Path> history;
  private final OptionalDouble speed;
  private final List<Witness> onlookers = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private int people = 1;

  /** Does the last of what it is given while nobody waits for it. */
  private final Executor meanwhile =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1),
          Daemon.factory("meanwhile"),
          new ThreadPoolExecutor.DiscardOldestPolicy());

  /**
   * Nobody yet.
   *
   * @param history where typed lines are kept; empty for nowhere
   * @param speed seconds of the lab a real second; empty for no waiting
   */
  public Company(LabCommands commands, Optional<Path> history, OptionalDouble speed) {
    this.commands = commands;
    this.history = history;
    this.speed = speed;
    commands.share(turns, this::replaced);
  }

  Optional<Path> history() {
    return history;
  }

  /** Somebody is about to type a line: until it comes there is time for what it may ask for. */
  void lookAhead(Console console) {
    if (hasRoom()) {
      meanwhile.execute(turn(console, this::ahead));
    }
  }

  private Runnable ahead() {
    Lab lab = commands.lab();
    return lab.history().size() < FEWEST ? () -> {} : lab.ahead(() -> true);
  }

  /** A copy is as large as the lab: a large one in a small heap has none. */
  private static boolean hasRoom() {
    Runtime machine = Runtime.getRuntime();
    return machine.totalMemory() - machine.freeMemory() < machine.maxMemory() / 3;
  }

  OptionalDouble speed() {
    return speed;
  }

  Turns turns() {
    return turns;
  }

  /** One who only looks, and is told what happens; any thread tells it. */
  public interface Witness {
    /**
     * Something begins to run, or has ended.
     *
     * @param busy whether anything runs now
     */
    void hear(boolean busy);

    /** The lab ends. */
    void end();
  }

  /**
   * One more who only looks, and is told at once whether anything runs.
   *
   * @return what is looked through; empty where enough look already
   */
  public Optional<Viewer> look(Witness witness) {
    synchronized (onlookers) {
      if (onlookers.size() >= MOST) {
        return Optional.empty();
      }
      onlookers.add(witness);
    }
    witness.hear(running.get() > 0);
    return Optional.of(new Viewer(commands, turns));
  }

  /** One looks no more. */
  public void lookAway(Witness witness) {
    onlookers.remove(witness);
  }

  /** Where somebody looks, keeps the packets of a line until the answer is run, at its end. */
  Runnable hear(Console console, String line) {
    if (onlookers.isEmpty()) {
      return () -> {};
    }
    Tape tape = turns.take(console.person(), () -> commands.tape(console.prompt(), line));
    return () -> turn(console, () -> commands.keep(tape));
  }

  /** Something begins to run in the lab. */
  void begin() {
    running.incrementAndGet();
    tell();
  }

  /** It has ended. */
  void end() {
    running.decrementAndGet();
    tell();
  }

  private void tell() {
    boolean busy = running.get() > 0;
    onlookers.forEach(witness -> witness.hear(busy));
  }

  /** The texts in the language that the lab speaks now. */
  public Messages messages() {
    return Messages.of(commands.language(), "passerelle/cli/messages");
  }

  /** Somebody sits down, if there is room; false if not. */
  boolean add(Console console) {
    synchronized (consoles) {
      return consoles.size() < MOST && consoles.add(console);
    }
  }

  /** Somebody goes on at another terminal. */
  void replace(Console before, Console after) {
    consoles.remove(before);
    consoles.add(after);
  }

  /** Somebody sits there no more. */
  void remove(Console console) {
    consoles.remove(console);
    leave(console);
  }

  /** What somebody's windows run hears that the terminal is no more. */
  void leave(Console console) {
    turn(console, () -> commands.lab().leave(console.person()));
  }

  /** How many others there are. */
  int others(Console console) {
    return (int) consoles.stream().filter(other -> other != console).count();
  }

  /** The session of one more person. */
  public Session another(Terminal terminal) {
    Person person;
    synchronized (consoles) {
      person = new Person(people++);
    }
    return turns.take(
        person,
        () -> {
          Tones.tell(terminal, person, commands.lab());
          return new Session(commands, person);
        });
  }

  /** Something is done when it is somebody's turn. */
  <T> T turn(Console console, Supplier<T> deed) {
    return turns.take(console.person(), deed);
  }

  /** The same without an answer. */
  void turn(Console console, Runnable deed) {
    turns.take(console.person(), deed);
  }

  /** The same, unless the turn does not come soon. */
  void turnSoon(Console console, Runnable deed) {
    turns.takeSoon(
        console.person(),
        SOON,
        () -> {
          deed.run();
          return true;
        });
  }

  /**
   * By what a person knows the lab again.
   *
   * @param containers how many there are
   * @param first what was typed first, with its prompt; empty when nothing was
   */
  public record About(int containers, String first) {}

  /** Empty while something runs that does not let others have their turn. */
  public Optional<About> about() {
    return turns.takeSoon(
        Person.FIRST,
        SOON,
        () -> {
          Lab lab = commands.lab();
          String first =
              lab.history().stream()
                  .findFirst()
                  .map(deed -> deed.typed().prompt() + deed.typed().line())
                  .orElse("");
          return new About(lab.engines().containers().size(), first);
        });
  }

  /** One has put another lab in the place of the one before: the others hear of it. */
  private void replaced() {
    Person who = turns.present();
    String line = console(who).map(Console::line).orElse("");
    String text = messages().get("join.replaced", line);
    consoles.stream().filter(c -> !c.person().equals(who)).forEach(other -> other.tell(text));
  }

  private Optional<Console> console(Person who) {
    return consoles.stream().filter(console -> console.person().equals(who)).findFirst();
  }

  /** The lab ends: all who are still there are sent away. */
  public void close() {
    consoles.forEach(Console::hangUp);
    onlookers.forEach(Witness::end);
  }
}
