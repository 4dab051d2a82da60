package passerelle.sim.shell;

import java.util.Locale;
import java.util.Set;
import passerelle.sim.process.ForkError;
import passerelle.sim.process.MemoryError;
import passerelle.sim.shell.SyntaxError.Kind;

/** Which shell speaks: the words of its errors and the few operators that one of them lacks. */
public enum Dialect {
  /** bash 5.2. */
  BASH,
  /** dash 0.5.12, Debian's {@code sh}. */
  DASH,
  /** BusyBox 1.37's ash. */
  ASH;

  private static final Set<String> ONLY_BASH = Set.of("&>>", "|&", ";&", ";;&");

  boolean hasOperator(String operator) {
    return this == BASH || !ONLY_BASH.contains(operator);
  }

  /** One of three, by the shell. */
  <T> T choose(T bash, T ash, T dash) {
    return switch (this) {
      case BASH -> bash;
      case ASH -> ash;
      case DASH -> dash;
    };
  }

  /** What begins an error of the shell itself ({@code error.c:file_error_prolog}). */
  String prefix(String shell, int line) {
    return shell + choose(": line " + line + ": ", ": ", ": " + Math.max(1, line) + ": ");
  }

  /** What begins an error of a builtin ({@code ash.c:ash_vmsg}, bash's {@code builtin_error}). */
  String prefix(String shell, int line, String builtin) {
    return this == ASH
        ? shell + ": " + builtin + ": line 0: "
        : prefix(shell, line) + builtin + ": ";
  }

  /** Whether a word begins a command that only some shells have. */
  boolean hasKeyword(String word) {
    return switch (word) {
      case "select" -> this == BASH;
      case "[[", "function", "time" -> this != DASH;
      default -> true;
    };
  }

  /**
   * What a shell says when it cannot make a process.
   *
   * @param line the number of the line that wanted one
   */
  String explain(String shell, int line, ForkError none) {
    String why = none.getMessage();
    return choose(
            shell + ": fork: " + why,
            shell + ": can't fork: " + why,
            prefix(shell, line) + "Cannot fork")
        + "\n";
  }

  /**
   * What a shell says before it ends for want of memory ({@code xmalloc.c}, {@code ash.c}).
   *
   * @param line the number of the line that wanted it
   */
  String explain(String shell, int line, MemoryError full) {
    return choose(
            shell + ": xrealloc: cannot allocate " + full.bytes() + " bytes",
            shell + ": out of memory",
            prefix(shell, line) + "Out of space")
        + "\n";
  }

  /** The whole answer to a script that cannot be parsed ({@code parse.y:report_syntax_error}). */
  String explain(String shell, String script, SyntaxError error) {
    return switch (this) {
      case BASH -> bashExplains(shell, script, error);
      case ASH -> ashExplains(shell, error);
      case DASH -> dashExplains(prefix(shell, error.line()), error);
    };
  }

  /** The answer to a person's line: without its number, which bash leaves out where one types. */
  String explainTyped(String shell, String script, SyntaxError error) {
    String whole = explain(shell, script, error);
    if (this != BASH) {
      return whole;
    }
    return whole.substring(0, whole.indexOf('\n') + 1).replaceFirst(": -c: line \\d+: ", ": ");
  }

  private static String bashExplains(String shell, String script, SyntaxError error) {
    String[] lines = script.split("\n", -1);
    String prefix = shell + ": -c: line " + error.line() + ": ";
    String text =
        switch (error.kind()) {
          case UNEXPECTED -> "syntax error near unexpected token `" + error.token() + "'";
          case UNCLOSED -> "unexpected EOF while looking for matching `" + error.token() + "'";
          case END_OF_FILE -> "syntax error: unexpected end of file";
          case OTHER -> error.token();
        };
    if (error.kind() == Kind.END_OF_FILE) {
      int newlines = script.endsWith("\n") ? lines.length : lines.length + 1;
      return shell + ": -c: line " + newlines + ": " + text + "\n";
    }
    String around = "";
    if (error.kind() == Kind.UNEXPECTED && error.line() <= lines.length) {
      around = prefix + "`" + lines[error.line() - 1] + "'\n";
    }
    return prefix + text + "\n" + around;
  }

  private static String ashExplains(String shell, SyntaxError error) {
    String expecting =
        error.expecting().isEmpty() ? "" : " (expecting \"" + error.expecting() + "\")";
    String text =
        switch (error.kind()) {
          case UNEXPECTED ->
              error.token().equals("newline")
                  ? "unexpected newline" + expecting
                  : error.token().equals("<<<")
                      ? "unexpected redirection"
                      : "unexpected \"" + error.token() + "\"" + expecting;
          case END_OF_FILE -> "unexpected end of file" + expecting;
          case UNCLOSED ->
              switch (error.token()) {
                case "`" -> "EOF in backquote substitution";
                case "}" -> "missing '}'";
                case ")" -> "unexpected end of file (expecting \")\")";
                default -> "unterminated quoted string";
              };
          case OTHER -> error.token();
        };
    return shell + ": syntax error: " + text + "\n";
  }

  /** See {@code parser.c:synexpect}. */
  private static String dashExplains(String prefix, SyntaxError error) {
    String expecting =
        error.expecting().isEmpty() ? "" : " (expecting \"" + error.expecting() + "\")";
    String text =
        switch (error.kind()) {
          case UNEXPECTED ->
              switch (error.token()) {
                case "newline" -> "newline unexpected" + expecting;
                case "<<<" -> "redirection unexpected";
                default -> "\"" + error.token() + "\" unexpected" + expecting;
              };
          case END_OF_FILE -> "end of file unexpected" + expecting;
          case UNCLOSED ->
              switch (error.token()) {
                case "`" -> "EOF in backquote substitution";
                case "}" -> "Missing '}'";
                case ")" -> "end of file unexpected (expecting \")\")";
                default -> "Unterminated quoted string";
              };
          case OTHER ->
              error.token().substring(0, 1).toUpperCase(Locale.ROOT) + error.token().substring(1);
        };
    return prefix + "Syntax error: " + text + "\n";
  }
}
