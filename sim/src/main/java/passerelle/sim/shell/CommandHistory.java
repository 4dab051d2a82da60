package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines that a person has typed into a shell, numbered (bash's history, ash's). */
final class CommandHistory {
  /** {@code HISTSIZE}. */
  private static final int MOST = 500;

  private final List<String> lines = new ArrayList<>();
  private int forgotten;

  /** A line that was an event of an expansion, or none such. */
  static final class NotFound extends Exception {
    private static final long serialVersionUID = 1L;

    NotFound(String event) {
      super(event + ": event not found");
    }
  }

  void add(String line) {
    if (!line.isBlank()) {
      lines.add(line);
    }
    if (lines.size() > MOST) {
      lines.remove(0);
      forgotten++;
    }
  }

  void clear() {
    lines.clear();
    forgotten = 0;
  }

  /** Removes the line of a number; whether there was one. */
  boolean remove(int number) {
    boolean there = number > forgotten && number <= forgotten + lines.size();
    if (there) {
      lines.remove(number - 1 - forgotten);
    }
    return there;
  }

  /** The last lines as they are listed. */
  String list(int most, Dialect dialect) {
    StringBuilder out = new StringBuilder();
    for (int i = Math.max(0, lines.size() - most); i < lines.size(); i++) {
      int number = forgotten + i + (dialect == Dialect.BASH ? 1 : 0);
      String start = String.valueOf(number);
      int width = dialect == Dialect.BASH ? 5 : 4;
      out.append(" ".repeat(Math.max(0, width - start.length()))).append(start);
      out.append(dialect == Dialect.BASH ? "  " : " ").append(lines.get(i)).append('\n');
    }
    return out.toString();
  }

  private Optional<String> at(int number) {
    int index = number - 1 - forgotten;
    return index >= 0 && index < lines.size() ? Optional.of(lines.get(index)) : Optional.empty();
  }

  private Optional<String> starting(String prefix) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(prefix)) {
        return Optional.of(lines.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Replaces {@code !!}, {@code !N}, {@code !-N}, {@code !word} and {@code !$} by what was typed
   * before (readline's histexpand.c); not within single quotes, behind a backslash, or before a
   * blank, an equals sign or a parenthesis.
   */
  String expand(String line) throws NotFound {
    StringBuilder out = new StringBuilder();
    boolean single = false;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
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

  private static boolean isEvent(String line, int at, boolean quoted) {
    char next = line.charAt(at + 1);
    boolean plain = " \t\n=(".indexOf(next) >= 0 || quoted && next == '"';
    boolean variable = at > 0 && "${".indexOf(line.charAt(at - 1)) >= 0;
    return !plain && !variable;
  }

  private static String name(String rest, boolean quoted) {
    if (rest.startsWith("!") || rest.startsWith("$")) {
      return rest.substring(0, 1);
    }
    if (rest.matches("(?s)-?\\d.*")) {
      return rest.replaceFirst("(?s)^(-?\\d+).*", "$1");
    }
    return rest.replaceFirst(quoted ? "(?s)[\\s;|&<>\"].*" : "(?s)[\\s;|&<>:].*", "");
  }

  private Optional<String> found(String name) {
    if (lines.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    } else if (name.equals("!")) {
      return Optional.of(lines.get(lines.size() - 1));
    } else if (name.equals("$")) {
      String last = lines.get(lines.size() - 1).strip();
      return Optional.of(last.substring(last.lastIndexOf(' ') + 1));
    } else if (name.matches("-?\\d{1,6}")) {
      int number = Integer.parseInt(name);
      return at(number < 0 ? forgotten + lines.size() + 1 + number : number);
    }
    return starting(name);
  }
}
