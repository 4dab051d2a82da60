package passerelle.sim.userland.editor;

import static passerelle.sim.userland.editor.EditorKeys.control;

import passerelle.sim.process.FileError;
import passerelle.text.ByteText;

/** What keys do in vi: commands, inserting, and the lines behind a colon or a slash. */
final class ViKeys {
  private static final String UNSAVED = "E37: No write since last change (add ! to override)";

  private final EditorScreen screen;
  private final Editor.Target target;
  private final EditorText text;
  private final EditorKeys keys;
  private String message = "";
  private String yanked = "";
  private String searched = "";
  private String count = "";
  private boolean inserting;
  private boolean over;

  ViKeys(EditorScreen screen, Editor.Target target, EditorText text) {
    this.screen = screen;
    this.target = target;
    this.text = text;
    keys = new EditorKeys(screen);
  }

  void run(boolean there) {
    String name = "\"" + target.name() + "\"";
    message = there ? name + size() : target.name().isEmpty() ? "" : name + " [New]";
    while (!over) {
      draw(inserting ? "-- INSERT --" : message);
      message = "";
      int key = keys.next();
      if (EditorKeys.moves(key, text, page())) {
        continue;
      }
      if (inserting) {
        insert(key);
      } else {
        command(key);
      }
    }
  }

  private String size() {
    String all = text.text();
    return " " + text.count() + "L, " + ByteText.encode(all).length + "B";
  }

  private int page() {
    return Math.max(1, screen.rows() - 1);
  }

  private void insert(int key) {
    if (key == EditorKeys.ESCAPE || key == control('C')) {
      inserting = false;
      if (text.column() > 0) {
        text.move(0, -1);
      }
    } else if (key == control('H') || key == 127) {
      text.backspace();
    } else if (key == EditorKeys.DELETE) {
      text.delete();
    } else if (key == '\n' || key == '\r') {
      text.insert("\n");
    } else if (key == '\t' || key >= ' ' && key < EditorKeys.UP) {
      text.insert(Character.toString(key));
    }
  }

  private void command(int key) {
    if (key >= '1' && key <= '9' || key == '0' && !count.isEmpty()) {
      count = count.length() < 6 ? count + (char) key : count;
      return;
    }
    int times = count.isEmpty() ? 1 : Integer.parseInt(count);
    boolean counted = !count.isEmpty();
    count = "";
    switch (key) {
      case 'i' -> inserting = true;
      case 'a' -> insertAt(text.column() + (text.line().isEmpty() ? 0 : 1));
      case 'I' -> insertAt(0);
      case 'A' -> insertAt(Integer.MAX_VALUE);
      case 'o' -> open(true);
      case 'O' -> open(false);
      case 'G' -> text.moveTo(counted ? times - 1 : text.size() - 1, 0);
      case 'g' -> {
        if (keys.next() == 'g') {
          text.moveTo(times - 1, 0);
        }
      }
      case 'd', 'y' -> doubled(key, times);
      case 'D' -> text.cutToEnd();
      case 'x' -> repeat(times, text::delete);
      case 'X' -> repeat(times, text::backspace);
      case 'p' -> paste(text.row() + 1);
      case 'P' -> paste(text.row());
      case 'J' -> {
        text.moveTo(text.row(), Integer.MAX_VALUE);
        text.delete();
      }
      case 'r' -> replace(keys.next());
      case 'Z' -> {
        if (keys.next() == 'Z') {
          colon("x");
        }
      }
      case ':' -> colon(line(":"));
      case '/' -> search(line("/"));
      case 'n' -> search(searched);
      default -> motion(key, times);
    }
  }

  private static void repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  private void motion(int key, int times) {
    switch (key) {
      case 'h' -> repeat(times, () -> text.moveTo(text.row(), text.column() - 1));
      case 'l', ' ' -> repeat(times, () -> text.moveTo(text.row(), text.column() + 1));
      case 'j', '\n', '\r' -> text.move(times, 0);
      case 'k' -> text.move(-times, 0);
      case '0', '^' -> text.moveTo(text.row(), 0);
      case '$' -> text.moveTo(text.row(), Integer.MAX_VALUE);
      case 'w' -> word(1);
      case 'b' -> word(-1);
      default -> {
        // Keys that mean nothing here are not complained of, as by vi's bell.
      }
    }
  }

  private void word(int step) {
    String line = text.line();
    int at = text.column();
    int end = step > 0 ? line.length() : 0;
    while (at != end && !isBlank(line, at)) {
      at += step;
    }
    while (at != end && isBlank(line, at)) {
      at += step;
    }
    while (step < 0 && at > 0 && !isBlank(line, at - 1)) {
      at--;
    }
    text.moveTo(text.row(), at);
  }

  private static boolean isBlank(String line, int at) {
    return at < line.length() && line.charAt(at) == ' ';
  }

  private void insertAt(int column) {
    text.moveTo(text.row(), column);
    inserting = true;
  }

  private void open(boolean below) {
    text.moveTo(text.row(), below ? Integer.MAX_VALUE : 0);
    text.insert("\n");
    if (!below) {
      text.move(-1, 0);
    }
    inserting = true;
  }

  /** {@code dd}, {@code yy}, and {@code d$}: another motion behind them does nothing. */
  private void doubled(int key, int times) {
    int second = keys.next();
    if (key == 'd' && second == '$') {
      text.cutToEnd();
    } else if (second == key) {
      StringBuilder taken = new StringBuilder();
      if (key == 'y') {
        taken.append(text.line()).append('\n');
      } else {
        repeat(Math.min(times, text.size() - text.row()), () -> taken.append(text.cutLine()));
      }
      yanked = taken.toString();
    }
  }

  private void paste(int row) {
    if (yanked.isEmpty()) {
      return;
    }
    if (row < text.size()) {
      text.moveTo(row, 0);
      text.insert(yanked);
      text.moveTo(row, 0);
    } else {
      text.moveTo(row - 1, Integer.MAX_VALUE);
      text.insert("\n" + yanked.substring(0, yanked.length() - 1));
      text.moveTo(row, 0);
    }
  }

  private void replace(int key) {
    if (key >= ' ' && key < EditorKeys.UP && text.column() < text.line().length()) {
      text.delete();
      text.insert(Character.toString(key));
      text.move(0, -1);
    }
  }

  private void search(String word) {
    searched = word;
    if (!word.isEmpty() && !text.find(word)) {
      message = "E486: Pattern not found: " + word;
    }
  }

  /** Reads a line at the bottom; empty when it is given up. */
  private String line(String sign) {
    StringBuilder typed = new StringBuilder();
    while (true) {
      draw(sign + typed);
      screen.print("\u001b[" + screen.rows() + ";" + (typed.length() + 2) + "H");
      int key = keys.next();
      if (key == '\n' || key == '\r') {
        return typed.toString();
      }
      if (key == EditorKeys.ESCAPE || key == control('C')) {
        return "";
      }
      if (key == control('H') || key == 127) {
        if (typed.length() == 0) {
          return "";
        }
        typed.setLength(typed.length() - 1);
      } else if (key >= ' ' && key < EditorKeys.UP) {
        typed.appendCodePoint(key);
      }
    }
  }

  private void colon(String line) {
    String[] words = line.trim().split("\\s+", 2);
    String file = words.length > 1 ? words[1] : target.name();
    switch (words[0]) {
      case "" -> message = "";
      case "w", "w!" -> write(file);
      case "wq", "wq!", "x", "x!" -> over = write(file);
      case "q", "qa" -> {
        over = !text.isChanged();
        message = over ? "" : UNSAVED;
      }
      case "q!", "qa!" -> over = true;
      default -> {
        if (words[0].matches("[0-9]{1,6}")) {
          text.moveTo(Integer.parseInt(words[0]) - 1, 0);
        } else if (words[0].equals("$")) {
          text.moveTo(text.size() - 1, 0);
        } else if (!words[0].matches("set?|syntax|syn")) {
          message = "E492: Not an editor command: " + line.trim();
        }
      }
    }
  }

  private boolean write(String file) {
    if (file.isEmpty()) {
      message = "E32: No file name";
      return false;
    }
    try {
      target.write(file, text.text());
      text.saved();
      message = "\"" + file + "\"" + size() + " written";
      return true;
    } catch (FileError refused) {
      message = "\"" + file + "\" E212: Can't open file for writing: " + refused.getMessage();
      return false;
    }
  }

  private void draw(String bottom) {
    int columns = screen.columns();
    StringBuilder out = new StringBuilder(EditorScreen.CLEAR);
    for (String row : text.visible(page(), columns, "~")) {
      out.append(row).append('\n');
    }
    out.append(bottom).append(text.cursor(1, columns));
    screen.print(out.toString());
  }
}
