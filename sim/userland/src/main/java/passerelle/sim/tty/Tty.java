package passerelle.sim.tty;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.process.WaitList;

/**
 * A terminal ({@code drivers/tty/tty_io.c}): programs read it and write to it, somebody types and
 * looks at it. A pseudo-terminal's master is whoever calls {@link #type} and takes what is shown.
 *
 * <p>Shells ask it for lines, as they do with readline or ash's lineedit. Where the person has a
 * line editor, that answers with {@link #line}; else the terminal edits by itself.
 */
public final class Tty {
  private final InputQueue input = new InputQueue();
  private final WaitList changed = new WaitList();
  private final Display display;
  private final LineDiscipline discipline;
  private final Reading source = new Reading();
  private final Writing sink = new Writing();
  private Modes modes = Modes.COOKED;
  private Holder holder = Holder.KEYS;
  private int columns;
  private int rows;
  private Optional<ProcessGroup> foreground = Optional.empty();
  private Optional<Editing> editing = Optional.empty();
  private Optional<Relay> relay = Optional.empty();
  private boolean hungUp;
  private boolean unread;
  private int number;

  /** Where all that is typed goes on to, and the keys that end that. */
  private record Relay(Tty inner, String keys) {}

  /** One end of a terminal, which leads to it. */
  private interface End {
    Tty tty();
  }

  /**
   * A terminal that nobody uses yet.
   *
   * @param columns its width; 0 when nobody has told it
   * @param rows its height; 0 when nobody has told it
   * @param screen takes what is shown
   */
  public Tty(int columns, int rows, Consumer<byte[]> screen) {
    this.columns = columns;
    this.rows = rows;
    display = new Display(screen);
    discipline = new LineDiscipline(input, display);
  }

  /** The terminal that a stream of a process is, if it is one. */
  public static Optional<Tty> of(passerelle.sim.process.Stream stream) {
    return stream instanceof End end ? Optional.of(end.tty()) : Optional.empty();
  }

  /** The terminal of a process: the first of its standard streams that is one. */
  public static Optional<Tty> of(Process process) {
    return Stream.of(process.stdin().source(), process.stdout().sink(), process.stderr().sink())
        .flatMap(stream -> of(stream).stream())
        .findFirst();
  }

  /** Gives it the lowest number that none has in a place ({@code devpts_new_index}). */
  public void setNumber(Place place) {
    Set<Integer> taken = new HashSet<>();
    place.processes().stream()
        .filter(other -> other.place().home() == place.home())
        .forEach(other -> of(other).ifPresent(tty -> taken.add(tty.number)));
    number = 0;
    while (taken.contains(number)) {
      number++;
    }
  }

  /** Its name below {@code /dev}. */
  public String name() {
    return "pts/" + number;
  }

  /** What programs read. */
  public Source source() {
    return source;
  }

  /** What programs write to. */
  public Sink sink() {
    return sink;
  }

  /** Its modes. */
  public Modes modes() {
    return modes;
  }

  /** {@code tcsetattr(3)}. */
  public void setModes(Modes wanted) {
    modes = wanted;
    discipline.reset();
    if (!modes.canonical()) {
      input.commitRest();
      changed.wake();
    }
  }

  /** Who sits there. */
  public Holder holder() {
    return holder;
  }

  /** Somebody else sits there. */
  public void setHolder(Holder other) {
    boolean shown = holder.typesKeys();
    holder = other;
    editing.filter(e -> other.typesKeys() && !shown).ifPresent(Editing::show);
    relay.ifPresent(to -> to.inner().setHolder(other));
    changed.wake();
  }

  /** Its width in columns. */
  public int columns() {
    return columns;
  }

  /** Its height in lines. */
  public int rows() {
    return rows;
  }

  /** {@code TIOCSWINSZ}: the programs in the foreground are told (SIGWINCH). */
  public void resize(int newColumns, int newRows) {
    if (columns != newColumns || rows != newRows) {
      columns = newColumns;
      rows = newRows;
      foreground.ifPresent(group -> group.signal(Signal.WINCH));
      editing.filter(e -> isEditing() && holder.typesKeys()).ifPresent(Editing::redraw);
    }
  }

  /** The processes that its signals reach ({@code tcgetpgrp(3)}). */
  public Optional<ProcessGroup> foreground() {
    return foreground;
  }

  /** Gives the terminal to a group ({@code tcsetpgrp(3)}). */
  public void setForeground(ProcessGroup group) {
    foreground = Optional.of(group);
    changed.wake();
  }

  /** Keys are typed. */
  public void type(byte[] keys) {
    for (byte key : keys) {
      receive(key);
    }
    changed.wake();
  }

  /**
   * A line editor has the terminal in raw mode, and until the shell goes on after Enter it stays
   * so: what comes at once with Enter is not shown, and the shell's child reads it in one piece.
   */
  private void receive(byte key) {
    if (discipline.isLiteral()) {
      discipline.key(key, modes.echo());
    } else if (modes.flow() && (key == Keys.START || key == Keys.STOP)) {
      if (key == Keys.STOP) {
        display.stop();
      } else {
        display.start();
      }
    } else if (isEditing() && holder.typesKeys()) {
      editing.get().key(key);
    } else if (modes.signals() && Keys.signal(key).isPresent()) {
      signal(key);
    } else {
      byte read = key == '\r' && modes.newlines() ? (byte) '\n' : key;
      if (editing.isPresent()) {
        input.add(editing.get().keepsNewlines() ? read : key);
      } else if (modes.canonical()) {
        discipline.key(read, modes.echo());
      } else {
        input.add(read);
        input.commit();
        if (modes.echo()) {
          display.echo(Keys.shown(read));
        }
      }
    }
  }

  /** What was typed before a signal is thrown away ({@code isig} without NOFLSH). */
  private void signal(byte key) {
    input.clear();
    discipline.reset();
    display.flush();
    display.start();
    if (modes.echo()) {
      display.echo(Keys.shown(key));
    }
    foreground.ifPresent(group -> group.signal(Keys.signal(key).orElseThrow()));
  }

  private boolean isEditing() {
    return editing.filter(e -> e.answer().isEmpty()).isPresent();
  }

  /** What a shell asks, while it waits for a line. */
  public Optional<Prompt> editing() {
    return isEditing() ? editing.map(Editing::prompt) : Optional.empty();
  }

  /** Answers the shell that asks; without effect when none does. */
  public void answer(Answer answer) {
    if (isEditing()) {
      editing.get().give(answer);
      changed.wake();
    }
  }

  /**
   * SIGINT has come to a shell: the line that it asks for is given up, as by the key, or what was
   * answered a moment ago and it has not gone on with; false when there is neither.
   */
  public boolean interruptLine(Process shell) {
    boolean asks = editing.filter(e -> e.prompt().shell() == shell).isPresent();
    if (asks && isEditing() && holder.typesKeys()) {
      editing.get().key(Keys.INTERRUPT);
    } else if (asks) {
      display.echo(isEditing() ? "" : "\n");
      editing.get().give(new Answer.Interrupt());
    }
    changed.wake();
    return asks;
  }

  /** Keys that were typed and not read by any program: a line editor's next line begins so. */
  public byte[] takeTypeAhead() {
    return input.drain();
  }

  /** Waits for a line, as an interactive shell does at its prompt. */
  public Answer ask(Prompt prompt) {
    Process shell = prompt.shell();
    source.admit(shell);
    shell.awaitWoken(changed, () -> source.admits(shell));
    Editing wanted = new Editing(prompt, display, () -> columns);
    editing = Optional.of(wanted);
    try {
      if (hungUp || holder == Holder.NOBODY) {
        return new Answer.EndOfInput();
      }
      if (holder.typesKeys()) {
        wanted.show();
        editTypeAhead(wanted);
      }
      changed.wake();
      shell.awaitWoken(changed, () -> wanted.answer().isPresent());
      return wanted.answer().orElseGet(Answer.EndOfInput::new);
    } finally {
      editing = Optional.empty();
      input.commitRest();
    }
  }

  private void editTypeAhead(Editing wanted) {
    byte[] keys = input.drain();
    int at = 0;
    while (at < keys.length && wanted.answer().isEmpty()) {
      wanted.key(keys[at++]);
    }
    input.giveBack(keys, at);
  }

  /**
   * A program passes on all that is typed here to another terminal ({@code docker run -ti});
   * whoever sits here so sits there.
   *
   * @param keys which end that, one after the other
   */
  public void relayTo(Tty inner, String keys) {
    relay = Optional.of(new Relay(inner, keys));
    inner.setHolder(holder);
  }

  /** What is typed here stays here. */
  public void endRelay() {
    relay.ifPresent(to -> to.inner().setHolder(Holder.DETACHED));
    relay = Optional.empty();
  }

  /** The keys that leave what is typed here where it is typed; empty while it stays here. */
  public Optional<String> detachKeys() {
    return relay.map(Relay::keys);
  }

  /** The terminal that a person who sits here types into in the end. */
  public Tty focus() {
    return relay.map(to -> to.inner().focus()).orElse(this);
  }

  /** The person's side leads into a pipe that nobody reads any more. */
  public void setUnread() {
    unread = true;
  }

  /** The person's side is gone ({@code tty_vhangup}): SIGHUP, and the end of input. */
  public void hangUp() {
    hungUp = true;
    foreground.ifPresent(group -> group.signal(Signal.HUP));
    foreground.ifPresent(group -> group.signal(Signal.CONT));
    answer(new Answer.EndOfInput());
    changed.wake();
  }

  private final class Reading implements Source, End {
    @Override
    public Tty tty() {
      return Tty.this;
    }

    @Override
    public byte[] take(int max) {
      return modes.canonical() ? input.take(max) : input.takeKeys(max);
    }

    @Override
    public boolean isReadable() {
      return input.isReadable();
    }

    @Override
    public boolean atEnd() {
      boolean deserted = holder.isAbsent() && modes.canonical() && !input.isReadable();
      return hungUp || deserted || input.isAtEnd();
    }

    @Override
    public WaitList changed() {
      return changed;
    }

    @Override
    public boolean isTerminal() {
      return true;
    }

    /** Who is in the background may not read ({@code __tty_check_change}). */
    @Override
    public boolean admits(Process reader) {
      return foreground.isEmpty()
          || foreground.get() == reader.group()
          || !foreground.get().isOfSameSession(reader.group());
    }
  }

  private final class Writing implements Sink, End {
    @Override
    public Tty tty() {
      return Tty.this;
    }

    @Override
    public boolean write(byte[] bytes) {
      if (!hungUp) {
        display.write(bytes, modes.processed());
      }
      return !hungUp && !unread;
    }

    @Override
    public boolean isTerminal() {
      return true;
    }

    @Override
    public int columns() {
      return columns;
    }
  }
}
