package passerelle.sim.tty;

import java.util.Optional;
import passerelle.sim.process.Signal;

/** The keys that mean something to a terminal ({@code INIT_C_CC}). */
final class Keys {
  static final byte INTERRUPT = 3;
  static final byte END = 4;
  static final byte BACKSPACE = 8;
  static final byte NEXT_LITERAL = 22;
  static final byte REPRINT = 18;
  static final byte START = 17;
  static final byte STOP = 19;
  static final byte KILL = 21;
  static final byte ERASE_WORD = 23;
  static final byte SUSPEND = 26;
  static final byte QUIT = 28;
  static final byte ERASE = 127;

  private Keys() {}

  /** The signal that a key is. */
  static Optional<Signal> signal(byte key) {
    return switch (key) {
      case INTERRUPT -> Optional.of(Signal.INT);
      case QUIT -> Optional.of(Signal.QUIT);
      case SUSPEND -> Optional.of(Signal.TSTP);
      default -> Optional.empty();
    };
  }

  static boolean isControl(byte key) {
    return key >= 0 && key < ' ' || key == ERASE;
  }

  /** The second and further bytes of a character in UTF-8. */
  static boolean isContinuation(byte key) {
    return (key & 0xc0) == 0x80;
  }

  /** How a key is shown (ECHOCTL). */
  static String shown(byte key) {
    boolean plain = !isControl(key) || key == '\t' || key == '\n';
    return plain ? "" + (char) (key & 0xff) : "^" + (char) (key ^ 0x40);
  }

  static boolean isOfWord(byte key) {
    return key < 0 || Character.isLetterOrDigit(key) || key == '_';
  }
}
