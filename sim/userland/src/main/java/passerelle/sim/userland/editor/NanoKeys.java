package passerelle.sim.userland.editor;

import static passerelle.sim.userland.editor.EditorKeys.control;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.text.Align;

/** What keys do in GNU nano 8.4, and how it draws its screen. */
final class NanoKeys {
  private static final List<String> SHORTCUTS =
      List.of(
          "^G Help|^O Write Out|^F Where Is|^K Cut|^T Execute|^C Location",
          "^X Exit|^R Read File|^\\ Replace|^U Paste|^J Justify|^/ Go To Line");
  private static final List<String> YES_OR_NO = List.of(" Y Yes", " N No|^C Cancel");
  private static final List<String> CANCEL = List.of("^G Help", "^C Cancel");
  private static final int SHORTCUT = 13;

  /** The title, the line of messages, and two of shortcuts. */
  private static final int FRAME = 4;

  private final EditorScreen screen;
  private final Editor.Target target;
  private final EditorText text;
  private final EditorKeys keys;
  private String name;
  private String message = "";
  private String clipboard = "";
  private boolean over;

  NanoKeys(EditorScreen screen, Editor.Target target, EditorText text) {
    this.screen = screen;
    this.target = target;
    this.text = text;
    keys = new EditorKeys(screen);
    name = target.name();
  }

  void run(boolean there) {
    message = there ? read(text.count()) : name.isEmpty() ? "" : "[ New File ]";
    while (!over) {
      draw(message, SHORTCUTS, "");
      message = "";
      press(keys.next());
    }
  }

  private static String read(int lines) {
    return "[ Read " + lines + (lines == 1 ? " line ]" : " lines ]");
  }

  private int page() {
    return Math.max(1, screen.rows() - FRAME);
  }

  private void press(int key) {
    if (EditorKeys.moves(key, text, page())) {
      return;
    }
    if (key == control('X')) {
      exit();
    } else if (key == control('O') || key == control('S')) {
      ask("File Name to Write: ", name).ifPresent(this::write);
    } else if (key == control('K')) {
      clipboard = text.cutLine();
    } else if (key == control('U')) {
      text.moveTo(text.row(), 0);
      text.insert(clipboard);
    } else if (key == control('W') || key == control('F')) {
      ask("Search: ", "").ifPresent(this::find);
    } else if (key == control('A')) {
      text.moveTo(text.row(), 0);
    } else if (key == control('E')) {
      text.moveTo(text.row(), Integer.MAX_VALUE);
    } else if (key == control('C')) {
      message = "[ line " + (text.row() + 1) + "/" + text.size() + " ]";
    } else if (key == EditorKeys.DELETE || key == control('D')) {
      text.delete();
    } else if (key == control('H') || key == 127) {
      text.backspace();
    } else if (key == '\n' || key == '\r') {
      text.insert("\n");
    } else if (key == '\t' || key >= ' ' && key < EditorKeys.UP) {
      text.insert(Character.toString(key));
    }
  }

  private void find(String word) {
    if (!text.find(word)) {
      message = "[ \"" + word + "\" not found ]";
    }
  }

  private void exit() {
    if (!text.isChanged()) {
      over = true;
      return;
    }
    while (true) {
      draw("Save modified buffer? ", YES_OR_NO, "Save modified buffer? ");
      int key = keys.next();
      if (key == 'y' || key == 'Y') {
        over = ask("File Name to Write: ", name).map(this::write).orElse(false);
        return;
      }
      if (key == 'n' || key == 'N') {
        over = true;
        return;
      }
      if (key == control('C')) {
        message = "[ Cancelled ]";
        return;
      }
    }
  }

  private boolean write(String file) {
    try {
      target.write(file, text.text());
      name = file;
      text.saved();
      int lines = text.count();
      message = "[ Wrote " + lines + (lines == 1 ? " line ]" : " lines ]");
      return true;
    } catch (FileError refused) {
      message = "[ Error writing " + file + ": " + refused.getMessage() + " ]";
      return false;
    }
  }

  /** Asks for a line in the row of messages; empty when it is cancelled. */
  private Optional<String> ask(String question, String proposal) {
    StringBuilder answer = new StringBuilder(proposal);
    while (true) {
      draw(question + answer, CANCEL, question + answer);
      int key = keys.next();
      if (key == '\n' || key == '\r') {
        return answer.length() == 0 ? Optional.empty() : Optional.of(answer.toString());
      }
      if (key == control('C')) {
        message = "[ Cancelled ]";
        return Optional.empty();
      }
      if ((key == control('H') || key == 127) && answer.length() > 0) {
        answer.setLength(answer.length() - 1);
      } else if (key >= ' ' && key != 127 && key < EditorKeys.UP) {
        answer.appendCodePoint(key);
      }
    }
  }

  /**
   * Draws all.
   *
   * @param line the row of messages: a question fills it, what is told stands in its middle
   * @param question behind which the cursor stands; empty for the text's own
   */
  private void draw(String line, List<String> shortcuts, String question) {
    int columns = screen.columns();
    StringBuilder out = new StringBuilder(EditorScreen.CLEAR);
    out.append(EditorScreen.REVERSE).append(title(columns)).append(EditorScreen.PLAIN).append("\n");
    for (String row : text.visible(page(), columns, "")) {
      out.append(row).append('\n');
    }
    if (!question.isEmpty()) {
      out.append(EditorScreen.REVERSE).append(Align.left(line, columns)).append(EditorScreen.PLAIN);
    } else if (!line.isEmpty()) {
      out.append(" ".repeat(Math.max(0, (columns - line.length()) / 2)));
      out.append(EditorScreen.REVERSE).append(line).append(EditorScreen.PLAIN);
    }
    for (String row : shortcuts) {
      out.append('\n');
      for (String shortcut : row.split("\\|")) {
        String key = shortcut.substring(0, 2);
        out.append(EditorScreen.REVERSE).append(key).append(EditorScreen.PLAIN);
        out.append(Align.left(shortcut.substring(2), SHORTCUT - 2));
      }
    }
    out.append(
        question.isEmpty()
            ? text.cursor(2, columns)
            : "\u001b[" + (page() + 2) + ";" + (question.length() + 1) + "H");
    screen.print(out.toString());
  }

  private String title(int columns) {
    String file = name.isEmpty() ? "New Buffer" : name;
    String left = "  GNU nano 8.4";
    String right = text.isChanged() ? "Modified  " : "";
    int at = Math.max(left.length() + 2, (columns - file.length()) / 2);
    String title = Align.left(left, at) + file;
    return Align.left(title, columns - right.length()) + right;
  }
}
