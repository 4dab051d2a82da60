package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import passerelle.sim.tty.History;
import passerelle.text.Align;

/** The lines that a person has typed into a shell, numbered (bash's history, ash's). */
final class CommandHistory {
  private final History lines;

  /** A line that was an event of an expansion, or none such. */
  static final class NotFound extends Exception {
    NotFound(String event) {
      super(event + ": event not found");
    }
  }

  CommandHistory(Dialect dialect) {
    lines = new History(dialect == Dialect.BASH);
  }

  /** The lines, as a line editor goes through them. */
  History lines() {
    return lines;
  }

  /** Keeps a script, of which the lines come at once. */
  void addAll(Dialect dialect, String script) {
    if (dialect == Dialect.BASH) {
      lines.add(HistoryEntry.of(script));
    } else {
      script.lines().forEach(lines::add);
    }
  }

  /** Keeps one more line of a script, which is the last. */
  void goOn(Dialect dialect, String script) {
    if (dialect == Dialect.BASH) {
      lines.amend(HistoryEntry.of(script));
    } else {
      lines.add(script.substring(script.lastIndexOf('\n') + 1));
    }
  }

  void clear() {
    lines.clear();
  }

  /** Removes the line of a number; whether there was one. */
  boolean remove(int number) {
    boolean there = number > lines.forgotten() && number <= lines.forgotten() + lines.size();
    if (there) {
      lines.remove(number - 1 - lines.forgotten());
    }
    return there;
  }

  /** The last lines as they are listed. */
  String list(int most, Dialect dialect) {
    StringBuilder out = new StringBuilder();
    for (int i = Math.max(0, lines.size() - most); i < lines.size(); i++) {
      int number = lines.forgotten() + i + (dialect == Dialect.BASH ? 1 : 0);
      String start = String.valueOf(number);
      int width = dialect == Dialect.BASH ? 5 : 4;
      out.append(Align.right(start, width));
      out.append(dialect == Dialect.BASH ? "  " : " ").append(lines.line(i)).append('\n');
    }
    return out.toString();
  }

  private Optional<String> at(int number) {
    int index = number - 1 - lines.forgotten();
    return index >= 0 && index < lines.size() ? Optional.of(lines.line(index)) : Optional.empty();
  }

  private Optional<String> starting(String prefix) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.line(i).startsWith(prefix)) {
        return Optional.of(lines.line(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Replaces {@code !!}, {@code !N}, {@code !-N}, {@code !word}, {@code !$}, {@code !^}, {@code !*}
   * and {@code !!:N} by what was typed before (readline's histexpand.c); not within single quotes,
   * behind a backslash, in a comment, or before a blank, an equals sign or a parenthesis. Lines
   * behind the first stay as they are: bash takes nothing for an event in a here-document.
   */
  String expand(String line) throws NotFound {
    StringBuilder out = new StringBuilder();
    boolean single = false;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\n' || c == '#' && !single && !quoted && startsWord(line, i)) {
        return out.append(line, i, line.length()).toString();
      }
      if (c == '\\' && !single && i + 1 < line.length()) {
        out.append(c).append(line.charAt(++i));
        continue;
      }
      single ^= c == '\'' && !quoted;
      quoted ^= c == '"' && !single;
      boolean event = c == '!' && !single && i + 1 < line.length() && isEvent(line, i, quoted);
      if (!event) {
        out.append(c);
        continue;
      }
      String name = name(line.substring(i + 1), quoted);
      out.append(found(name).orElseThrow(() -> new NotFound("!" + name)));
      i += name.length();
    }
    return out.toString();
  }

  private static boolean startsWord(String line, int at) {
    return at == 0 || " \t;&()|<>".indexOf(line.charAt(at - 1)) >= 0;
  }

  private static boolean isEvent(String line, int at, boolean quoted) {
    char next = line.charAt(at + 1);
    boolean plain = " \t\n=(".indexOf(next) >= 0 || quoted && next == '"';
    boolean variable = at > 0 && "${".indexOf(line.charAt(at - 1)) >= 0;
    return !plain && !variable;
  }

  private static String name(String rest, boolean quoted) {
    if (rest.matches("(?s)[!$*^].*")) {
      return rest.replaceFirst("(?s)^(!:[0-9$*^]|.).*", "$1");
    }
    if (rest.matches("(?s)-?\\d.*")) {
      return rest.replaceFirst("(?s)^(-?\\d+).*", "$1");
    }
    return rest.replaceFirst(quoted ? "(?s)[\\s;|&<>\"].*" : "(?s)[\\s;|&<>:].*", "");
  }

  private Optional<String> found(String name) {
    if (lines.size() == 0 || name.isEmpty()) {
      return Optional.empty();
    } else if (name.equals("!")) {
      return Optional.of(lines.line(lines.size() - 1));
    } else if (name.matches("(!:)?[$*^]|!:[0-9]")) {
      return word(
          lines.line(lines.size() - 1).strip().split("\\s+"), name.charAt(name.length() - 1));
    } else if (name.matches("-?\\d{1,6}")) {
      int number = Integer.parseInt(name);
      return at(number < 0 ? lines.forgotten() + lines.size() + 1 + number : number);
    }
    return starting(name);
  }

  /** A word of a line by its number; the first argument, the last, all of them. */
  private static Optional<String> word(String[] words, char designator) {
    return switch (designator) {
      case '$' -> Optional.of(words[words.length - 1]);
      case '*' ->
          Optional.of(
              String.join(" ", List.of(words).subList(Math.min(1, words.length), words.length)));
      default -> {
        int number = designator == '^' ? 1 : designator - '0';
        yield number < words.length ? Optional.of(words[number]) : Optional.empty();
      }
    };
  }
}
