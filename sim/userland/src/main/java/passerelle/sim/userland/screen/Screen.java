package passerelle.sim.userland.screen;

import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;
import passerelle.text.ByteText;

/**
 * The terminal of a program that draws on all of it, with its size; what it sends are the sequences
 * of an xterm. The terminal gets its modes back when the program ends.
 */
public final class Screen {
  public static final String HOME = "\u001b[H";
  public static final String CLEAR = "\u001b[H\u001b[J";
  public static final String CLEAR_LINE = "\u001b[K";
  static final String REVERSE = "\u001b[7m";
  static final String PLAIN = "\u001b[m";

  /** The other of the two screens that an xterm has, and back ({@code smcup}, {@code rmcup}). */
  private static final String OTHER = "\u001b[?1049h\u001b[22;0;0t";

  private static final String BACK = "\u001b[?1049l\u001b[23;0;0t\r";
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final Process self;
  private final Optional<Tty> input;
  private final Optional<Tty> output;
  private final Modes before;
  private boolean other;
  private boolean ended;

  /** The terminal of a program, if it has one. */
  public Screen(Process self) {
    this.self = self;
    input = Tty.of(self.stdin().source());
    output = Tty.of(self.stdout().sink());
    before = input.map(Tty::modes).orElse(Modes.COOKED);
    self.closeAtExit(this::end);
  }

  /** How wide it is, in characters. */
  public int columns() {
    return output.map(Tty::columns).filter(width -> width > 0).orElse(COLUMNS);
  }

  int rows() {
    return output.map(Tty::rows).filter(height -> height > 0).orElse(ROWS);
  }

  /** Draws. */
  public void print(String text) {
    self.stdout().print(text);
  }

  /** What stood on the screen comes back when the program ends. */
  public void useOther() {
    other = true;
    print(OTHER + CLEAR);
  }

  /** Keys are not shown, but Ctrl-C is a signal still ({@code cbreak()}, {@code noecho()}). */
  public void hideKeys() {
    input.ifPresent(tty -> tty.setModes(new Modes(false, false, true, true, true, true)));
  }

  /** The program reads every key itself, Ctrl-C too. */
  public void takeKeys() {
    input.ifPresent(tty -> tty.setModes(new Modes(false, false, false, true, true, true)));
  }

  /** Waits for a key; 0 when none comes in time, Ctrl-C at the end of input. */
  public int key(long nanos) {
    if (input.isEmpty()) {
      self.sleep(nanos);
      return 0;
    }
    if (!self.await(() -> self.stdin().source().isReadable() || self.stdin().atEnd(), nanos)) {
      return 0;
    }
    byte[] key = self.stdin().take(1);
    return key.length == 0 ? 'C' - '@' : key[0] & 0xff;
  }

  /** Ends the program with a status at Ctrl-C, when what it has drawn is gone. */
  public void endsAtInterrupt(int status) {
    for (Signal signal : new Signal[] {Signal.INT, Signal.TERM, Signal.HUP}) {
      self.onSignal(signal, () -> self.exit(status));
    }
  }

  /** The terminal is as it was before. */
  public void end() {
    if (!ended) {
      ended = true;
      if (other) {
        self.stdout().sink().write(ByteText.encode("\u001b[" + rows() + ";1H" + BACK));
      }
      input.ifPresent(tty -> tty.setModes(before));
    }
  }
}
