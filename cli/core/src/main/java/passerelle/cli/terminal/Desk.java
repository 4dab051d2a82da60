package passerelle.cli.terminal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Prompt;
import passerelle.text.ByteText;

/** Where one person sits in a simulated lab: the windows that are that person's. */
public final class Desk {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  /** The kind of most terminals of today, or of what they are like. */
  public static final String XTERM = "xterm";

  private final Windows windows;
  private final Person person;
  private volatile Optional<Window> active = Optional.empty();
  private volatile boolean attended;
  private Holder holder = Holder.SCRIPT;
  private String terminal = XTERM;
  private int columns = COLUMNS;
  private int rows = ROWS;
  private boolean left;

  Desk(Windows windows, Person person) {
    this.windows = windows;
    this.person = person;
  }

  Person person() {
    return person;
  }

  /** Who sits there. */
  public Holder holder() {
    return holder;
  }

  /** Says who sits there, at the windows to come, too; a script at first. */
  public void setHolder(Holder who) {
    holder = who;
    windows().forEach(window -> window.tty().setHolder(who));
  }

  /** Says at what kind of terminal, as {@code TERM} names it, for the windows to come. */
  public void setTerminal(String kind) {
    terminal = kind;
  }

  /** The kind of terminal; {@link #XTERM} at first. */
  String terminal() {
    return terminal;
  }

  /**
   * What one sees of somebody who sits there.
   *
   * @param terminal its kind
   * @param columns of the windows
   * @param rows of the windows
   */
  public record Seat(Holder holder, String terminal, int columns, int rows) {}

  /** How one sits there now. */
  public Seat seat() {
    return new Seat(holder, terminal, columns, rows);
  }

  /** Who sits there, and how much is seen, is as elsewhere. */
  public void sit(Seat seat) {
    columns = seat.columns();
    rows = seat.rows();
    terminal = seat.terminal();
    setHolder(seat.holder());
  }

  /** The windows that were opened there, ended ones included. */
  public List<Window> windows() {
    return windows.all().stream().filter(window -> window.person().equals(person)).toList();
  }

  /**
   * Sets the size of the windows, those to come included; 80 columns and 24 lines at first. Any
   * thread may call this.
   */
  public void resize(int newColumns, int newRows) {
    windows.scheduler().post(() -> setSize(newColumns, newRows));
  }

  private void setSize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    windows().forEach(window -> windows.give(window, new Input.Size(newColumns, newRows)));
  }

  /** Keys for the window that is waited for, or was last. Any thread may call this. */
  public void type(byte[] keys) {
    windows.scheduler().post(() -> active().ifPresent(w -> windows.give(w, new Input.Keys(keys))));
  }

  private Optional<Window> active() {
    return active.filter(window -> !window.isEnded()).or(this::latest);
  }

  private Optional<Window> latest() {
    return windows().stream().filter(window -> !window.isEnded()).reduce((one, other) -> other);
  }

  /** What was typed and no program has read, as keys. */
  public String takeTypeAhead() {
    // What was typed a moment ago comes first.
    windows.scheduler().advance(0);
    return active().map(window -> ByteText.decode(window.takeTypeAhead())).orElse("");
  }

  /** Whether the person waits for what runs in a window. Any thread may call this. */
  public boolean isAttended() {
    return attended;
  }

  /** The person waits for a window, or no more. */
  void attend(Window window, boolean now) {
    active = Optional.of(window);
    attended = now;
  }

  /**
   * Opens a window and waits until it asks.
   *
   * @param place a machine or a container
   */
  public Window open(String place) {
    Window window = windows.add(place, this, columns, rows);
    window.await();
    return window;
  }

  /** A window of the person's that asks a question that is looked for, the latest. */
  public Optional<Window> asking(Predicate<Prompt> wanted) {
    return Windows.asking(windows(), wanted);
  }

  /** The person's terminal is no more: so are the windows, and what runs in them is told. */
  public void leave() {
    left = true;
    windows().stream()
        .filter(window -> !window.isEnded())
        .forEach(window -> windows.give(window, new Input.HangUp()));
  }

  /** Nobody sits there any more. */
  boolean isLeft() {
    return left;
  }
}
