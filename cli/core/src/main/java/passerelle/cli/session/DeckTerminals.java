package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Window;
import passerelle.sim.process.Terminal;

/**
 * The terminals that a deck speaks of. What goes on in one of them is not shown while the reader
 * looks at another.
 */
final class DeckTerminals {
  private static final String TERMINAL =
      "(?:terminal|tab|shell|window|console|session|onglet|fenêtre)";

  /** What sends a reader to a terminal that is not open yet. */
  private static final Pattern ANOTHER =
      Pattern.compile(
          "(?iu)\\b(?:another|new|second|other|separate|different)\\s+(?:\\w+\\s+)?"
              + TERMINAL
              + "\\b|\\b(?:autre|nouveau|nouvel|nouvelle|second|seconde|deuxième)\\s+"
              + TERMINAL
              + "\\b|\\bterminal\\s*(?:#|n°)?\\s*2\\b");

  /** What sends a reader back to the first one. */
  private static final Pattern FIRST =
      Pattern.compile(
          "(?iu)\\b(?:first|original|initial|previous)\\s+"
              + TERMINAL
              + "\\b|\\b(?:premier|première)\\s+"
              + TERMINAL
              + "\\b|\\b"
              + TERMINAL
              + "\\s+(?:initial|précédent)e?\\b|\\bterminal\\s*(?:#|n°)?\\s*1\\b");

  private static final Keystroke INTERRUPT = new Keystroke(0, "\u0003");

  private final Session session;
  private final int columns;
  private final Consumer<byte[]> screen;
  private final List<Seat> seats = new ArrayList<>();
  private int current;

  /** A terminal and the number of its window. */
  private record Seat(Terminal terminal, String window) {}

  /**
   * One terminal.
   *
   * @param screen takes what the terminal shows that the reader looks at
   */
  DeckTerminals(Session session, int columns, Consumer<byte[]> screen) {
    this.session = session;
    this.columns = columns;
    this.screen = screen;
    seats.add(seat());
  }

  private Seat seat() {
    int number = seats.size();
    String window = session.window().map(w -> String.valueOf(w.number())).orElse("");
    Consumer<byte[]> shown = bytes -> show(number, bytes);
    return new Seat(new Terminal(columns, shown::accept), window);
  }

  private void show(int number, byte[] bytes) {
    if (number == current) {
      screen.accept(bytes);
    }
  }

  /** The terminal that the reader looks at. */
  Terminal terminal() {
    return seats.get(current).terminal();
  }

  /**
   * Goes where a text sends the reader.
   *
   * @param leave does what is to be done in a terminal that stays as it is
   * @return whether that is another terminal than before
   */
  boolean follow(String text, Runnable leave) {
    boolean first = FIRST.matcher(text).find();
    boolean another = ANOTHER.matcher(text).find();
    if (first && !another && current > 0) {
      leave.run();
      current = 0;
      session.whereabouts().lookAtWindow(seats.get(0).window());
      session
          .window()
          .filter(window -> window.prompt().isEmpty())
          .ifPresent(DeckTerminals::interrupt);
      return true;
    }
    boolean second = text.matches("(?isu).*\\bterminal\\s*(?:#|n°)?\\s*2\\b.*");
    if (!another || second && current > 0) {
      return false;
    }
    if (second && seats.size() > 1) {
      leave.run();
      current = 1;
      session.whereabouts().lookAtWindow(seats.get(1).window());
      session
          .window()
          .filter(window -> window.prompt().isEmpty())
          .ifPresent(DeckTerminals::interrupt);
    } else {
      openAnother(leave);
    }
    return true;
  }

  /** Opens a terminal on the host, where the reader goes on. */
  void openAnother(Runnable leave) {
    leave.run();
    session.whereabouts().lookAtWindow(Whereabouts.HOST);
    seats.add(seat());
    current = seats.size() - 1;
  }

  private static void interrupt(Window window) {
    window.type(INTERRUPT);
    window.await();
  }
}
