package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import passerelle.cli.terminal.Journal;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.sim.core.Machine;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;

/** What is done at the windows of a simulated lab, and how it is done again in another one. */
final class WindowDeeds {
  private final SimLab lab;
  private final Journal journal;
  private final History history;

  /** What was left to itself, and what it has shown that nobody has seen, by window. */
  private final Map<Window, ByteArrayOutputStream> left = new HashMap<>();

  private boolean leavesNext;

  WindowDeeds(SimLab lab, Journal journal, History history) {
    this.lab = lab;
    this.journal = journal;
    this.history = history;
  }

  /** The next thing is begun only, and left to itself. */
  void leaveNext() {
    leavesNext = true;
  }

  /**
   * Waits for what was left to itself at a window, and shows what that has shown.
   *
   * @return its exit status
   */
  int await(Window window, Sink screen) {
    window.await();
    Optional.ofNullable(left.remove(window)).ifPresent(shown -> screen.write(shown.toByteArray()));
    return window.status();
  }

  /**
   * Does something at a window, and waits until nothing runs there any more.
   *
   * @return the exit status, 0 of what is left to itself
   */
  int done(Window window, Deed.Typed typed, Sink screen, Consumer<Window> what) {
    if (leavesNext) {
      leavesNext = false;
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      left.put(window, shown);
      begin(window, typed, kept(shown, screen), what);
      return 0;
    }
    ToIntFunction<Sink> deed =
        out -> {
          window.showWhileRead(out::write);
          what.accept(window);
          window.await();
          return window.status();
        };
    return history.doneAt(begins(window, typed, screen), typed, screen, deed);
  }

  /** Begins something at a window, and leaves it to itself. */
  private void begin(Window window, Deed.Typed typed, Sink screen, Consumer<Window> what) {
    Consumer<Sink> deed =
        out -> {
          window.showWhileRead(out::write);
          what.accept(window);
        };
    AtWindow keyboard = begins(window, typed, screen);
    history.begunAt(keyboard, typed, screen, deed, window::isAtRest, window::status);
  }

  /** Shown later, but as wide as a screen. */
  private static Sink kept(ByteArrayOutputStream shown, Sink screen) {
    return new Terminal(screen.columns(), shown::writeBytes);
  }

  /** What begins at a window now, with the keys that are to be pressed meanwhile. */
  private AtWindow begins(Window window, Deed.Typed typed, Sink screen) {
    Machine machine = lab.kernel().machine();
    history.keysNow().forEach(key -> machine.loop().schedule(key.after(), () -> window.type(key)));
    int number = journal.begin();
    return new AtWindow(
        journal, number, machine.now(), window.number(), typed, Printed.unseen(screen));
  }

  /**
   * What was done at a window. The way back to a lab keeps it when that lab is no more, so that it
   * knows none.
   */
  private record AtWindow(
      Journal journal, int number, long start, int at, Deed.Typed typed, Sink unseen)
      implements History.Keyboard {
    @Override
    public OptionalInt window() {
      return OptionalInt.of(at);
    }

    @Override
    public List<Keystroke> pressed() {
      return journal.keys(number, at, start);
    }

    @Override
    public int heard() {
      return journal.heard(number);
    }

    @Override
    public void prepare(Lab other) {
      journal.prepare(number, other.windows().orElseThrow(), other::advanceTo);
    }

    @Override
    public void again(Lab other, boolean waited) {
      SimLab there = (SimLab) other;
      Windows theirs = there.windows().orElseThrow();
      Window same = theirs.all().get(at);
      Consumer<Window> what = w -> journal.again(number, theirs, other::advanceTo);
      if (waited) {
        there.atWindows().done(same, typed, unseen, what);
      } else {
        there.atWindows().begin(same, typed, unseen, what);
      }
    }
  }
}
