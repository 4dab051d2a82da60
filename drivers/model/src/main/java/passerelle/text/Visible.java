package passerelle.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stranger's text, made safe for a terminal: what would steer it is shown as {@code cat -v} shows
 * it, what would turn the direction of writing (Unicode Standard Annex 9) by its number. Lines and
 * tabs stay.
 */
public final class Visible {
  private static final int DELETE = 0x7f;
  private static final int CARET = 0x40;
  private static final int FIRST_C1 = 0x80;

  private Visible() {}

  /** The text with nothing in it that steers. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(c, out));
    return out.toString();
  }

  private static void append(int c, StringBuilder out) {
    if (c == '\n' || c == '\t') {
      out.appendCodePoint(c);
    } else if (c < ' ' || c == DELETE) {
      out.append('^').append((char) (c ^ CARET));
    } else if (Character.isISOControl(c)) {
      out.append("M-^").append((char) ((c - FIRST_C1) ^ CARET));
    } else if (steersDirection(c)) {
      out.append(String.format("<U+%04X>", c));
    } else {
      out.appendCodePoint(c);
    }
  }

  private static boolean steersDirection(int c) {
    return c == 0x61c
        || c == 0x200e
        || c == 0x200f
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }

  /** A stream to which only such texts come through; it is flushed when the other one is. */
  public static PrintStream stream(PrintStream other) {
    return new PrintStream(new Filter(other), true, StandardCharsets.UTF_8);
  }

  /** A PrintStream hands over whole characters. */
  private static final class Filter extends FilterOutputStream {
    Filter(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      out.write(of(text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }
  }
}
