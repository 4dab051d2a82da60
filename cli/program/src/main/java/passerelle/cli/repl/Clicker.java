package passerelle.cli.repl;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/** The keys by which somebody leads through what is played: of a keyboard, or of a clicker. */
final class Clicker {
  /** Milliseconds in which the rest of a key's sequence follows its escape. */
  private static final long SEQUENCE = 150;

  private static final int MILLIS = 1000;

  /** What a key asks for. */
  enum Key {
    FORWARD,
    BACK,
    NEXT,
    PREVIOUS,
    CHAPTERS,
    LEAVE,
    HELP,
    ERASE,
    OTHER
  }

  private final Terminal terminal;
  private final OptionalDouble patience;
  private final KeyMap<Key> walking = new KeyMap<>();
  private final KeyMap<Key> writing = new KeyMap<>();

  /**
   * Keys of a terminal.
   *
   * @param patience seconds after which it goes on by itself; empty for never
   */
  Clicker(Terminal terminal, OptionalDouble patience) {
    this.terminal = terminal;
    this.patience = patience;
    for (KeyMap<Key> map : List.of(walking, writing)) {
      map.setAmbiguousTimeout(SEQUENCE);
      map.bind(Key.FORWARD, "\r", "\n", "\u001b[C", "\u001bOC", "\u001b[6~");
      map.bind(Key.BACK, "\u001b[D", "\u001bOD", "\u001b[5~");
      map.bind(Key.LEAVE, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
      map.setUnicode(Key.OTHER);
      map.setNomatch(Key.OTHER);
    }
    walking.bind(Key.FORWARD, " ");
    walking.bind(Key.BACK, "b", "B", "\u007f", "\b");
    walking.bind(Key.NEXT, "n", "N");
    walking.bind(Key.PREVIOUS, "p", "P");
    walking.bind(Key.CHAPTERS, "c", "C");
    walking.bind(Key.LEAVE, "q", "Q");
    walking.bind(Key.HELP, "?", "h", "H");
    writing.bind(Key.ERASE, "\u007f", "\b");
  }

  /** Waits for a key that means something. */
  Key key() {
    return raw(() -> key(new BindingReader(terminal.reader()), walking));
  }

  private Key key(BindingReader typed, KeyMap<Key> keys) {
    Key key = Key.OTHER;
    while (key == Key.OTHER) {
      if (isPatienceOver()) {
        return Key.FORWARD;
      }
      Key read = typed.readBinding(keys, null, true);
      key = read == null ? Key.LEAVE : read;
      if (keys == writing) {
        return key;
      }
    }
    return key;
  }

  private boolean isPatienceOver() {
    if (patience.isEmpty()) {
      return false;
    }
    try {
      long millis = Math.max(1, (long) (patience.getAsDouble() * MILLIS));
      return terminal.reader().peek(millis) == NonBlockingReader.READ_EXPIRED;
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * What somebody writes in one line.
   *
   * @param text what was written
   * @param key by which it ended
   */
  record Written(String text, Key key) {}

  /** Reads a line, which is shown while it is written; nothing of it is a command. */
  Written write(int longest) {
    return raw(
        () -> {
          BindingReader typed = new BindingReader(terminal.reader());
          StringBuilder text = new StringBuilder();
          Key key = key(typed, writing);
          while (key == Key.OTHER || key == Key.ERASE) {
            String last = typed.getLastBinding();
            if (key == Key.ERASE && text.length() > 0) {
              text.setLength(text.offsetByCodePoints(text.length(), -1));
              show("\b \b");
            } else if (key == Key.OTHER && isWritten(last) && text.length() < longest) {
              text.append(last);
              show(last);
            }
            key = key(typed, writing);
          }
          return new Written(text.toString(), key);
        });
  }

  private static boolean isWritten(String key) {
    return key != null && key.codePoints().noneMatch(Character::isISOControl);
  }

  private void show(String text) {
    terminal.writer().write(text);
    terminal.flush();
  }

  /**
   * Waits a moment, as between two keys.
   *
   * @return whether somebody has pressed a key meanwhile, which is gone
   */
  boolean isHurried(long millis) {
    try {
      if (terminal.reader().peek(millis) == NonBlockingReader.READ_EXPIRED) {
        return false;
      }
      terminal.reader().read();
      return true;
    } catch (IOException gone) {
      return true;
    }
  }

  /** Does something while keys are neither shown nor made lines or signals of. */
  <T> T raw(Supplier<T> deed) {
    return raw(terminal, deed);
  }

  /** The same on a terminal. */
  static <T> T raw(Terminal terminal, Supplier<T> deed) {
    Attributes before = terminal.enterRawMode();
    try {
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(LocalFlag.ISIG, false);
      terminal.setAttributes(raw);
      return deed.get();
    } finally {
      terminal.setAttributes(before);
    }
  }
}
