package passerelle.sim.tty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The way to the screen: newlines, the cursor's column, and Ctrl-S ({@code do_output_char}). */
final class Display {
  private static final int TAB = 8;

  private final Consumer<byte[]> screen;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean stopped;
  private int column;

  Display(Consumer<byte[]> screen) {
    this.screen = screen;
  }

  /** Where the cursor is, as far as a terminal knows; 0 is the first. */
  int column() {
    return column;
  }

  void stop() {
    stopped = true;
  }

  void start() {
    stopped = false;
    if (held.size() > 0) {
      screen.accept(held.toByteArray());
      held.reset();
    }
  }

  /** What is held back will not be shown any more. */
  void flush() {
    held.reset();
  }

  void write(byte[] bytes, boolean processed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 8);
    for (byte b : bytes) {
      if (processed && b == '\n') {
        out.write('\r');
        column = 0;
      }
      out.write(b);
      column = after(column, b);
    }
    if (stopped) {
      held.writeBytes(out.toByteArray());
    } else if (out.size() > 0) {
      screen.accept(out.toByteArray());
    }
  }

  void echo(String text) {
    write(text.getBytes(StandardCharsets.ISO_8859_1), true);
  }

  /** The column after a byte was shown at one. */
  static int after(int column, byte b) {
    return switch (b) {
      case '\r' -> 0;
      case '\b' -> Math.max(0, column - 1);
      case '\t' -> (column / TAB + 1) * TAB;
      default -> Keys.isControl(b) || Keys.isContinuation(b) ? column : column + 1;
    };
  }
}
