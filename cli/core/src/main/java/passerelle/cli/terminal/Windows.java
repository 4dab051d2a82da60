package passerelle.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.tty.Answer;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Prompt;
import passerelle.sim.tty.Tty;
import passerelle.text.ByteText;

/** The windows of a simulated lab, in the order in which they were opened. */
public final class Windows {
  private final Scheduler scheduler;
  private final Opener opener;
  private final Journal journal;
  private final List<Window> all = new ArrayList<>();
  private final Map<Person, Desk> desks = new ConcurrentHashMap<>();
  private Turns turns = new Turns();
  private volatile boolean closed;

  /** What begins at a new terminal. */
  public interface Opener {
    /**
     * The shell of a machine, or of a container's, that does not run yet.
     *
     * @param terminal the kind of the terminal, as {@code TERM} names it
     */
    Process begin(String place, Tty tty, String terminal);
  }

  /**
   * No windows yet.
   *
   * @param opener begins what runs in a new one
   * @param journal keeps what is done in them
   */
  public Windows(Scheduler scheduler, Opener opener, Journal journal) {
    this.scheduler = scheduler;
    this.opener = opener;
    this.journal = journal;
  }

  /** Where a person sits. Any thread may call this. */
  public Desk desk(Person person) {
    return desks.computeIfAbsent(person, who -> new Desk(this, who));
  }

  /** Says who sits at the first person's windows, those to come included; a script at first. */
  public void setHolder(Holder who) {
    desk(Person.FIRST).setHolder(who);
  }

  /** Where people sit, by person. */
  public Map<Person, Desk.Seat> seats() {
    return desks.values().stream().collect(Collectors.toMap(Desk::person, Desk::seat));
  }

  /** The same people sit here as in another lab. */
  public void seat(Map<Person, Desk.Seat> seats) {
    seats.forEach((person, seat) -> desk(person).sit(seat));
  }

  /** From now on people take turns here. */
  public void share(Turns theirs) {
    turns = theirs;
  }

  Turns turns() {
    return turns;
  }

  /** Moves the lab on until something is so, in turns with others. */
  public void await(BooleanSupplier done) {
    if (!done.getAsBoolean()) {
      turns.await(done, scheduler::runUntil);
    }
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** The lab is no more: nobody waits here any longer. */
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** All, ended ones included. */
  public List<Window> all() {
    return List.copyOf(all);
  }

  Window add(String place, Desk desk, int width, int height) {
    Window window = new Window(all.size(), place, this, desk, width, height);
    all.add(window);
    journal.opened(scheduler.loop().now(), window, width, height);
    window.begin(opener.begin(place, window.tty(), desk.terminal()));
    if (desk.isLeft()) {
      give(window, new Input.HangUp());
    }
    return window;
  }

  /** One of all people's that asks a question that is looked for, the latest. */
  public Optional<Window> asking(Predicate<Prompt> wanted) {
    return asking(all, wanted);
  }

  /** Where the shell of a place is that asks for a command line, the latest. */
  public Optional<String> directory(Place place) {
    return asking(asks -> asks.shell().place() == place)
        .map(window -> window.prompt().orElseThrow().shell().directory());
  }

  static Optional<Window> asking(List<Window> some, Predicate<Prompt> wanted) {
    return some.stream()
        .filter(window -> window.prompt().filter(wanted).isPresent())
        .reduce((one, other) -> other);
  }

  /** What is asked at them. */
  public List<Prompt> prompts() {
    return all.stream().flatMap(window -> window.prompt().stream()).toList();
  }

  void give(Window window, Input input) {
    journal.given(scheduler.loop().now(), window, input);
    input.giveTo(window.tty());
  }

  /** Keys that no program has read are typed elsewhere. */
  void forget(Window window, byte[] ahead) {
    journal.forget(window, ByteText.decode(ahead));
  }

  /** Does again what was done in another lab, at the same moments. */
  void again(Journal.Entry entry) {
    if (entry.opening().isPresent()) {
      Journal.Opening opening = entry.opening().get();
      add(opening.place(), desk(opening.person()), opening.columns(), opening.rows()).await();
    } else if (entry.window() < all.size()) {
      Window window = all.get(entry.window());
      Input input = entry.input().orElseThrow();
      if (input instanceof Input.Reply reply && reply.answer() instanceof Answer.Line) {
        window.await();
      }
      give(window, input);
    }
  }
}
