package passerelle.sim.tty;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What was typed and not read yet: whole lines, each read by itself, and the line that can still be
 * corrected ({@code read_buf} of {@code struct n_tty_data}). An empty line is the end of input.
 */
final class InputQueue {
  /** {@code N_TTY_BUF_SIZE}: of a longer line the rest is lost, its newline aside. */
  private static final int LONGEST = 4096;

  private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
  private byte[] current = {};

  /** Adds to the line that is typed; false when it is too long for that. */
  boolean add(byte key) {
    boolean fits = current.length < LONGEST - 1;
    if (fits) {
      append(key);
    }
    return fits;
  }

  private void append(byte key) {
    current = Arrays.copyOf(current, current.length + 1);
    current[current.length - 1] = key;
  }

  /** The line is whole. */
  void endLine() {
    append((byte) '\n');
    commit();
  }

  /** The line that is typed. */
  byte[] current() {
    return current;
  }

  /** Shortens the line that is typed. */
  void cut(int length) {
    current = Arrays.copyOf(current, length);
  }

  /** What is typed can be read now; nothing at all is the end of input. */
  void commit() {
    lines.add(current);
    current = new byte[0];
  }

  /** What nobody reads in lines any more. */
  void commitRest() {
    if (current.length > 0) {
      commit();
    }
  }

  void clear() {
    lines.clear();
    current = new byte[0];
  }

  boolean isReadable() {
    return !lines.isEmpty() && lines.peek().length > 0;
  }

  /** The end of input is next. */
  boolean isAtEnd() {
    return !lines.isEmpty() && lines.peek().length == 0;
  }

  /** Up to {@code max} bytes of the next line; none when the end was next, or nothing is there. */
  byte[] take(int max) {
    byte[] line = lines.isEmpty() ? new byte[0] : lines.poll();
    if (line.length > max) {
      lines.push(Arrays.copyOfRange(line, max, line.length));
      return Arrays.copyOf(line, max);
    }
    return line;
  }

  /** Up to {@code max} bytes of all that can be read, whatever its lines are. */
  byte[] takeKeys(int max) {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    do {
      taken.writeBytes(take(max - taken.size()));
    } while (taken.size() < max && isReadable());
    return taken.toByteArray();
  }

  /** All that is there, and the line that is typed, as keys: Ctrl-D for an end of input. */
  byte[] drain() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(line -> all.writeBytes(line.length == 0 ? new byte[] {Keys.END} : line));
    all.writeBytes(current);
    clear();
    return all.toByteArray();
  }

  /** Puts back what was drained and not used. */
  void giveBack(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        endLine();
      } else if (bytes[i] == Keys.END && current.length == 0) {
        commit();
      } else {
        add(bytes[i]);
      }
    }
  }
}
