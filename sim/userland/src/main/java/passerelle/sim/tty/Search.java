package passerelle.sim.tty;

import passerelle.sim.tty.EditKey.Kind;

/** Ctrl-R: looks for a line that was typed before ({@code reverse-search-history}). */
final class Search {
  private final History history;
  private final String original;
  private String wanted = "";
  private int line;
  private boolean failed;

  /**
   * Nothing is looked for yet.
   *
   * @param original what was typed before, which comes back when the search is given up
   */
  Search(History history, String original) {
    this.history = history;
    this.original = original;
    line = history.size();
  }

  /** Takes a key; false when it is none of the search's. */
  boolean key(EditKey key) {
    if (key.kind() == Kind.TEXT) {
      wanted += key.text();
      look(Math.min(line, history.size() - 1));
      return true;
    }
    switch (key.control()) {
      case 'R' - '@' -> look(line - 1);
      case Keys.ERASE, Keys.BACKSPACE -> {
        wanted = wanted.isEmpty() ? "" : wanted.substring(0, wanted.length() - 1);
        look(history.size() - 1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void look(int from) {
    int at = from;
    while (at >= 0 && !history.line(at).contains(wanted)) {
      at--;
    }
    failed = at < 0;
    line = failed ? line : at;
  }

  /** What stands before the line that was found. */
  String prompt() {
    return (failed ? "(failed " : "(") + "reverse-i-search)`" + wanted + "': ";
  }

  /** The line that was found, or what was typed before. */
  String found() {
    return line < history.size() && !wanted.isEmpty() ? history.line(line) : original;
  }

  /** Where in it the wanted text is. */
  int at() {
    return Math.max(0, found().indexOf(wanted));
  }

  /** What is in the line when a key ends the search: Ctrl-G gives it up. */
  String result(EditKey key) {
    return key.control() == 'G' - '@' ? original : found();
  }

  /** Whether a key does nothing but end the search. */
  boolean ends(EditKey key) {
    return key.control() == 'G' - '@' || key.kind() == Kind.OTHER;
  }
}
