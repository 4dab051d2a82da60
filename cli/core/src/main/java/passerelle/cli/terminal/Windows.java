package passerelle.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.tty.Answer;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Prompt;
import passerelle.sim.tty.Tty;
import passerelle.text.ByteText;

/** The windows of a simulated lab, in the order in which they were opened. */
public final class Windows {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final Scheduler scheduler;
  private final Opener opener;
  private final Journal journal;
  private final List<Window> all = new ArrayList<>();
  private volatile boolean attended;
  private Holder holder = Holder.SCRIPT;
  private int columns = COLUMNS;
  private int rows = ROWS;

  /** What begins at a new terminal. */
  public interface Opener {
    /** The shell of a machine, or of a container's, that does not run yet. */
    Process begin(String place, Tty tty);
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

  /** Who sits at the windows. */
  public Holder holder() {
    return holder;
  }

  /** Says who sits at the windows, those to come included; a script at first. */
  public void setHolder(Holder who) {
    holder = who;
    all.forEach(window -> window.tty().setHolder(who));
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /**
   * Sets the size of all windows, those to come included; 80 columns and 24 lines at first. Any
   * thread may call this.
   */
  public void resize(int newColumns, int newRows) {
    scheduler.post(
        () -> {
          columns = newColumns;
          rows = newRows;
          all.forEach(window -> give(window, new Input.Size(newColumns, newRows)));
        });
  }

  /** The one where something runs, else the latest that is open. */
  private Optional<Window> active() {
    Optional<Window> last = Optional.empty();
    for (Window window : all) {
      if (!window.isAtRest()) {
        return Optional.of(window);
      }
      last = window.isEnded() ? last : Optional.of(window);
    }
    return last;
  }

  /** Keys for the one where something runs, else the latest. Any thread may call this. */
  public void type(byte[] keys) {
    scheduler.post(() -> active().ifPresent(window -> give(window, new Input.Keys(keys))));
  }

  /** What was typed and no program has read, as keys. */
  public String takeTypeAhead() {
    // What was typed a moment ago comes first.
    scheduler.advance(0);
    return active().map(window -> ByteText.decode(window.takeTypeAhead())).orElse("");
  }

  /** Whether somebody waits for what runs in a window. Any thread may call this. */
  public boolean areAttended() {
    return attended;
  }

  void setAttended(boolean now) {
    attended = now;
  }

  /** All, ended ones included. */
  public List<Window> all() {
    return List.copyOf(all);
  }

  /**
   * Opens a window and waits until it asks.
   *
   * @param place a machine or a container
   */
  public Window open(String place) {
    Window window = add(place, columns, rows);
    window.await();
    return window;
  }

  private Window add(String place, int width, int height) {
    Window window = new Window(all.size(), place, this, width, height);
    all.add(window);
    journal.opened(scheduler.loop().now(), window, place, width, height);
    window.begin(opener.begin(place, window.tty()));
    return window;
  }

  /** One that asks a question that is looked for, the latest. */
  public Optional<Window> asking(Function<Prompt, Boolean> wanted) {
    return all.stream()
        .filter(window -> window.prompt().filter(wanted::apply).isPresent())
        .reduce((one, other) -> other);
  }

  /** What is asked at them. */
  public List<Prompt> prompts() {
    return all.stream().flatMap(window -> window.prompt().stream()).toList();
  }

  /** Nothing runs in any. */
  public boolean areAtRest() {
    return all.stream().allMatch(Window::isAtRest);
  }

  void give(Window window, Input input) {
    journal.given(scheduler.loop().now(), window, input);
    input.giveTo(window.tty());
  }

  /** Does again what was done in another lab, at the same moments. */
  void again(Journal.Entry entry) {
    if (entry.opening().isPresent()) {
      Journal.Opening opening = entry.opening().get();
      add(opening.place(), opening.columns(), opening.rows());
    } else if (entry.window() < all.size()) {
      Window window = all.get(entry.window());
      Input input = entry.input().orElseThrow();
      if (input instanceof Input.Reply reply && reply.answer() instanceof Answer.Line) {
        window.await();
      }
      give(window, input);
    }
  }

  /** Moves the lab on until nothing runs in any window. */
  void awaitRest() {
    for (Window window : all()) {
      window.await(this::areAtRest);
    }
  }
}
