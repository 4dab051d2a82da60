package passerelle.cli.real;

import java.nio.charset.StandardCharsets;

/**
 * What a person types while commands run, kept so that a lab cannot make words up: a program of the
 * lab may say that something was typed and not read (TIOCSTI, or a {@code cat} of its own), and
 * what is said so comes to the person's prompt, where it would be the person's own hand.
 */
final class TypedAhead {
  /** Keys beyond that are forgotten, the oldest first. */
  private static final int MOST = 64 << 10;

  private static final char END_OF_FILE = 4;
  private static final char INTERRUPT = 3;
  private static final char KILL_LINE = 21;
  private static final char ERASE_WORD = 23;
  private static final char SUSPEND = 26;
  private static final char QUIT = 28;
  private static final char ERASE = 127;

  /** Each key, for programs that read them so; a line's end is {@code \n}. */
  private final StringBuilder keys = new StringBuilder();

  /** The lines that a terminal makes of them (n_tty.c). */
  private final StringBuilder lines = new StringBuilder();

  /** Keys are typed. */
  synchronized void add(byte[] typed) {
    new String(typed, StandardCharsets.UTF_8).replace('\r', '\n').codePoints().forEach(this::add);
    keys.delete(0, Math.max(0, keys.length() - MOST));
    lines.delete(0, Math.max(0, lines.length() - MOST));
  }

  private void add(int key) {
    keys.appendCodePoint(key);
    int line = lines.lastIndexOf("\n") + 1;
    switch (key) {
      case INTERRUPT, QUIT, SUSPEND -> {
        keys.setLength(0);
        lines.setLength(0);
      }
      case END_OF_FILE -> keys.setLength(keys.length() - 1);
      case KILL_LINE -> lines.setLength(line);
      case ERASE -> {
        if (lines.length() > line) {
          lines.setLength(lines.offsetByCodePoints(lines.length(), -1));
        }
      }
      case ERASE_WORD -> {
        String kept = lines.substring(line).replaceFirst("[^\\s]*\\s*\\z", "");
        lines.setLength(line);
        lines.append(kept);
      }
      default -> lines.appendCodePoint(key);
    }
  }

  /**
   * What the person has typed last, if it is what a lab says that nobody has read; otherwise
   * nothing. All is forgotten then.
   */
  synchronized String take(String said) {
    String text = said.replace("\r\n", "\n").replace('\r', '\n');
    boolean isTrue = endsWith(lines, text) || endsWith(keys, text);
    take();
    return isTrue ? text : "";
  }

  /** All lines that the person has typed; they are forgotten then. */
  synchronized String take() {
    String typed = lines.toString();
    keys.setLength(0);
    lines.setLength(0);
    return typed;
  }

  private static boolean endsWith(StringBuilder typed, String text) {
    return typed.toString().endsWith(text);
  }
}
