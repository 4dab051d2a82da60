package passerelle.cli.repl;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import passerelle.text.TextLine;

/**
 * Shows what is longer than the screen a page at a time, as {@code more(1)} does. A terminal that
 * can do nothing but print gets all at once, and so does whoever has typed on already: then nobody
 * waits for a page.
 */
final class Pager {
  /** Milliseconds in which what was typed before is there to be read. */
  private static final long AT_HAND = 10;

  /** Milliseconds in which the rest of a key's sequence follows its escape. */
  private static final long SEQUENCE = 150;

  private static final String CTRL_C = KeyMap.ctrl('C');

  private final Terminal terminal;
  private final Tones tones;
  private final Supplier<String> prompt;
  private final KeyMap<Key> keys = new KeyMap<>();

  private enum Key {
    PAGE,
    LINE,
    REST,
    LEAVE,
    OTHER
  }

  /**
   * A pager.
   *
   * @param prompt stands below a page, and names the keys
   */
  Pager(Terminal terminal, Tones tones, Supplier<String> prompt) {
    this.terminal = terminal;
    this.tones = tones;
    this.prompt = prompt;
    keys.setAmbiguousTimeout(SEQUENCE);
    keys.bind(Key.PAGE, " ", "f", KeyMap.ctrl('F'), "\u001b[6~");
    keys.bind(Key.LINE, "\r", "\n", "j", "\u001b[B", "\u001bOB");
    keys.bind(Key.REST, "G", "\u001b[F", "\u001bOF");
    keys.bind(Key.LEAVE, "q", "Q", CTRL_C, KeyMap.ctrl('D'), KeyMap.esc());
    keys.setUnicode(Key.OTHER);
    keys.setNomatch(Key.OTHER);
  }

  /**
   * Shows lines.
   *
   * @param whole without a stop after each page
   * @return what was typed that is no key of the pager: it is the beginning of the next line
   */
  String show(List<TextLine> lines, boolean whole) {
    int rows = lines.stream().mapToInt(this::rows).sum();
    boolean fits = rows < terminal.getSize().getRows() || terminal.getSize().getRows() < 2;
    if (fits || whole || Tones.isDumb(terminal)) {
      print(lines);
      return "";
    }
    return Clicker.raw(terminal, () -> pages(lines));
  }

  private String pages(List<TextLine> lines) {
    if (isTypedOn()) {
      print(lines);
      return "";
    }
    BindingReader typed = new BindingReader(terminal.reader());
    int at = print(lines, 0, terminal.getSize().getRows() - 1);
    while (at < lines.size()) {
      Key key = ask(typed);
      switch (key) {
        case PAGE -> at = print(lines, at, terminal.getSize().getRows() - 1);
        case LINE -> at = print(lines, at, 1);
        case REST -> at = print(lines, at, Integer.MAX_VALUE);
        case LEAVE -> {
          return "";
        }
        case OTHER -> {
          return typed.getLastBinding();
        }
      }
    }
    return "";
  }

  private boolean isTypedOn() {
    try {
      return terminal.reader().peek(AT_HAND) != NonBlockingReader.READ_EXPIRED;
    } catch (IOException gone) {
      return true;
    }
  }

  private Key ask(BindingReader typed) {
    terminal
        .writer()
        .write(tones.ansi(new AttributedString(prompt.get(), AttributedStyle.INVERSE)));
    terminal.flush();
    Key key = typed.readBinding(keys, null, true);
    terminal.puts(Capability.carriage_return);
    terminal.puts(Capability.clr_eol);
    terminal.flush();
    return key == null ? Key.LEAVE : key;
  }

  private void print(List<TextLine> lines) {
    print(lines, 0, Integer.MAX_VALUE);
  }

  /** Prints from one line on what fits into some rows; where it goes on. */
  private int print(List<TextLine> lines, int from, int rows) {
    int at = from;
    int left = rows;
    while (at < lines.size() && (at == from || rows(lines.get(at)) <= left)) {
      left -= rows(lines.get(at));
      terminal.writer().write(tones.line(lines.get(at)) + "\n");
      at++;
    }
    terminal.flush();
    return at;
  }

  private int rows(TextLine line) {
    int width = Math.max(1, terminal.getSize().getColumns());
    return Math.max(1, (line.columns() + width - 1) / width);
  }
}
