package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.shell.SyntaxError.Kind;

/**
 * Reads what stands behind a dollar sign and names a parameter (POSIX XCU 2.6.2; bash's subst.c,
 * {@code parameter_brace_expand}).
 *
 * @param in stands behind the dollar sign
 * @param quoted it is in double quotes
 */
record ParameterReader(Lexer in, boolean quoted) {
  private static final String SPECIAL = "@*#?$!-0123456789";
  private static final List<String> OPERATORS =
      List.of(
          ":-", ":=", ":?", ":+", "-", "=", "?", "+", "%%", "%", "##", "#", "//", "/", ":", "^^",
          ",,", "^", ",", "@Q", "@U", "@L", "@u", "@E", "@a");
  private static final String ONLY_BASH = "^,@";
  private static final String NOT_IN_DASH = "^,@/:";

  /** Whether a name or a special parameter stands there without braces. */
  boolean isAtName() {
    return isNameStart(in.peek(0)) || isAtSpecial();
  }

  private boolean isAtSpecial() {
    return in.peek(0) != 0 && SPECIAL.indexOf(in.peek(0)) >= 0;
  }

  /** {@code $name}, {@code $1}, {@code $?}. */
  Word.Parameter plain() {
    boolean named = isNameStart(in.peek(0));
    return new Word.Parameter(named ? name() : String.valueOf(in.advance()), quoted);
  }

  /** <code>${...}</code>, whose first brace has been read. */
  Word.Parameter braces() throws SyntaxError {
    int start = in.position();
    boolean bash = in.dialect() == Dialect.BASH;
    boolean length = in.peek(0) == '#' && in.peek(1) != '}';
    boolean indirect = bash && in.peek(0) == '!' && isNameStart(in.peek(1));
    if (length || indirect) {
      in.advance();
    }
    Optional<String> name = parameterName();
    if (in.atEnd()) {
      throw unclosed();
    }
    if (name.isEmpty()) {
      return badSubstitution(start);
    }
    Optional<Word> subscript = Optional.empty();
    if (bash && isNameStart(name.get().charAt(0)) && in.peek(0) == '[') {
      subscript = Optional.of(subscript());
    }
    List<Word> arguments = new ArrayList<>();
    String operator = length ? "#length" : indirect ? "!" : operator();
    if (indirect && (in.peek(0) == '*' || in.peek(0) == '@')) {
      operator = "!names" + in.advance();
    } else if (!operator.isEmpty() && !length && !indirect && operator.charAt(0) != '@') {
      readArguments(operator, arguments);
    }
    if (in.peek(0) != '}') {
      return badSubstitution(start);
    }
    in.advance();
    return new Word.Parameter(name.get(), subscript, operator, arguments, quoted);
  }

  private SyntaxError unclosed() {
    return in.unclosed(quoted && in.dialect() == Dialect.DASH ? "\"" : "}");
  }

  private Word subscript() throws SyntaxError {
    in.enter();
    in.advance();
    Word subscript = new WordReader(in).readUntil("]");
    in.advance();
    in.leave();
    return subscript;
  }

  private void readArguments(String operator, List<Word> arguments) throws SyntaxError {
    boolean two = operator.startsWith("/") || operator.equals(":");
    arguments.add(argument(two ? (operator.equals(":") ? ":}" : "/}") : "}"));
    if (two && in.peek(0) != '}') {
      in.advance();
      arguments.add(argument("}"));
    }
  }

  private Word argument(String terminators) throws SyntaxError {
    in.enter();
    WordReader reader = new WordReader(in);
    Word word = quoted ? reader.readQuotedUntil(terminators) : reader.readUntil(terminators);
    in.leave();
    return word;
  }

  private String operator() {
    String unknown = in.dialect().choose("", ONLY_BASH, NOT_IN_DASH);
    for (String operator : OPERATORS) {
      boolean posix = operator.length() == 2 && operator.charAt(0) == ':';
      boolean known = posix || unknown.indexOf(operator.charAt(0)) < 0;
      if (known && in.script().startsWith(operator, in.position())) {
        for (int i = 0; i < operator.length(); i++) {
          in.advance();
        }
        return operator;
      }
    }
    return "";
  }

  /** The name; empty where none can be. */
  private Optional<String> parameterName() throws SyntaxError {
    if (isNameStart(in.peek(0))) {
      return Optional.of(name());
    }
    if (Character.isDigit(in.peek(0))) {
      StringBuilder digits = new StringBuilder();
      while (Character.isDigit(in.peek(0)) && digits.length() < 9) {
        digits.append(in.advance());
      }
      return Optional.of(digits.toString());
    }
    if (in.atEnd()) {
      throw in.unclosed("}");
    }
    return isAtSpecial() ? Optional.of(String.valueOf(in.advance())) : Optional.empty();
  }

  /** ash finds it out as it reads, bash when it comes to it ({@code subst.c}). */
  private Word.Parameter badSubstitution(int start) throws SyntaxError {
    if (in.dialect() == Dialect.ASH) {
      throw new SyntaxError(Kind.OTHER, "bad substitution", "", in.line());
    }
    int depth = 1;
    while (depth > 0) {
      if (in.atEnd()) {
        throw unclosed();
      }
      char c = in.advance();
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    String text = "${" + in.script().substring(start, in.position());
    return new Word.Parameter(text, Optional.empty(), "bad", List.of(), quoted);
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    while (isNameStart(in.peek(0)) || Character.isDigit(in.peek(0))) {
      name.append(in.advance());
    }
    return name.toString();
  }

  static boolean isNameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
