package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;

/** {@code read} (POSIX XCU read). */
record ReadBuiltin(Process self, ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("read", this::read);
  }

  private int read(List<String> arguments) {
    boolean raw = false;
    Optional<String> prompt = Optional.empty();
    Optional<String> array = Optional.empty();
    int i = 0;
    while (i < arguments.size() && arguments.get(i).startsWith("-")) {
      String option = arguments.get(i);
      raw |= option.contains("r");
      boolean valued = option.endsWith("p") || option.endsWith("t") || option.endsWith("n");
      boolean list = complaints.isBash() && option.matches("-[rs]*a");
      if (list && i + 1 < arguments.size()) {
        array = Optional.of(arguments.get(++i));
      } else if (!option.matches("-[rspntu]+")) {
        return complaints.fail("read", option + ": invalid option", 2);
      }
      if (option.endsWith("p") && i + 1 < arguments.size()) {
        prompt = Optional.of(arguments.get(i + 1));
      }
      i += valued ? 2 : 1;
    }
    if (self.stdin().isTerminal()) {
      prompt.ifPresent(self.stderr()::print);
    }
    List<String> names =
        i < arguments.size() ? arguments.subList(i, arguments.size()) : List.of("REPLY");
    Optional<String> line = logicalLine(raw);
    boolean complete = line.isPresent() && line.get().endsWith("\n");
    String text = line.orElse("");
    if (array.isPresent()) {
      shell.variables.setArray(array.get(), split(text.strip(), ifs(), Integer.MAX_VALUE));
      return complete ? 0 : 1;
    }
    assign(complete ? text.substring(0, text.length() - 1) : text, names, i == arguments.size());
    return complete ? 0 : 1;
  }

  /** A line; without {@code -r} a backslash at its end joins the next. */
  private Optional<String> logicalLine(boolean raw) {
    Optional<String> line = self.stdin().readLine();
    if (raw || line.isEmpty()) {
      return line;
    }
    StringBuilder whole = new StringBuilder(line.get());
    while (whole.toString().endsWith("\\\n")) {
      whole.setLength(whole.length() - 2);
      whole.append(self.stdin().readLine().orElse(""));
    }
    return Optional.of(whole.toString().replaceAll("\\\\(.)", "$1"));
  }

  private void assign(String text, List<String> names, boolean whole) {
    if (whole) {
      shell.variables.set(names.get(0), text);
      return;
    }
    List<String> values = split(text, ifs(), names.size());
    for (int i = 0; i < names.size(); i++) {
      shell.variables.set(names.get(i), i < values.size() ? values.get(i) : "");
    }
  }

  private String ifs() {
    return shell.variables.get("IFS").orElse(" \t\n");
  }

  /** Splits into at most {@code max} values, the last of which takes the rest. */
  private static List<String> split(String text, String ifs, int max) {
    List<String> values = new ArrayList<>();
    String blanks = ifs.replaceAll("[^ \t\n]", "");
    int at = skip(text, 0, blanks);
    while (at < text.length() && values.size() < max - 1) {
      int end = at;
      while (end < text.length() && ifs.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      values.add(text.substring(at, end));
      at = skip(text, end, blanks);
      if (at < text.length()
          && ifs.indexOf(text.charAt(at)) >= 0
          && blanks.indexOf(text.charAt(at)) < 0) {
        at = skip(text, at + 1, blanks);
      }
    }
    if (at < text.length()) {
      int end = text.length();
      while (end > at && blanks.indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      values.add(text.substring(at, end));
    }
    return values;
  }

  private static int skip(String text, int from, String characters) {
    int at = from;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
