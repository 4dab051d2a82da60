package passerelle.sim.tty;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import passerelle.sim.tty.EditKey.Kind;
import passerelle.text.ByteText;

/** Makes keys of bytes: UTF-8, and the sequences that an xterm sends ({@code kbd} of terminfo). */
final class KeyDecoder {
  private static final char ESCAPE = '\u001b';

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  /** Takes one byte; the key that it ends, if it does. */
  Optional<EditKey> take(byte next) {
    if (begun.size() > 0 && Keys.isControl(next)) {
      begun.reset();
    }
    begun.write(next);
    String text = ByteText.decode(begun.toByteArray());
    Optional<EditKey> key = text.charAt(0) == ESCAPE ? escape(text) : character(text, next);
    key.ifPresent(whole -> begun.reset());
    return key;
  }

  private Optional<EditKey> character(String text, byte last) {
    int lead = begun.toByteArray()[0] & 0xff;
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (begun.size() < length) {
      return Optional.empty();
    }
    return Optional.of(new EditKey(Keys.isControl(last) ? Kind.CONTROL : Kind.TEXT, text));
  }

  private static Optional<EditKey> escape(String text) {
    if (text.length() == 1) {
      return Optional.empty();
    }
    char kind = text.charAt(1);
    if (kind != '[' && kind != 'O') {
      return Optional.of(EditKey.of(meta(kind)));
    }
    char last = text.charAt(text.length() - 1);
    if (text.length() == 2 || last < '@' && kind == '[') {
      return Optional.empty();
    }
    return Optional.of(EditKey.of(sequence(text.substring(2))));
  }

  private static Kind meta(char letter) {
    return switch (letter) {
      case 'b' -> Kind.WORD_LEFT;
      case 'f' -> Kind.WORD_RIGHT;
      case 'd' -> Kind.KILL_WORD;
      case '.', '_' -> Kind.LAST_ARGUMENT;
      case Keys.ERASE, Keys.BACKSPACE -> Kind.RUB_OUT_WORD;
      default -> Kind.OTHER;
    };
  }

  private static Kind sequence(String tail) {
    return switch (tail) {
      case "A" -> Kind.UP;
      case "B" -> Kind.DOWN;
      case "C" -> Kind.RIGHT;
      case "D" -> Kind.LEFT;
      case "H", "1~", "7~" -> Kind.HOME;
      case "F", "4~", "8~" -> Kind.END;
      case "3~" -> Kind.DELETE;
      case "1;5C", "1;3C" -> Kind.WORD_RIGHT;
      case "1;5D", "1;3D" -> Kind.WORD_LEFT;
      case "200~" -> Kind.PASTE_BEGINS;
      case "201~" -> Kind.PASTE_ENDS;
      default -> Kind.OTHER;
    };
  }
}
