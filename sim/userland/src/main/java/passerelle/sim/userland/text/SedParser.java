package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.shell.Regex;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads a sed script ({@code sed/compile.c}). */
final class SedParser {
  private static final String COMMANDS = "{}=abcdDgGhHilnNpPqQrstTwxy:#";

  private final Flavour flavour;
  private final String script;
  private final boolean extended;
  private int at;
  private int depth;

  SedParser(Flavour flavour, String script, boolean extended) {
    this.flavour = flavour;
    this.script = script;
    this.extended = extended;
  }

  List<SedCommand> parse() throws ToolFailure {
    List<SedCommand> commands = block();
    if (at < script.length()) {
      at++;
      throw error("unexpected `}'", "unexpected '}'");
    }
    return commands;
  }

  private ToolFailure error(String gnu, String busybox) {
    return flavour == Flavour.GNU
        ? new ToolFailure(1, "sed: -e expression #1, char " + at + ": " + gnu + "\n")
        : new ToolFailure(1, "sed: " + busybox + "\n");
  }

  private List<SedCommand> block() throws ToolFailure {
    if (++depth > 50) {
      throw error("nested too deeply", "nested too deeply");
    }
    List<SedCommand> commands = new ArrayList<>();
    skip(" \t\n;");
    while (at < script.length() && peek() != '}') {
      if (peek() == '#') {
        at = lineEnd();
      } else {
        commands.add(command());
      }
      skip(" \t\n;");
    }
    depth--;
    return commands;
  }

  private char peek() {
    return at < script.length() ? script.charAt(at) : 0;
  }

  private void skip(String characters) {
    while (at < script.length() && characters.indexOf(peek()) >= 0) {
      at++;
    }
  }

  private int lineEnd() {
    int end = script.indexOf('\n', at);
    return end < 0 ? script.length() : end;
  }

  private SedCommand command() throws ToolFailure {
    Optional<SedCommand.Address> first = address(false);
    Optional<SedCommand.Address> second = Optional.empty();
    skip(" \t");
    if (first.isPresent() && peek() == ',') {
      at++;
      skip(" \t");
      second = address(true);
      if (second.isEmpty()) {
        throw error("unexpected `,'", "no address after comma");
      }
    }
    skip(" \t");
    boolean negated = peek() == '!';
    skip("! \t");
    if (at >= script.length()) {
      throw error("missing command", "missing command");
    }
    char name = script.charAt(at++);
    if (COMMANDS.indexOf(name) < 0) {
      throw error("unknown command: `" + name + "'", "unsupported command " + name);
    }
    return finish(first, second, negated, name);
  }

  private SedCommand finish(
      Optional<SedCommand.Address> first,
      Optional<SedCommand.Address> second,
      boolean negated,
      char name)
      throws ToolFailure {
    String text = "";
    Optional<SedCommand.Substitution> substitution = Optional.empty();
    List<SedCommand> block = List.of();
    switch (name) {
      case '{' -> {
        block = block();
        if (peek() != '}') {
          at = 0;
          throw error("unmatched `{'", "unmatched '{'");
        }
        at++;
      }
      case 's' -> substitution = Optional.of(substitution());
      case 'y' -> text = transliteration();
      case 'a', 'i', 'c' -> text = text();
      case 'b', 't', 'T', ':', 'r', 'w' -> text = word();
      case 'q', 'Q' -> text = digits();
      default -> {}
    }
    if ("aic{:brwtT".indexOf(name) < 0) {
      skip(" \t");
      if (at < script.length() && ";}\n#".indexOf(peek()) < 0) {
        at++;
        throw error(
            "extra characters after command", "unsupported command " + script.charAt(at - 1));
      }
    }
    return new SedCommand(first, second, negated, name, text, substitution, block);
  }

  private Optional<SedCommand.Address> address(boolean second) throws ToolFailure {
    char c = peek();
    if (Character.isDigit(c)) {
      long line = Long.parseLong(digits());
      if (peek() == '~') {
        at++;
        String step = digits();
        return Optional.of(new SedCommand.Step(line, step.isEmpty() ? 0 : Long.parseLong(step)));
      }
      return Optional.of(new SedCommand.LineNumber(line));
    }
    if (c == '$') {
      at++;
      return Optional.of(new SedCommand.LastLine());
    }
    if (c == '+' && second) {
      at++;
      String count = digits();
      return Optional.of(new SedCommand.Following(count.isEmpty() ? 0 : Long.parseLong(count)));
    }
    if (c == '/' || c == '\\') {
      at += c == '\\' ? 2 : 1;
      char delimiter = at <= script.length() ? script.charAt(at - 1) : 0;
      Optional<String> expression = until(delimiter, true);
      if (expression.isEmpty()) {
        throw error("unterminated address regex", "unmatched '/'");
      }
      boolean ignoreCase = peek() == 'I';
      at += ignoreCase ? 1 : 0;
      return Optional.of(new SedCommand.Matching(regex(expression.get(), ignoreCase)));
    }
    return Optional.empty();
  }

  private String digits() {
    int start = at;
    while (Character.isDigit(peek()) && at - start < 9) {
      at++;
    }
    return script.substring(start, at);
  }

  /** Text up to the delimiter, which is taken too; empty if it is missing. */
  private Optional<String> until(char delimiter, boolean regex) {
    StringBuilder text = new StringBuilder();
    boolean bracket = false;
    while (at < script.length()) {
      char c = script.charAt(at++);
      if (c == delimiter && !bracket) {
        return Optional.of(text.toString());
      }
      if (c == '\\' && !bracket && at < script.length()) {
        char next = script.charAt(at++);
        boolean literal = next == delimiter;
        text.append(literal ? "" : "\\").append(next);
        continue;
      }
      if (c == '\n' && regex) {
        return Optional.empty();
      }
      bracket = regex && (c == '[' || bracket && c != ']');
      text.append(c);
    }
    return Optional.empty();
  }

  private Optional<Regex> regex(String expression, boolean ignoreCase) throws ToolFailure {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Regex.compile(expression, extended, ignoreCase));
    } catch (Regex.Invalid invalid) {
      throw error(invalid.getMessage(), "bad regex '" + expression + "': " + invalid.getMessage());
    }
  }

  private SedCommand.Substitution substitution() throws ToolFailure {
    char delimiter = peek();
    at++;
    Optional<String> expression = at > script.length() ? Optional.empty() : until(delimiter, true);
    Optional<String> with = expression.isPresent() ? until(delimiter, false) : Optional.empty();
    if (with.isEmpty()) {
      at = Math.min(at, script.length());
      throw error("unterminated `s' command", "unmatched '" + delimiter + "'");
    }
    boolean global = false;
    boolean ignoreCase = false;
    boolean print = false;
    int number = 1;
    while (at < script.length() && ";}\n# \t".indexOf(peek()) < 0) {
      char flag = script.charAt(at++);
      if (flag == 'g') {
        global = true;
      } else if (flag == 'p') {
        print = true;
      } else if (flag == 'i' || flag == 'I') {
        ignoreCase = true;
      } else if (flag >= '1' && flag <= '9') {
        at--;
        number = Integer.parseInt(digits());
      } else {
        throw error("unknown option to `s'", "bad option in substitution expression");
      }
    }
    return new SedCommand.Substitution(
        regex(expression.get(), ignoreCase), with.get(), global, number, print);
  }

  private String transliteration() throws ToolFailure {
    char delimiter = peek();
    at++;
    Optional<String> from = at > script.length() ? Optional.empty() : until(delimiter, false);
    Optional<String> to = from.isPresent() ? until(delimiter, false) : Optional.empty();
    if (to.isEmpty()) {
      at = Math.min(at, script.length());
      throw error("unterminated `y' command", "unmatched '" + delimiter + "'");
    }
    String source = plain(from.get());
    String target = plain(to.get());
    if (source.length() != target.length()) {
      throw error(
          "strings for `y' command are different lengths", "number of characters does not match");
    }
    return source + target;
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n").replace("\\\\", "\\");
  }

  /**
   * {@code a text}, {@code a\text} or {@code a\ newline text}: blanks before the text go, those
   * behind a backslash stay; a backslash keeps the newline (GNU sed manual, "append").
   */
  private String text() throws ToolFailure {
    skip(" \t");
    if (at >= script.length()) {
      throw error("expected \\ after `a', `c' or `i'", "expected \\ after 'a', 'c' or 'i'");
    }
    if (peek() == '\\') {
      at++;
      at += peek() == '\n' ? 1 : 0;
      if (at >= script.length()) {
        return flavour == Flavour.GNU ? "" : "\n";
      }
    }
    StringBuilder text = new StringBuilder();
    while (at < script.length() && peek() != '\n') {
      char c = script.charAt(at++);
      if (c == '\\') {
        escaped(text);
      } else {
        text.append(c);
      }
    }
    return text.append('\n').toString();
  }

  private void escaped(StringBuilder text) {
    if (at < script.length()) {
      char c = script.charAt(at++);
      text.append(c == 't' ? '\t' : c == 'n' ? '\n' : c);
    }
  }

  private String word() {
    skip(" \t");
    int start = at;
    while (at < script.length() && ";\n}".indexOf(peek()) < 0) {
      at++;
    }
    return script.substring(start, at).strip();
  }
}
