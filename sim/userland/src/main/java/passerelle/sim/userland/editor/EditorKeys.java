package passerelle.sim.userland.editor;

import java.nio.charset.StandardCharsets;

/** The keys of an editor: characters in UTF-8, and what a terminal sends for the other keys. */
final class EditorKeys {
  static final int UP = 0x110000;
  static final int DOWN = UP + 1;
  static final int RIGHT = UP + 2;
  static final int LEFT = UP + 3;
  static final int HOME = UP + 4;
  static final int END = UP + 5;
  static final int DELETE = UP + 6;
  static final int PAGE_UP = UP + 7;
  static final int PAGE_DOWN = UP + 8;
  static final int ESCAPE = 27;

  /** Another key of the same sequence comes within that time, in nanoseconds. */
  private static final long SEQUENCE = 50_000_000L;

  private static final long EVER = Long.MAX_VALUE / 4;

  private final EditorScreen screen;
  private int ahead;

  EditorKeys(EditorScreen screen) {
    this.screen = screen;
  }

  static int control(char letter) {
    return letter - '@';
  }

  /** Waits for a key: a code point, a control character or one of the constants. */
  int next() {
    int key = ahead != 0 ? ahead : screen.key(EVER);
    ahead = 0;
    if (key == ESCAPE) {
      return sequence();
    }
    return key < 0x80 ? key : character(key);
  }

  private int character(int first) {
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    for (int i = 1; i < length; i++) {
      bytes[i] = (byte) screen.key(SEQUENCE);
    }
    return new String(bytes, StandardCharsets.UTF_8).codePointAt(0);
  }

  private int sequence() {
    int second = screen.key(SEQUENCE);
    if (second != '[' && second != 'O') {
      ahead = second;
      return ESCAPE;
    }
    int third = screen.key(SEQUENCE);
    int known = "ABCDHF".indexOf(third);
    if (known >= 0) {
      return UP + known;
    }
    int last = third;
    while (last >= '0' && last <= '9' || last == ';') {
      last = screen.key(SEQUENCE);
    }
    return switch (third) {
      case '1', '7' -> HOME;
      case '4', '8' -> END;
      case '3' -> DELETE;
      case '5' -> PAGE_UP;
      case '6' -> PAGE_DOWN;
      default -> 0;
    };
  }

  /** Moves the cursor by a key that is for that; false for any other. */
  static boolean moves(int key, EditorText text, int page) {
    switch (key) {
      case UP -> text.move(-1, 0);
      case DOWN -> text.move(1, 0);
      case LEFT -> text.move(0, -1);
      case RIGHT -> text.move(0, 1);
      case HOME -> text.moveTo(text.row(), 0);
      case END -> text.moveTo(text.row(), Integer.MAX_VALUE);
      case PAGE_UP -> text.moveTo(text.row() - page, text.column());
      case PAGE_DOWN -> text.moveTo(text.row() + page, text.column());
      default -> {
        return false;
      }
    }
    return true;
  }
}
