package passerelle.cli.repl;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/**
 * A console whose terminal is two panes for a while: in the one it goes on, in the other there is
 * one more person. When the second is left, the first has the terminal again; when the first is
 * left, the second goes with it.
 */
final class Split {
  private static final int FEWEST_COLUMNS = 40;
  private static final int FEWEST_ROWS = 10;

  private final Console whole;
  private final Function<Terminal, Console> first;
  private final Function<Terminal, Console> second;
  private final AtomicReference<Optional<Console>> mine = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Console>> other = new AtomicReference<>(Optional.empty());

  /**
   * A split that is still to be shown.
   *
   * @param first the console of the same person in a pane
   * @param second that of one more person
   */
  Split(Console whole, Function<Terminal, Console> first, Function<Terminal, Console> second) {
    this.whole = whole;
    this.first = first;
    this.second = second;
  }

  /** Whether a terminal is large enough for two panes, and can show them. */
  static boolean fits(Terminal terminal) {
    Size size = terminal.getSize();
    return size.getColumns() >= FEWEST_COLUMNS
        && size.getRows() >= FEWEST_ROWS
        && !Tones.isDumb(terminal);
  }

  /**
   * Shows the panes, until one of them is left.
   *
   * @param direction {@code -v} for one below the other, {@code -h} for one beside it
   */
  void show(Terminal terminal, String direction) throws IOException {
    try {
      new Panes(terminal, this::goOn, this::join, direction).show();
    } finally {
      mine.get().ifPresent(whole::takeBack);
    }
  }

  private void goOn(Terminal pane) {
    Console console = first.apply(pane);
    mine.set(Optional.of(console));
    console.takeOver(whole);
    if (console.isOver()) {
      other.get().ifPresent(Console::hangUp);
    }
  }

  private void join(Terminal pane) {
    Console console = second.apply(pane);
    other.set(Optional.of(console));
    console.welcomeInPane();
    mine.get().ifPresent(Console::pause);
  }
}
