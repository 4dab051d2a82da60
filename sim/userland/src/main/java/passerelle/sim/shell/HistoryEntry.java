package passerelle.sim.shell;

import java.util.regex.Pattern;

/**
 * A command of several lines as bash's history holds it: in one line, but for what stands in quotes
 * and here-documents (its option {@code cmdhist}; parse.y:history_delimiting_chars).
 */
final class HistoryEntry {
  /** Where a command may follow without a semicolon. */
  private static final Pattern OPEN =
      Pattern.compile(
          "(?:^|[\\s;&|(){}])(?:do|then|else|elif|if|while|until|in|!)$"
              + "|[({;&|]$|\\(\\)$|(?:^|[\\s;&|])case (?:(?!esac).)*\\)$",
          Pattern.DOTALL);

  private HistoryEntry() {}

  /** The entry of a script, or of the lines that were typed of it so far. */
  static String of(String script) {
    int end = script.indexOf('\n');
    if (end < 0) {
      return script;
    }
    String entry = script.substring(0, end);
    boolean inDocument = Scripts.isInHereDocument(Dialect.BASH, entry);
    while (end >= 0) {
      int next = script.indexOf('\n', end + 1);
      int stop = next < 0 ? script.length() : next;
      String line = script.substring(end + 1, stop);
      boolean staysInDocument = Scripts.isInHereDocument(Dialect.BASH, script.substring(0, stop));
      entry =
          inDocument && !Scripts.isContinued(script.substring(0, end))
              ? entry + "\n" + line + (staysInDocument ? "" : "\n")
              : joined(entry, script.substring(0, end), line);
      inDocument = staysInDocument;
      end = next;
    }
    return entry;
  }

  private static String joined(String entry, String before, String line) {
    if (Scripts.isContinued(before)) {
      return entry.substring(0, entry.length() - 1) + line;
    }
    if (Scripts.isInQuotes(Dialect.BASH, before)) {
      return entry + "\n" + line;
    }
    if (line.isBlank()) {
      return entry;
    }
    boolean open = entry.endsWith("\n") || OPEN.matcher(entry).find();
    return entry.stripTrailing() + (entry.endsWith("\n") ? "\n" : open ? " " : "; ") + line;
  }
}
