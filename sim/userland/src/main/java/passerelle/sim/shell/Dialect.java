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

  /**
   * What begins an error of the shell itself ({@code error.c:file_error_prolog}, {@code
   * ash.c:ash_vmsg}).
   *
   * @param source the file that is read, or {@code eval}; empty for what has no name
   */
  String prefix(String shell, String source, int line) {
    if (source.isEmpty() || source.equals(shell) && this != ASH) {
      return shell + choose(": line " + line + ": ", ": ", ": " + Math.max(1, line) + ": ");
    }
    String other = source.equals(shell) ? "" : source + ": ";
    return choose(
        (source.equals("eval") ? shell : source) + ": line " + line + ": ",
        shell + ": " + other + "line " + line + ": ",
        shell + ": " + Math.max(1, line) + ": " + other);
  }

  /** What begins an error of a builtin (bash's {@code builtin_error}). */
  String prefix(String shell, String source, int line, String builtin) {
    return choose(
        prefix(shell, source, line) + builtin + ": ",
        shell + ": " + builtin + ": line " + line + ": ",
        prefix(shell, "", line) + builtin + ": ");
  }

  /** Whether a word begins a command that only some shells have. */
  boolean hasKeyword(String word) {
    return switch (word) {
      case "select", "coproc" -> this == BASH;
      case "time" -> this == BASH;
      case "[[", "function" -> this != DASH;
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
            prefix(shell, "", line) + "Cannot fork")
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
            prefix(shell, "", line) + "Out of space")
        + "\n";
  }

  /**
   * The whole answer to a script that cannot be parsed ({@code parse.y:report_syntax_error}).
   *
   * @param source as in {@link #prefix(String, String, int)}
   */
  String explain(String shell, String source, String script, SyntaxError error) {
    boolean counted = this == ASH && (source.isEmpty() || source.equals("eval"));
    String prefix = prefix(shell, source, error.line() - (counted ? 1 : 0));
    return switch (this) {
      case BASH -> bashExplains(shell, source, script, error);
      case ASH -> prefix + "syntax error: " + ashExplains(error) + "\n";
      case DASH -> prefix + "Syntax error: " + dashExplains(error) + "\n";
    };
  }

  /** The answer to a person's line: without its number, which bash leaves out where one types. */
  String explainTyped(String shell, String script, SyntaxError error) {
    String whole = explain(shell, "", script, error);
    if (this != BASH) {
      return whole;
    }
    return whole.substring(0, whole.indexOf('\n') + 1).replaceFirst(": -c: line \\d+: ", ": ");
  }

  private static String bashExplains(
      String shell, String source, String script, SyntaxError error) {
    String[] lines = script.split("\n", -1);
    String where =
        switch (source) {
          case "" -> shell + ": -c: line ";
          case "eval" -> shell + ": eval: line ";
          default -> source + ": line ";
        };
    String prefix = where + error.line() + ": ";
    String text =
        switch (error.kind()) {
          case UNEXPECTED -> "syntax error near unexpected token `" + error.token() + "'";
          case UNCLOSED -> "unexpected EOF while looking for matching `" + error.token() + "'";
          case END_OF_FILE -> "syntax error: unexpected end of file";
          case OTHER -> error.token();
        };
    if (error.kind() == Kind.END_OF_FILE) {
      int newlines = script.endsWith("\n") ? lines.length : lines.length + 1;
      return where + newlines + ": " + text + "\n";
    }
    String around = "";
    if (error.kind() == Kind.UNEXPECTED && error.line() <= lines.length) {
      around = prefix + "`" + lines[error.line() - 1] + "'\n";
    }
    return prefix + text + "\n" + around;
  }

  private static String ashExplains(SyntaxError error) {
    return switch (error.kind()) {
      case UNEXPECTED -> "unexpected " + unexpected(error) + expecting(error);
      case END_OF_FILE -> "unexpected end of file" + expecting(error);
      case UNCLOSED ->
          switch (error.token()) {
            case "`" -> "EOF in backquote substitution";
            case "}" -> "missing '}'";
            case ")" -> "unexpected end of file (expecting \")\")";
            default -> "unterminated quoted string";
          };
      case OTHER -> error.token();
    };
  }

  /** See {@code parser.c:synexpect}. */
  private static String dashExplains(SyntaxError error) {
    return switch (error.kind()) {
      case UNEXPECTED -> unexpected(error) + " unexpected" + expecting(error);
      case END_OF_FILE -> "end of file unexpected" + expecting(error);
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
  }

  private static String expecting(SyntaxError error) {
    return error.expecting().isEmpty() ? "" : " (expecting \"" + error.expecting() + "\")";
  }

  /** The name of a kind of token ({@code tokname}). */
  private static String unexpected(SyntaxError error) {
    String token = error.token();
    if (token.equals("newline")) {
      return token;
    } else if (token.startsWith("<") || token.startsWith(">")) {
      return "redirection";
    }
    boolean keyword = Token.KEYWORDS.contains(token) && !error.expecting().equals(")");
    boolean known = keyword || "&|;()".contains(token.substring(0, 1));
    return known ? "\"" + token + "\"" : "word";
  }
}
