package passerelle.sim.userland.editor;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;

/**
 * The terminal that an editor has for itself: keys come as they are, and what stood on the screen
 * before comes back at the end (an xterm's {@code smcup} and {@code rmcup}).
 */
final class EditorScreen {
  static final String CLEAR = "\u001b[H\u001b[J";
  static final String REVERSE = "\u001b[7m";
  static final String PLAIN = "\u001b[m";
  private static final String OTHER = "\u001b[?1049h";
  private static final String BACK = "\u001b[?1049l";

  private final Process self;
  private final Optional<Tty> tty;
  private final Modes before;

  EditorScreen(Process self) {
    this.self = self;
    tty = Tty.of(self.stdin().source());
    before = tty.map(Tty::modes).orElse(Modes.COOKED);
  }

  /** Takes the screen and the keys until the program ends. */
  void take() {
    tty.ifPresent(t -> t.setModes(new Modes(false, false, false, true, false, true)));
    self.stdout().sink().write(OTHER.getBytes(StandardCharsets.US_ASCII));
    self.closeAtExit(this::giveBack);
  }

  private void giveBack() {
    self.stdout().sink().write(BACK.getBytes(StandardCharsets.US_ASCII));
    tty.ifPresent(t -> t.setModes(before));
  }

  int columns() {
    return Math.max(20, self.stdout().columns());
  }

  int rows() {
    return tty.map(Tty::rows).filter(rows -> rows > 5).orElse(24);
  }

  void print(String text) {
    self.stdout().print(text);
  }

  /** Waits for an octet; 0 when none comes in time, that of Ctrl-C at the end of input. */
  int key(long nanos) {
    if (!self.await(() -> self.stdin().source().isReadable() || self.stdin().atEnd(), nanos)) {
      return 0;
    }
    byte[] key = self.stdin().take(1);
    if (key.length == 0) {
      self.exit(1);
      return 0;
    }
    return key[0] & 0xff;
  }
}
