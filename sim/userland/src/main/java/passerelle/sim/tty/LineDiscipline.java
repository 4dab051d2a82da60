package passerelle.sim.tty;

import java.util.Arrays;

/**
 * Makes lines of keys while a program reads a terminal in canonical mode: what can be corrected,
 * and how that looks ({@code n_tty_receive_char_special} and {@code eraser} in
 * drivers/tty/n_tty.c).
 */
final class LineDiscipline {
  private final InputQueue input;
  private final Display display;
  private boolean literal;
  private int start;

  LineDiscipline(InputQueue input, Display display) {
    this.input = input;
    this.display = display;
  }

  /** A key of a line; whether something can be read now that could not before. */
  boolean key(byte key, boolean echo) {
    if (literal) {
      literal = false;
      add(key, echo);
      return false;
    }
    switch (key) {
      case Keys.ERASE -> erase(lastCharacter(), echo);
      case Keys.KILL -> erase(0, echo);
      case Keys.ERASE_WORD -> erase(lastWord(), echo);
      case Keys.NEXT_LITERAL -> beginLiteral(echo);
      case Keys.REPRINT -> reprint(echo);
      case Keys.END -> {
        input.commit();
        return true;
      }
      case '\n' -> {
        endLine(echo);
        return true;
      }
      default -> add(key, echo);
    }
    return false;
  }

  /** Whether the next key is one of the line, whatever it is (Ctrl-V). */
  boolean isLiteral() {
    return literal;
  }

  /** What was begun is forgotten. */
  void reset() {
    literal = false;
  }

  private void add(byte key, boolean echo) {
    int column = display.column();
    boolean first = input.current().length == 0;
    if (!input.add(key)) {
      display.echo("\007");
    } else if (echo) {
      start = first ? column : start;
      display.echo(Keys.shown(key));
    }
  }

  private void endLine(boolean echo) {
    input.endLine();
    if (echo) {
      display.echo("\n");
    }
  }

  private void beginLiteral(boolean echo) {
    literal = true;
    if (echo) {
      display.echo("^\b");
    }
  }

  private void reprint(boolean echo) {
    if (echo) {
      display.echo("^R\n");
      start = 0;
      for (byte key : input.current()) {
        display.echo(Keys.shown(key));
      }
    }
  }

  private int lastCharacter() {
    byte[] line = input.current();
    int length = Math.max(0, line.length - 1);
    while (length > 0 && Keys.isContinuation(line[length])) {
      length--;
    }
    return length;
  }

  /** What is no part of a word, and the word before it. */
  private int lastWord() {
    byte[] line = input.current();
    int length = line.length;
    while (length > 0 && !Keys.isOfWord(line[length - 1])) {
      length--;
    }
    while (length > 0 && Keys.isOfWord(line[length - 1])) {
      length--;
    }
    return length;
  }

  private void erase(int length, boolean echo) {
    byte[] line = input.current();
    for (int end = line.length; end > length; end--) {
      if (echo) {
        unshow(line, end);
      }
    }
    input.cut(length);
  }

  private void unshow(byte[] line, int end) {
    byte key = line[end - 1];
    if (key == '\t') {
      int columns = columns(line, end) - columns(line, end - 1);
      display.echo("\b".repeat(columns));
    } else if (!Keys.isContinuation(key)) {
      display.echo("\b \b".repeat(Keys.isControl(key) ? 2 : 1));
    }
  }

  /** The column behind the first {@code length} keys of a line. */
  private int columns(byte[] line, int length) {
    int column = start;
    for (byte key : Arrays.copyOf(line, length)) {
      column = Keys.isControl(key) && key != '\t' ? column + 2 : Display.after(column, key);
    }
    return column;
  }
}
