package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.userland.jq.JqLexer.Kind;
import passerelle.sim.userland.jq.JqLexer.Token;

/** Parses a jq program (parser.y), and looks that all it names is there. */
final class JqParser {
  private static final Set<String> KEYWORDS =
      Set.of(
          "def", "as", "if", "then", "elif", "else", "end", "and", "or", "reduce", "foreach", "try",
          "catch", "label", "import", "include", "__loc__");

  private final List<Token> tokens;
  private int at;

  /** What a program may name: functions as {@code NAME/ARGUMENTS}, variables with a dollar. */
  static final class Scope {
    private final Set<String> names;

    Scope(Set<String> names) {
      this.names = new HashSet<>(names);
    }

    Scope with(String... more) {
      Scope inner = new Scope(names);
      inner.names.addAll(List.of(more));
      return inner;
    }

    Set<String> names() {
      return names;
    }
  }

  private JqParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Parses a whole program. */
  static Filter parse(String source, Scope scope) throws JqSyntaxError {
    JqParser parser = new JqParser(JqLexer.split(source));
    Filter filter = parser.peek().kind() == Kind.END ? new Filter.Identity() : parser.pipe(scope);
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected(", expecting end of file");
    }
    return filter;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean is(String text) {
    Token token = peek();
    return (token.kind() == Kind.SIGN || token.kind() == Kind.WORD) && token.text().equals(text);
  }

  private boolean take(String text) {
    boolean found = is(text);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String text) throws JqSyntaxError {
    if (!take(text)) {
      throw unexpected("");
    }
  }

  private JqSyntaxError unexpected(String expecting) {
    Token token = peek();
    String what =
        switch (token.kind()) {
          case WORD -> KEYWORDS.contains(token.text()) ? token.text() : "IDENT";
          case SIGN -> token.text().length() == 1 ? "'" + token.text() + "'" : token.text();
          case NUMBER -> "LITERAL";
          case VARIABLE -> "'$'";
          case END -> token.text();
          default -> token.kind().name();
        };
    return new JqSyntaxError(
        "syntax error, unexpected " + what + expecting + " (Unix shell quoting issues?)",
        token.start());
  }

  private Filter pipe(Scope names) throws JqSyntaxError {
    if (take("def")) {
      return define(names);
    }
    if (is("label")) {
      at++;
      String name = variable();
      expect("|");
      return new Filter.Label(name, pipe(names.with("*" + name)));
    }
    Filter left = comma(names);
    return take("|") ? new Filter.Pipe(left, pipe(names)) : left;
  }

  private Filter define(Scope names) throws JqSyntaxError {
    String name = word();
    List<String> parameters = new ArrayList<>();
    if (take("(")) {
      do {
        Token token = peek();
        parameters.add((token.kind() == Kind.VARIABLE ? "$" : "") + token.text());
        at++;
      } while (take(";"));
      expect(")");
    }
    expect(":");
    String self = name + "/" + parameters.size();
    Scope inner = names.with(self);
    for (String parameter : parameters) {
      inner = inner.with(parameter, parameter.replace("$", "") + "/0");
    }
    Filter body = pipe(inner);
    expect(";");
    Filter rest = peek().kind() == Kind.END ? new Filter.Identity() : pipe(names.with(self));
    return new Filter.Define(name, parameters, body, rest);
  }

  private String word() throws JqSyntaxError {
    if (peek().kind() != Kind.WORD) {
      throw unexpected("");
    }
    return tokens.get(at++).text();
  }

  private String variable() throws JqSyntaxError {
    if (peek().kind() != Kind.VARIABLE) {
      throw unexpected("");
    }
    return tokens.get(at++).text();
  }

  private Filter comma(Scope names) throws JqSyntaxError {
    Filter left = alternative(names);
    while (take(",")) {
      left = new Filter.Comma(left, alternative(names));
    }
    return left;
  }

  private Filter alternative(Scope names) throws JqSyntaxError {
    Filter left = assign(names);
    return take("//") ? new Filter.Binary("//", left, alternative(names)) : left;
  }

  private Filter assign(Scope names) throws JqSyntaxError {
    Filter left = binary(names, 0);
    for (String operator : List.of("=", "|=", "+=", "-=", "*=", "/=", "%=", "//=")) {
      if (take(operator)) {
        return new Filter.Assign(operator, left, alternative(names));
      }
    }
    return left;
  }

  private static final List<List<String>> LEVELS =
      List.of(
          List.of("or"),
          List.of("and"),
          List.of("==", "!=", "<", "<=", ">", ">="),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private Filter binary(Scope names, int level) throws JqSyntaxError {
    if (level == LEVELS.size()) {
      return postfix(names);
    }
    Filter left = binary(names, level + 1);
    while (LEVELS.get(level).stream().anyMatch(this::is)) {
      String operator = tokens.get(at++).text();
      left = new Filter.Binary(operator, left, binary(names, level + 1));
    }
    return left;
  }

  private Filter postfix(Scope names) throws JqSyntaxError {
    if (take("-")) {
      return new Filter.Negate(postfix(names));
    }
    Filter term = new JqTerms(this).term(names);
    while (true) {
      Token token = peek();
      if (token.kind() == Kind.FIELD) {
        at++;
        term = new Filter.Index(term, new Filter.Literal(Json.of(token.text())));
      } else if (is(".") && tokens.get(at + 1).kind() == Kind.STRING) {
        at++;
        term = new Filter.Index(term, text("text", names));
      } else if (is(".") && isSignAt(at + 1, "[")) {
        at++;
      } else if (take("[")) {
        term = brackets(term, names);
      } else if (take("?")) {
        term = new Filter.Try(term, Optional.empty());
      } else if (take("as")) {
        return new JqTerms(this).bind(term, names);
      } else {
        return term;
      }
    }
  }

  private boolean isSignAt(int index, String sign) {
    Token token = tokens.get(index);
    return token.kind() == Kind.SIGN && token.text().equals(sign);
  }

  /** What follows an opening bracket behind a term. */
  Filter brackets(Filter term, Scope names) throws JqSyntaxError {
    if (take("]")) {
      return new Filter.Each(term);
    }
    if (take(":")) {
      Filter to = pipe(names);
      expect("]");
      return new Filter.Slice(term, Optional.empty(), Optional.of(to));
    }
    Filter from = pipe(names);
    if (take(":")) {
      Optional<Filter> to = is("]") ? Optional.empty() : Optional.of(pipe(names));
      expect("]");
      return new Filter.Slice(term, Optional.of(from), to);
    }
    expect("]");
    return new Filter.Index(term, from);
  }

  /** A string, which may have something put into it. */
  Filter text(String format, Scope names) throws JqSyntaxError {
    List<String> parts = tokens.get(at++).parts();
    if (parts.size() == 1) {
      return new Filter.Literal(Json.of(parts.get(0)));
    }
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      filters.add(
          i % 2 == 0 ? new Filter.Literal(Json.of(parts.get(i))) : parse(parts.get(i), names));
    }
    return new Filter.Text(format, filters);
  }

  /** The doors for the other half of the parser. */
  Token token() {
    return peek();
  }

  Token advance() {
    return tokens.get(at++);
  }

  boolean accept(String text) {
    return take(text);
  }

  boolean sees(String text) {
    return is(text);
  }

  void require(String text) throws JqSyntaxError {
    expect(text);
  }

  JqSyntaxError error() {
    return unexpected("");
  }

  Filter whole(Scope names) throws JqSyntaxError {
    return pipe(names);
  }

  Filter postfixed(Scope names) throws JqSyntaxError {
    return postfix(names);
  }

  Filter value(Scope names) throws JqSyntaxError {
    Filter left = alternative(names);
    while (take("|")) {
      left = new Filter.Pipe(left, alternative(names));
    }
    return left;
  }
}
