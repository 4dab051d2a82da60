package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.shell.Escapes;
import passerelle.text.WordSet;

/** Cuts an awk program into tokens. */
final class AwkLexer {
  /** The sorts of tokens. */
  enum Kind {
    NUMBER,
    STRING,
    REGEX,
    NAME,
    FUNCTION,
    KEYWORD,
    OPERATOR,
    NEWLINE,
    END
  }

  /**
   * A token.
   *
   * @param adjoining whether it follows the one before without a blank
   */
  record Token(Kind kind, String text, int line, boolean adjoining) {}

  private static final Set<String> KEYWORDS =
      WordSet.of(
          """
          BEGIN END if else while for do in print printf next exit break continue delete
          getline function return
          """);
  private static final Set<String> FUNCTIONS =
      Set.of(
          "length", "substr", "index", "split", "sub", "gsub", "match", "toupper", "tolower",
          "sprintf", "int", "sqrt", "exp", "log", "sin", "cos", "atan2", "rand", "srand", "system",
          "close", "fflush");
  private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final List<String> OPERATORS =
      List.of(
          "**=", "&&", "||", "==", "!=", "<=", ">=", ">>", "++", "--", "+=", "-=", "*=", "/=", "%=",
          "^=", "**", "!~", "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^",
          "!", ">", "<", "|", "?", ":", "~", "$", "=");

  private final String program;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  AwkLexer(String program) {
    this.program = program;
  }

  List<Token> tokens() throws AwkError {
    while (true) {
      int before = at;
      skipBlanks();
      boolean adjoining = before == at;
      if (at >= program.length()) {
        tokens.add(new Token(Kind.END, "end of file", line, adjoining));
        return tokens;
      }
      next(adjoining);
    }
  }

  private void skipBlanks() {
    while (at < program.length()) {
      char c = program.charAt(at);
      if (c == '\\' && program.startsWith("\n", at + 1)) {
        at += 2;
        line++;
      } else if (c == '#') {
        int end = program.indexOf('\n', at);
        at = end < 0 ? program.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  private void next(boolean adjoining) throws AwkError {
    char c = program.charAt(at);
    if (c == '\n') {
      at++;
      tokens.add(new Token(Kind.NEWLINE, "end of line", line++, adjoining));
      return;
    }
    Matcher number = NUMBER.matcher(program).region(at, program.length());
    Matcher name = NAME.matcher(program).region(at, program.length());
    if (number.lookingAt()) {
      add(Kind.NUMBER, number.group(), number.end(), adjoining);
    } else if (name.lookingAt()) {
      String text = name.group();
      Kind kind =
          KEYWORDS.contains(text)
              ? Kind.KEYWORD
              : FUNCTIONS.contains(text) ? Kind.FUNCTION : Kind.NAME;
      add(kind, text, name.end(), adjoining);
    } else if (c == '"') {
      add(Kind.STRING, Escapes.interpret(delimited('"'), false).text(), at, adjoining);
    } else if (c == '/' && !endsOperand()) {
      add(Kind.REGEX, delimited('/').replace("\\/", "/"), at, adjoining);
    } else {
      operator(adjoining);
    }
  }

  private void operator(boolean adjoining) throws AwkError {
    for (String operator : OPERATORS) {
      if (program.startsWith(operator, at)) {
        add(Kind.OPERATOR, operator, at + operator.length(), adjoining);
        return;
      }
    }
    throw new AwkError("unexpected character '" + program.charAt(at) + "'", line);
  }

  private void add(Kind kind, String text, int end, boolean adjoining) {
    tokens.add(new Token(kind, text, line, adjoining));
    at = end;
  }

  /** Whether a slash here divides. */
  private boolean endsOperand() {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return switch (last.kind()) {
      case NUMBER, STRING, NAME, FUNCTION -> true;
      case OPERATOR -> Set.of(")", "]", "$", "++", "--").contains(last.text());
      default -> false;
    };
  }

  private String delimited(char delimiter) throws AwkError {
    int start = ++at;
    while (at < program.length() && program.charAt(at) != delimiter) {
      if (program.charAt(at) == '\n') {
        break;
      }
      at += program.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= program.length() || program.charAt(at) == '\n') {
      String shown = program.substring(Math.min(start, program.length())).split("\n", 2)[0];
      String what =
          delimiter == '"'
              ? "runaway string constant \""
              : "regular expression compile failed (missing operand)";
      throw new AwkError(delimiter == '"' ? what + shown + " ..." : what, line);
    }
    return program.substring(start, at++);
  }
}
