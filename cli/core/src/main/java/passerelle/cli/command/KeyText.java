package passerelle.cli.command;

import java.util.Optional;

/**
 * Keys as people write them: {@code ^C} for a control key, {@code \r} for Enter, {@code \x7f} for
 * any other that prints nothing, {@code \\} for a backslash; all others stand for themselves.
 */
final class KeyText {
  private static final int CONTROL = 0x40;
  private static final int HEX = 16;
  private static final char DELETE = 0x7f;

  private KeyText() {}

  /** What keys give, in writing. */
  static String of(String keys) {
    if (keys.length() == 1 && keys.charAt(0) < ' ' && keys.charAt(0) != '\r') {
      return "^" + (char) (keys.charAt(0) + CONTROL);
    }
    StringBuilder text = new StringBuilder();
    for (char c : keys.toCharArray()) {
      if (c == '\\') {
        text.append("\\\\");
      } else if (c == '\r') {
        text.append("\\r");
      } else if (c < ' ' || c == DELETE || c == '^') {
        text.append("\\x%02x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** What is written, as keys give it; empty when it cannot be read. */
  static Optional<String> read(String text) {
    if (text.matches("\\^[@-_]")) {
      return Optional.of(String.valueOf((char) (text.charAt(1) - CONTROL)));
    }
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        keys.append(text.charAt(i));
      } else if (text.startsWith("\\\\", i) || text.startsWith("\\r", i)) {
        keys.append(text.charAt(++i) == 'r' ? '\r' : '\\');
      } else if (text.substring(i).matches("(?s)\\\\x[0-9a-fA-F]{2}.*")) {
        keys.append((char) Integer.parseInt(text.substring(i + 2, i + 4), HEX));
        i += 3;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(keys.toString());
  }
}
