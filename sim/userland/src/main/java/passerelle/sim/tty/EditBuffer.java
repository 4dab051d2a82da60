package passerelle.sim.tty;

/** A line that is edited, with the cursor in it, and what was cut last. */
final class EditBuffer {
  private final StringBuilder text = new StringBuilder();
  private int cursor;
  private String cut = "";

  String text() {
    return text.toString();
  }

  int cursor() {
    return cursor;
  }

  String beforeCursor() {
    return text.substring(0, cursor);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  void set(String line) {
    text.setLength(0);
    text.append(line);
    cursor = line.length();
  }

  void insert(String typed) {
    text.insert(cursor, typed);
    cursor += typed.length();
  }

  /** Moves the cursor, no further than the line goes. */
  void moveTo(int position) {
    cursor = Math.max(0, Math.min(text.length(), position));
  }

  /** Removes what is between the cursor and a place. */
  void delete(int other) {
    int from = Math.max(0, Math.min(cursor, other));
    int to = Math.min(text.length(), Math.max(cursor, other));
    text.delete(from, to);
    cursor = from;
  }

  /** The same, and remembers it. */
  void cut(int other) {
    int bound = Math.max(0, Math.min(text.length(), other));
    cut = text.substring(Math.min(cursor, bound), Math.max(cursor, bound));
    delete(other);
  }

  /** Puts in what was cut last. */
  void yank() {
    insert(cut);
  }

  /** Changes places with the character before ({@code rl_transpose_chars}). */
  void transpose() {
    int at = Math.min(cursor, text.length() - 1);
    if (at > 0) {
      char before = text.charAt(at - 1);
      text.setCharAt(at - 1, text.charAt(at));
      text.setCharAt(at, before);
      cursor = at + 1;
    }
  }

  /** Where the character before the cursor begins. */
  int previous() {
    return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
  }

  /** Where the character at the cursor ends. */
  int next() {
    return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
  }

  /** Where the word before the cursor begins. */
  int wordLeft() {
    int at = cursor;
    while (at > 0 && !Character.isLetterOrDigit(text.charAt(at - 1))) {
      at--;
    }
    while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Where the word behind the cursor ends. */
  int wordRight() {
    int at = cursor;
    while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where what stands between blanks before the cursor begins ({@code unix-word-rubout}). */
  int blankLeft() {
    return beforeCursor().stripTrailing().lastIndexOf(' ') + 1;
  }
}
