package passerelle.sim.tty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import passerelle.sim.tty.EditKey.Kind;

/**
 * A line that a shell has asked for, and what has been typed of it, as readline and ash's lineedit
 * do it.
 */
final class Editing {
  private final Prompt prompt;
  private final Editor editor;
  private final KeyDecoder decoder = new KeyDecoder();
  private final EditBuffer buffer = new EditBuffer();
  private final Redisplay redisplay;
  private final HistoryWalk walk;
  private final Listing listing;
  private Optional<Search> search = Optional.empty();
  private Optional<Answer> answer = Optional.empty();
  private boolean literal;
  private boolean pasting;

  /**
   * Nothing has been typed yet.
   *
   * @param columns how wide the screen is
   */
  Editing(Prompt prompt, Display display, IntSupplier columns) {
    this.prompt = prompt;
    editor = prompt.editor();
    redisplay = new Redisplay(display, columns);
    walk = new HistoryWalk(editor.history());
    listing = new Listing(display, columns);
  }

  /** Shows the prompt, and what has been typed behind it. */
  void show() {
    redisplay.begin(prompt.text(), buffer.text(), buffer.cursor());
  }

  /** Shows both again, on the line where they are: the window has another size. */
  void redraw() {
    redisplay.redraw(prompt.text(), buffer.text(), buffer.cursor());
  }

  Prompt prompt() {
    return prompt;
  }

  /** BusyBox leaves it to the terminal to make newlines of Enter; readline does not. */
  boolean keepsNewlines() {
    return editor.style() == Editor.Style.LINEEDIT;
  }

  Optional<Answer> answer() {
    return answer;
  }

  void give(Answer given) {
    answer = Optional.of(given);
  }

  void key(byte key) {
    decoder.take(key).ifPresent(this::key);
  }

  private void key(EditKey key) {
    boolean tab = key.control() == '\t';
    if (pasting || literal) {
      literally(key);
    } else if (search.isPresent() && searched(key)) {
      return;
    } else if (key.kind() == Kind.CONTROL) {
      control(key.control());
    } else {
      move(key);
    }
    if (!tab) {
      listing.forget();
    }
    if (answer.isEmpty() && search.isEmpty()) {
      redisplay.update(buffer.text(), buffer.cursor());
    }
  }

  /** In what is pasted, and after Ctrl-V, keys are text. */
  private void literally(EditKey key) {
    literal = false;
    if (key.kind() == Kind.PASTE_ENDS) {
      pasting = false;
    } else {
      buffer.insert(pasting && key.control() == '\r' ? "\n" : key.text());
    }
  }

  private void control(char key) {
    switch (key) {
      case '\r', '\n' -> accept();
      case Keys.INTERRUPT -> {
        redisplay.end("^C");
        give(new Answer.Interrupt());
      }
      case Keys.END -> endOrDelete();
      case Keys.ERASE, Keys.BACKSPACE -> buffer.delete(buffer.previous());
      case Keys.KILL -> kill();
      case Keys.ERASE_WORD -> buffer.cut(buffer.blankLeft());
      case Keys.NEXT_LITERAL -> literal = true;
      case '\t' -> complete();
      case 'A' - '@' -> buffer.moveTo(0);
      case 'E' - '@' -> buffer.moveTo(Integer.MAX_VALUE);
      case 'B' - '@' -> buffer.moveTo(buffer.previous());
      case 'F' - '@' -> buffer.moveTo(buffer.next());
      case 'K' - '@' -> buffer.cut(Integer.MAX_VALUE);
      case 'L' - '@' -> redisplay.clear(prompt.text(), buffer.text(), buffer.cursor());
      case 'N' - '@' -> recall(walk.next(buffer.text()));
      case 'P' - '@' -> recall(walk.previous(buffer.text()));
      case 'R' - '@' -> beginSearch();
      case 'T' - '@' -> buffer.transpose();
      case 'Y' - '@' -> buffer.yank();
      default -> {
        // Other keys do nothing.
      }
    }
  }

  private void move(EditKey key) {
    switch (key.kind()) {
      case TEXT -> buffer.insert(key.text());
      case UP -> recall(walk.previous(buffer.text()));
      case DOWN -> recall(walk.next(buffer.text()));
      case LEFT -> buffer.moveTo(buffer.previous());
      case RIGHT -> buffer.moveTo(buffer.next());
      case HOME -> buffer.moveTo(0);
      case END -> buffer.moveTo(Integer.MAX_VALUE);
      case DELETE -> buffer.delete(buffer.next());
      case WORD_LEFT -> buffer.moveTo(buffer.wordLeft());
      case WORD_RIGHT -> buffer.moveTo(buffer.wordRight());
      case KILL_WORD -> buffer.cut(buffer.wordRight());
      case RUB_OUT_WORD -> buffer.cut(buffer.wordLeft());
      case LAST_ARGUMENT -> walk.lastArgument().ifPresent(buffer::insert);
      case PASTE_BEGINS -> pasting = editor.style() == Editor.Style.READLINE;
      default -> {
        // Other keys do nothing.
      }
    }
  }

  private void accept() {
    redisplay.update(buffer.text(), buffer.cursor());
    redisplay.end("");
    give(new Answer.Line(buffer.text()));
  }

  /** At the end of an empty line readline leaves the line for {@code exit} to stand below. */
  private void endOrDelete() {
    if (!buffer.isEmpty()) {
      buffer.delete(buffer.next());
      return;
    }
    redisplay.end("");
    give(new Answer.EndOfInput());
  }

  private void kill() {
    buffer.cut(0);
    redrawAll();
  }

  private void recall(Optional<String> line) {
    line.ifPresent(
        found -> {
          buffer.set(found);
          redrawAll();
        });
  }

  /** What BusyBox does when more than a character changes. */
  private void redrawAll() {
    if (editor.style() == Editor.Style.LINEEDIT) {
      redisplay.redraw(prompt.text(), buffer.text(), buffer.cursor());
    }
  }

  private void complete() {
    Completion found = editor.completer().complete(buffer.beforeCursor());
    List<String> candidates = new ArrayList<>(found.candidates());
    if (candidates.isEmpty()) {
      return;
    }
    String word = buffer.beforeCursor().substring(found.start());
    String common = found.common();
    if (candidates.size() == 1 && !common.endsWith("/")) {
      common += " ";
    }
    if (!common.equals(word)) {
      buffer.delete(found.start());
      buffer.insert(common);
      redrawAll();
    } else if (listing.isWanted()) {
      redisplay.end("");
      listing.show(candidates);
      show();
    }
  }

  private void beginSearch() {
    search = Optional.of(new Search(editor.history(), buffer.text()));
    showSearch();
  }

  private void showSearch() {
    Search now = search.orElseThrow();
    redisplay.redraw(now.prompt(), now.found(), now.at());
  }

  /** A key of a search; false when the search is over and the key means what it always does. */
  private boolean searched(EditKey key) {
    Search now = search.orElseThrow();
    if (now.key(key)) {
      showSearch();
      return true;
    }
    search = Optional.empty();
    buffer.set(now.result(key));
    if (key.control() != Keys.INTERRUPT) {
      redisplay.redraw(prompt.text(), buffer.text(), buffer.cursor());
    }
    return now.ends(key);
  }
}
