package passerelle.real.space;

import java.io.ByteArrayOutputStream;

/**
 * What is typed before the line that is to run has begun: the line's own programs are to read it,
 * or to be interrupted by it, and not the shell that reads the line.
 */
final class EarlyKeys {
  private static final byte INTERRUPT = 3;
  private static final byte START = 17;

  private final ProcessInput keyboard;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  EarlyKeys(ProcessInput keyboard) {
    this.keyboard = keyboard;
  }

  /**
   * Keeps keys. While Ctrl-S holds back what the shell has to say of the line, it never begins:
   * Ctrl-C and Ctrl-Q let the terminal go on at once, as they do in n_tty.c.
   */
  void keep(byte[] keys) {
    kept.writeBytes(keys);
    for (byte key : keys) {
      if (key == INTERRUPT || key == START) {
        keyboard.write(new byte[] {START});
      }
    }
  }

  /** Keeps Ctrl-C. */
  void interrupt() {
    keep(new byte[] {INTERRUPT});
  }

  /** The line has begun, or is no more. */
  void release() {
    if (kept.size() > 0) {
      keyboard.write(kept.toByteArray());
      kept.reset();
    }
  }
}
