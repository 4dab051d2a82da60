package passerelle.cli.repl;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Lines from somewhere, none of them without end. */
public final class ShortLines extends FilterReader {
  /** Characters that a command may have, as Linux allows an argument (MAX_ARG_STRLEN). */
  public static final int MOST = 128 << 10;

  private int length;

  /** A line or a command has more than {@link #MOST} characters. */
  public static final class TooLong extends IOException {}

  ShortLines(Reader lines) {
    super(lines);
  }

  @Override
  public int read(char[] into, int offset, int count) throws IOException {
    int got = super.read(into, offset, count);
    for (int i = offset; i < offset + got; i++) {
      length = into[i] == '\n' ? 0 : length + 1;
    }
    if (length > MOST) {
      throw new TooLong();
    }
    return got;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }
}
