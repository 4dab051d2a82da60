package passerelle.cli.real;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A terminal's modes with which it hands on every key as it is (moby/term: MakeRaw). What is shown
 * is processed as before, since the returns of a container's terminal are taken off ({@code
 * real.space.PlainBytes}).
 */
final class RawMode {
  /** Where the flags are in a struct termios (asm-generic/termbits.h). */
  private static final int INPUT_WORD = 0;

  private static final int LOCAL_WORD = 12;

  /** IGNBRK, BRKINT, PARMRK, ISTRIP, INLCR, IGNCR, ICRNL, IXON. */
  private static final int INPUT_FLAGS = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

  /** ISIG, ICANON, ECHO, ECHONL, IEXTEN. */
  private static final int LOCAL_FLAGS = 0x1 | 0x2 | 0x8 | 0x40 | 0x8000;

  private RawMode() {}

  /** The raw mode of a terminal that had these modes. */
  static byte[] of(byte[] modes) {
    ByteBuffer words = ByteBuffer.wrap(modes.clone()).order(ByteOrder.nativeOrder());
    clear(words, INPUT_WORD, INPUT_FLAGS);
    clear(words, LOCAL_WORD, LOCAL_FLAGS);
    return words.array();
  }

  private static void clear(ByteBuffer words, int at, int flags) {
    words.putInt(at, words.getInt(at) & ~flags);
  }
}
