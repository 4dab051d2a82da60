package passerelle.real.space;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * What a terminal shows, as lines of plain bytes: they end as the program ended them, without the
 * return that the terminal put before (termios(3), ONLCR), and have no colours (ECMA-48's SGR).
 * What may be the beginning of either waits for the bytes after it; an empty array is the end.
 */
final class PlainBytes implements Consumer<byte[]> {
  private static final int ESCAPE = 0x1b;
  private static final int LONGEST = 32;

  private final Consumer<byte[]> plain;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  PlainBytes(Consumer<byte[]> plain) {
    this.plain = plain;
  }

  @Override
  public void accept(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte next : bytes) {
      take(next, out);
    }
    if (bytes.length == 0) {
      release(out);
    }
    if (out.size() > 0) {
      plain.accept(out.toByteArray());
    }
    if (bytes.length == 0) {
      plain.accept(bytes);
    }
  }

  private void take(byte next, ByteArrayOutputStream out) {
    byte[] before = held.toByteArray();
    if (before.length > 0 && completes(before, next)) {
      held.reset();
      if (next == '\n') {
        out.write(next);
      }
    } else if (before.length > 0 && continues(before, next)) {
      held.write(next);
    } else {
      release(out);
      (next == '\r' || next == ESCAPE ? held : out).write(next);
    }
  }

  private static boolean completes(byte[] before, byte next) {
    return before[0] == '\r' ? next == '\n' : before.length > 1 && next == 'm';
  }

  private static boolean continues(byte[] before, byte next) {
    if (before[0] == '\r' || before.length > LONGEST) {
      return false;
    }
    return before.length == 1 ? next == '[' : next >= '0' && next <= '9' || next == ';';
  }

  private void release(ByteArrayOutputStream out) {
    out.writeBytes(held.toByteArray());
    held.reset();
  }
}
