package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.userland.text.AwkLexer.Kind;
import passerelle.sim.userland.text.AwkLexer.Token;
import passerelle.sim.userland.text.AwkTree.Expr;
import passerelle.sim.userland.text.AwkTree.Rule;
import passerelle.sim.userland.text.AwkTree.Stmt;

/** Reads an awk program: rules and statements; see {@link AwkExpressions} for the rest. */
final class AwkParser {
  private final AwkTokens tokens;
  private final AwkExpressions expressions;

  AwkParser(String program) throws AwkError {
    tokens = new AwkTokens(new AwkLexer(program).tokens());
    expressions = new AwkExpressions(tokens);
  }

  List<Rule> parse() throws AwkError {
    List<Rule> rules = new ArrayList<>();
    skipSeparators();
    while (tokens.peek().kind() != Kind.END) {
      rules.add(rule());
      skipSeparators();
    }
    return rules;
  }

  private void skipSeparators() {
    while (tokens.peek().kind() == Kind.NEWLINE || tokens.is(";")) {
      tokens.take();
    }
  }

  private void skipNewlines() {
    while (tokens.peek().kind() == Kind.NEWLINE) {
      tokens.take();
    }
  }

  private Rule rule() throws AwkError {
    if (tokens.accept("BEGIN")) {
      return new Rule(AwkTree.Kind.BEGIN, Optional.empty(), Optional.empty(), Optional.of(block()));
    }
    if (tokens.accept("END")) {
      return new Rule(AwkTree.Kind.END, Optional.empty(), Optional.empty(), Optional.of(block()));
    }
    Optional<Expr> pattern = Optional.empty();
    Optional<Expr> end = Optional.empty();
    if (!tokens.is("{")) {
      pattern = Optional.of(expressions.expression());
      if (tokens.accept(",")) {
        skipNewlines();
        end = Optional.of(expressions.expression());
      }
    }
    Optional<Stmt> action = tokens.is("{") ? Optional.of(block()) : Optional.empty();
    return new Rule(AwkTree.Kind.LINE, pattern, end, action);
  }

  private Stmt block() throws AwkError {
    tokens.expect("{");
    List<Stmt> statements = new ArrayList<>();
    skipSeparators();
    while (!tokens.is("}")) {
      if (tokens.peek().kind() == Kind.END) {
        throw new AwkError("missing } near end of file", tokens.peek().line() + 1);
      }
      statements.add(statement());
      skipSeparators();
    }
    tokens.take();
    return new AwkTree.Block(statements);
  }

  private Stmt statement() throws AwkError {
    tokens.enter();
    try {
      if (tokens.is("{")) {
        return block();
      }
      if (tokens.accept("if")) {
        return conditional();
      }
      if (tokens.accept("while")) {
        Expr condition = parenthesized();
        return new AwkTree.While(condition, body(), false);
      }
      if (tokens.accept("do")) {
        return doWhile();
      }
      if (tokens.accept("for")) {
        return loop();
      }
      Stmt simple = simple();
      if (!tokens.is("}") && tokens.peek().kind() != Kind.END) {
        if (tokens.peek().kind() != Kind.NEWLINE && !tokens.is(";")) {
          throw tokens.unexpected();
        }
        tokens.take();
      }
      return simple;
    } finally {
      tokens.leave();
    }
  }

  private Expr parenthesized() throws AwkError {
    tokens.expect("(");
    Expr expression = expressions.expression();
    tokens.expect(")");
    return expression;
  }

  /** The body of a loop; a semicolon alone is an empty one. */
  private Stmt body() throws AwkError {
    if (tokens.accept(";")) {
      return new AwkTree.Block(List.of());
    }
    skipNewlines();
    return statement();
  }

  private Stmt conditional() throws AwkError {
    Expr condition = parenthesized();
    Stmt then = body();
    int mark = tokens.position();
    skipSeparators();
    if (tokens.accept("else")) {
      skipNewlines();
      return new AwkTree.If(condition, then, Optional.of(statement()));
    }
    tokens.moveTo(mark);
    return new AwkTree.If(condition, then, Optional.empty());
  }

  private Stmt doWhile() throws AwkError {
    Stmt body = body();
    skipSeparators();
    tokens.expect("while");
    return new AwkTree.While(parenthesized(), body, true);
  }

  private Stmt loop() throws AwkError {
    tokens.expect("(");
    int mark = tokens.position();
    Token name = tokens.take();
    if (name.kind() == Kind.NAME && tokens.accept("in")) {
      Token array = tokens.take();
      if (array.kind() == Kind.NAME && tokens.accept(")")) {
        return new AwkTree.ForIn(name.text(), array.text(), body());
      }
    }
    tokens.moveTo(mark);
    Optional<Stmt> first = tokens.is(";") ? Optional.empty() : Optional.of(simple());
    tokens.expect(";");
    Optional<Expr> condition =
        tokens.is(";") ? Optional.empty() : Optional.of(expressions.expression());
    tokens.expect(";");
    Optional<Stmt> step = tokens.is(")") ? Optional.empty() : Optional.of(simple());
    tokens.expect(")");
    return new AwkTree.For(first, condition, step, body());
  }

  private Stmt simple() throws AwkError {
    Token token = tokens.peek();
    switch (token.kind() == Kind.KEYWORD ? token.text() : "") {
      case "print", "printf" -> {
        tokens.take();
        return print(token.text().equals("printf"));
      }
      case "next", "break", "continue" -> {
        tokens.take();
        return new AwkTree.Jump(token.text());
      }
      case "exit" -> {
        tokens.take();
        return new AwkTree.Exit(
            endsStatement() ? Optional.empty() : Optional.of(expressions.expression()));
      }
      case "delete" -> {
        tokens.take();
        return delete();
      }
      default -> {
        return new AwkTree.Simple(expressions.expression());
      }
    }
  }

  private boolean endsStatement() {
    Kind kind = tokens.peek().kind();
    return kind == Kind.NEWLINE || kind == Kind.END || tokens.is(";") || tokens.is("}");
  }

  private Stmt delete() throws AwkError {
    Token name = tokens.take();
    if (name.kind() != Kind.NAME) {
      throw tokens.unexpected();
    }
    List<Expr> subscripts = tokens.is("[") ? expressions.subscripts() : List.of();
    return new AwkTree.Delete(name.text(), subscripts);
  }

  private Stmt print(boolean formatted) throws AwkError {
    List<Expr> values = new ArrayList<>();
    if (!endsStatement() && !tokens.is(">") && !tokens.is(">>") && !tokens.is("|")) {
      values.addAll(expressions.printList());
    }
    if (tokens.is("|")) {
      throw new AwkError("Passerelle does not model output to a command", tokens.peek().line());
    }
    String redirection = tokens.is(">") || tokens.is(">>") ? tokens.take().text() : "";
    Optional<Expr> file =
        redirection.isEmpty() ? Optional.empty() : Optional.of(expressions.operand());
    return new AwkTree.Print(formatted, values, redirection, file);
  }
}
