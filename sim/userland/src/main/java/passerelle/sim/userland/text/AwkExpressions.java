package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.userland.text.AwkLexer.Kind;
import passerelle.sim.userland.text.AwkLexer.Token;
import passerelle.sim.userland.text.AwkTree.Expr;

/** Reads awk's expressions, from the loosest operator to the tightest. */
final class AwkExpressions {
  private static final Set<String> ASSIGNMENTS =
      Set.of("=", "+=", "-=", "*=", "/=", "%=", "^=", "**=");
  private static final Set<String> COMPARISONS = Set.of("<", "<=", "==", "!=", ">=", ">");

  private final AwkTokens tokens;

  /** In a print list without parentheses {@code >} redirects. */
  private boolean greaterRedirects;

  AwkExpressions(AwkTokens tokens) {
    this.tokens = tokens;
  }

  Expr expression() throws AwkError {
    tokens.enter();
    Expr left = ternary();
    boolean target =
        left instanceof AwkTree.Variable
            || left instanceof AwkTree.Field
            || left instanceof AwkTree.Element;
    Token token = tokens.peek();
    if (target && token.kind() == Kind.OPERATOR && ASSIGNMENTS.contains(token.text())) {
      tokens.take();
      skipNewlines();
      left = new AwkTree.Assign(left, token.text().replace("**", "^"), expression());
    }
    tokens.leave();
    return left;
  }

  /** The values of a print: maybe all in one pair of parentheses. */
  List<Expr> printList() throws AwkError {
    boolean outer = greaterRedirects;
    int mark = tokens.position();
    if (tokens.accept("(")) {
      greaterRedirects = false;
      List<Expr> list = list();
      if (tokens.accept(")") && endsPrint()) {
        greaterRedirects = outer;
        return list;
      }
      tokens.moveTo(mark);
    }
    greaterRedirects = true;
    List<Expr> list = list();
    greaterRedirects = outer;
    return list;
  }

  private boolean endsPrint() {
    Kind kind = tokens.peek().kind();
    return kind == Kind.NEWLINE
        || kind == Kind.END
        || tokens.is(";")
        || tokens.is("}")
        || tokens.is(">")
        || tokens.is(">>")
        || tokens.is("|");
  }

  private List<Expr> list() throws AwkError {
    List<Expr> list = new ArrayList<>();
    do {
      skipNewlines();
      list.add(expression());
    } while (tokens.accept(","));
    return list;
  }

  private void skipNewlines() {
    while (tokens.peek().kind() == Kind.NEWLINE) {
      tokens.take();
    }
  }

  /** The file of a redirection: no comparison, no blank-separated concatenation of more. */
  Expr operand() throws AwkError {
    return concatenation();
  }

  private Expr ternary() throws AwkError {
    Expr condition = or();
    if (!tokens.accept("?")) {
      return condition;
    }
    skipNewlines();
    Expr yes = expression();
    skipNewlines();
    tokens.expect(":");
    skipNewlines();
    return new AwkTree.Conditional(condition, yes, expression());
  }

  private Expr or() throws AwkError {
    Expr left = and();
    while (tokens.accept("||")) {
      skipNewlines();
      left = new AwkTree.Binary("||", left, and());
    }
    return left;
  }

  private Expr and() throws AwkError {
    Expr left = membership();
    while (tokens.accept("&&")) {
      skipNewlines();
      left = new AwkTree.Binary("&&", left, membership());
    }
    return left;
  }

  private Expr membership() throws AwkError {
    Expr left = match();
    while (tokens.is("in")) {
      tokens.take();
      left = new AwkTree.In(List.of(left), arrayName());
    }
    return left;
  }

  private String arrayName() throws AwkError {
    if (tokens.peek().kind() != Kind.NAME) {
      throw tokens.unexpected();
    }
    return tokens.take().text();
  }

  private Expr match() throws AwkError {
    Expr left = comparison();
    while (tokens.is("~") || tokens.is("!~")) {
      boolean negated = tokens.take().text().equals("!~");
      left = new AwkTree.Match(left, comparison(), negated);
    }
    return left;
  }

  private Expr comparison() throws AwkError {
    Expr left = concatenation();
    Token token = tokens.peek();
    boolean redirects = greaterRedirects && token.text().equals(">");
    if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text()) && !redirects) {
      tokens.take();
      return new AwkTree.Binary(token.text(), left, concatenation());
    }
    return left;
  }

  private Expr concatenation() throws AwkError {
    Expr left = additive();
    while (beginsOperand()) {
      left = new AwkTree.Binary(" ", left, additive());
    }
    return left;
  }

  private boolean beginsOperand() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, STRING, REGEX, NAME, FUNCTION -> true;
      case OPERATOR -> Set.of("(", "$", "!", "-", "+", "++", "--").contains(token.text());
      default -> false;
    };
  }

  private Expr additive() throws AwkError {
    Expr left = multiplicative();
    while (tokens.is("+") || tokens.is("-")) {
      left = new AwkTree.Binary(tokens.take().text(), left, multiplicative());
    }
    return left;
  }

  private Expr multiplicative() throws AwkError {
    Expr left = unary();
    while (tokens.is("*") || tokens.is("/") || tokens.is("%")) {
      left = new AwkTree.Binary(tokens.take().text(), left, unary());
    }
    return left;
  }

  private Expr unary() throws AwkError {
    if (tokens.is("!") || tokens.is("-") || tokens.is("+")) {
      tokens.enter();
      char operator = tokens.take().text().charAt(0);
      Expr operand = new AwkTree.Unary(operator, unary());
      tokens.leave();
      return operand;
    }
    return power();
  }

  private Expr power() throws AwkError {
    Expr base = postfix();
    if (tokens.accept("^") || tokens.accept("**")) {
      tokens.enter();
      Expr exponent = tokens.is("-") || tokens.is("+") || tokens.is("!") ? unary() : power();
      tokens.leave();
      return new AwkTree.Binary("^", base, exponent);
    }
    return base;
  }

  private Expr postfix() throws AwkError {
    if (tokens.is("++") || tokens.is("--")) {
      int by = tokens.take().text().equals("++") ? 1 : -1;
      return new AwkTree.Step(primary(), by, true);
    }
    Expr primary = primary();
    boolean target =
        primary instanceof AwkTree.Variable
            || primary instanceof AwkTree.Field
            || primary instanceof AwkTree.Element;
    if (target && (tokens.is("++") || tokens.is("--"))) {
      return new AwkTree.Step(primary, tokens.take().text().equals("++") ? 1 : -1, false);
    }
    return primary;
  }

  private Expr primary() throws AwkError {
    Token token = tokens.peek();
    switch (token.kind()) {
      case NUMBER -> {
        tokens.take();
        return new AwkTree.Literal(AwkValue.of(Double.parseDouble(token.text())));
      }
      case STRING -> {
        tokens.take();
        return new AwkTree.Literal(AwkValue.of(token.text()));
      }
      case REGEX -> {
        tokens.take();
        return new AwkTree.Pattern(token.text());
      }
      case FUNCTION -> {
        return call();
      }
      case NAME -> {
        return variable();
      }
      default -> {
        return special();
      }
    }
  }

  private Expr variable() throws AwkError {
    String name = tokens.take().text();
    if (tokens.is("(") && tokens.peek().adjoining()) {
      throw new AwkError("function " + name + " never defined", tokens.peek().line());
    }
    return tokens.is("[") ? new AwkTree.Element(name, subscripts()) : new AwkTree.Variable(name);
  }

  List<Expr> subscripts() throws AwkError {
    tokens.expect("[");
    boolean outer = greaterRedirects;
    greaterRedirects = false;
    List<Expr> subscripts = list();
    greaterRedirects = outer;
    tokens.expect("]");
    return subscripts;
  }

  private Expr special() throws AwkError {
    if (tokens.accept("$")) {
      tokens.enter();
      Expr index = tokens.is("-") ? unary() : postfixOperand();
      tokens.leave();
      return new AwkTree.Field(index);
    }
    if (tokens.accept("(")) {
      boolean outer = greaterRedirects;
      greaterRedirects = false;
      List<Expr> inner = list();
      greaterRedirects = outer;
      tokens.expect(")");
      if (tokens.is("in") && inner.size() > 1) {
        tokens.take();
        return new AwkTree.In(inner, arrayName());
      }
      if (inner.size() > 1) {
        throw tokens.unexpected();
      }
      return inner.get(0);
    }
    if (tokens.accept("getline")) {
      Optional<Expr> target =
          tokens.peek().kind() == Kind.NAME || tokens.is("$")
              ? Optional.of(primary())
              : Optional.empty();
      Optional<Expr> file = tokens.accept("<") ? Optional.of(primary()) : Optional.empty();
      return new AwkTree.Getline(target, file);
    }
    throw tokens.unexpected();
  }

  /** {@code $i++} adds to the field, {@code $++i} to the variable. */
  private Expr postfixOperand() throws AwkError {
    boolean prefix = tokens.is("++") || tokens.is("--");
    return prefix ? postfix() : primary();
  }

  private Expr call() throws AwkError {
    String name = tokens.take().text();
    List<Expr> arguments = new ArrayList<>();
    if (tokens.accept("(")) {
      boolean outer = greaterRedirects;
      greaterRedirects = false;
      if (!tokens.is(")")) {
        arguments.addAll(list());
      }
      greaterRedirects = outer;
      if (!tokens.accept(")")) {
        throw new AwkError("missing ) near " + tokens.peek().text(), tokens.peek().line());
      }
    } else if (!name.equals("length")) {
      throw tokens.unexpected();
    }
    return new AwkTree.Call(name, arguments);
  }
}
