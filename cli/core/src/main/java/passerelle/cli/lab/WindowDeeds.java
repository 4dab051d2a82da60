package passerelle.cli.lab;

import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import passerelle.cli.terminal.Journal;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.sim.process.Sink;

/** What is done at the windows of a simulated lab, and how it is done again in another one. */
final class WindowDeeds {
  private final SimLab lab;
  private final Windows windows;
  private final Journal journal;
  private final History history;

  WindowDeeds(SimLab lab, Windows windows, Journal journal, History history) {
    this.lab = lab;
    this.windows = windows;
    this.journal = journal;
    this.history = history;
  }

  /**
   * Does something at a window, and waits until nothing runs there any more.
   *
   * @return the exit status
   */
  int done(Window window, Deed.Typed typed, Sink screen, Consumer<Window> what) {
    int number = journal.begin();
    ToIntFunction<Sink> deed =
        out -> {
          window.showWhileRead(out::write);
          what.accept(window);
          window.await();
          return window.status();
        };
    return history.doneAt(
        keyboard(number, window),
        typed,
        screen,
        deed,
        (other, waited) -> again(number, window.number(), typed, screen, (SimLab) other, waited));
  }

  /** Begins something at a window, and leaves it to itself. */
  private void begin(Window window, Deed.Typed typed, Sink screen, Consumer<Window> what) {
    int number = journal.begin();
    Consumer<Sink> deed =
        out -> {
          window.showWhileRead(out::write);
          what.accept(window);
        };
    history.begunAt(
        keyboard(number, window),
        typed,
        screen,
        deed,
        (other, waited) -> again(number, window.number(), typed, screen, (SimLab) other, waited),
        window::isAtRest,
        window::status);
  }

  private History.Keyboard keyboard(int number, Window window) {
    long start = lab.kernel().machine().now();
    return new History.Keyboard(
        window.number(),
        key -> lab.kernel().machine().loop().schedule(key.after(), () -> window.type(key)),
        () -> journal.keys(number, window.number(), start),
        other -> journal.prepare(number, other.windows().orElseThrow(), other::advanceTo));
  }

  private void again(
      int number, int window, Deed.Typed typed, Sink screen, SimLab other, boolean waited) {
    Windows theirs = other.windows().orElseThrow();
    Window same = theirs.all().get(window);
    Sink unseen = Printed.unseen(screen);
    Consumer<Window> what = there -> journal.again(number, theirs, other::advanceTo);
    if (waited) {
      other.atWindows().done(same, typed, unseen, what);
    } else {
      other.atWindows().begin(same, typed, unseen, what);
    }
  }
}
