package passerelle.sim.shell;

import java.util.Optional;

/** A here-document (POSIX XCU 2.7.4), whose text begins after the line that announces it. */
final class HereDocument {
  private final String delimiter;
  private final boolean quoted;
  private final boolean stripTabs;
  private Word text = Word.quoted("");

  HereDocument(String delimiter, boolean quoted, boolean stripTabs) {
    this.delimiter = delimiter;
    this.quoted = quoted;
    this.stripTabs = stripTabs;
  }

  /** The one that a word announces; quotes in it keep the text from being expanded. */
  static HereDocument announced(Word word, boolean stripTabs) {
    StringBuilder delimiter = new StringBuilder();
    boolean quoted = false;
    for (Word.Part part : word.parts()) {
      if (part instanceof Word.Text text) {
        delimiter.append(text.text());
        quoted |= text.quoted();
      }
    }
    return new HereDocument(delimiter.toString(), quoted, stripTabs);
  }

  String delimiter() {
    return delimiter;
  }

  /** What a line adds to the text; empty for the delimiter. */
  Optional<String> content(String line) {
    String stripped = stripTabs ? line.replaceFirst("^\t+", "") : line;
    return stripped.equals(delimiter) ? Optional.empty() : Optional.of(stripped);
  }

  /** A quoted delimiter keeps the text from being expanded. */
  boolean isQuoted() {
    return quoted;
  }

  void setText(Word word) {
    text = word;
  }

  Word text() {
    return text;
  }
}
