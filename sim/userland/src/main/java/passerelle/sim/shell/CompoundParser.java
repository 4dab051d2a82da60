package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.shell.Command.Branch;

/** The part of the grammar that begins with a keyword or a parenthesis (POSIX XCU 2.9.4). */
record CompoundParser(Parser parser) {
  /** What ends a branch of {@code case}, each in a way of its own. */
  static final Set<String> BRANCH_ENDS = Set.of(";;", ";&", ";;&");

  /** The compound command that begins here, if one does. */
  Optional<Command> parse() throws SyntaxError {
    Token token = parser.token();
    if (token.isOperator("(")) {
      return Optional.of(parenthesis());
    }
    if (token.kind() != Token.Kind.WORD || !parser.lexer().dialect().hasKeyword(token.text())) {
      return Optional.empty();
    }
    return switch (token.text()) {
      case "{" -> Optional.of(group());
      case "if" -> Optional.of(conditional("if"));
      case "while", "until" -> Optional.of(loop());
      case "for" -> Optional.of(forLoop());
      case "select" -> Optional.of(forLoop());
      case "case" -> Optional.of(caseCommand());
      case "[[" -> Optional.of(test());
      case "function" -> Optional.of(function());
      case "coproc" -> Optional.of(coprocess());
      default -> Optional.empty();
    };
  }

  private Command parenthesis() throws SyntaxError {
    Lexer lexer = parser.lexer();
    Token open = parser.token();
    boolean bash = lexer.dialect() == Dialect.BASH;
    if (bash && lexer.peek(0) == '(' && lexer.position() == open.start() + 1) {
      int end = ArithmeticText.end(lexer.script(), open.start() + 2);
      if (end >= 0) {
        String text = lexer.script().substring(open.start() + 2, end);
        lexer.moveTo(end + 2);
        parser.take();
        Word expression = WordReader.readHereDocument(lexer.dialect(), text, lexer.depth());
        return new Command.Arithmetic(expression, open.line());
      }
    }
    parser.take();
    Command body = parser.list(true, "");
    parser.expectOperator(")");
    return new Command.Subshell(body);
  }

  private Command group() throws SyntaxError {
    parser.take();
    Command body = parser.list(true, "}");
    parser.expectKeyword("}");
    return body;
  }

  private Command conditional(String keyword) throws SyntaxError {
    parser.expectKeyword(keyword);
    Command condition = parser.list(true, "then");
    parser.expectKeyword("then");
    Command then = parser.list(true, "fi");
    if (parser.token().isKeyword("elif")) {
      return new Command.If(condition, then, Optional.of(conditional("elif")));
    }
    Optional<Command> otherwise = Optional.empty();
    if (parser.token().isKeyword("else")) {
      parser.take();
      otherwise = Optional.of(parser.list(true, "fi"));
    }
    parser.expectKeyword("fi");
    return new Command.If(condition, then, otherwise);
  }

  private Command loop() throws SyntaxError {
    boolean until = parser.take().text().equals("until");
    Command condition = parser.list(true, "do");
    return new Command.Loop(until, condition, body());
  }

  private Command body() throws SyntaxError {
    parser.expectKeyword("do");
    Command body = parser.list(true, "done");
    parser.expectKeyword("done");
    return body;
  }

  private Command forLoop() throws SyntaxError {
    boolean bash = parser.lexer().dialect() == Dialect.BASH;
    boolean select = parser.token().isKeyword("select");
    int start = parser.token().start();
    int line = parser.take().line();
    if (bash && !select && parser.token().isOperator("(") && parser.lexer().peek(0) == '(') {
      return arithmeticLoop();
    }
    boolean named = parser.token().text().matches("[A-Za-z_][A-Za-z0-9_]*");
    // bash finds a bad name when it comes to the loop.
    if (parser.token().kind() != Token.Kind.WORD || !named && (!bash || select)) {
      throw badForVariable(line);
    }
    String name = parser.take().text();
    parser.skipNewlines();
    Optional<List<Word>> words = Optional.empty();
    if (parser.token().isKeyword("in")) {
      parser.take();
      List<Word> list = new ArrayList<>();
      while (parser.token().kind() == Token.Kind.WORD) {
        list.add(parser.take().word().orElseThrow());
      }
      words = Optional.of(list);
    }
    String text = parser.textFrom(start);
    if (parser.token().isOperator(";")) {
      parser.take();
    } else if (words.isPresent() && parser.token().kind() != Token.Kind.NEWLINE) {
      throw parser.unexpected("");
    }
    parser.skipNewlines();
    return select
        ? new Command.Select(name, words, body())
        : new Command.For(name, words, body(), text);
  }

  /** {@code ((first; condition; step))}, and what is repeated: also between braces. */
  private Command arithmeticLoop() throws SyntaxError {
    Lexer lexer = parser.lexer();
    Token open = parser.token();
    int end = ArithmeticText.end(lexer.script(), open.start() + 2);
    if (end < 0) {
      throw lexer.unclosed(")");
    }
    String text = lexer.script().substring(open.start() + 2, end);
    String[] parts = text.split(";", -1);
    lexer.moveTo(end + 2);
    parser.take();
    if (parts.length != 3) {
      throw new SyntaxError(
          SyntaxError.Kind.OTHER, "syntax error: arithmetic expression required", "", open.line());
    }
    if (parser.token().isOperator(";")) {
      parser.take();
    }
    parser.skipNewlines();
    Command body = parser.token().isKeyword("{") ? group() : body();
    return new Command.ForArithmetic(
        expression(parts[0]), expression(parts[1]), expression(parts[2]), body, open.line());
  }

  private Word expression(String text) throws SyntaxError {
    Lexer lexer = parser.lexer();
    return WordReader.readHereDocument(lexer.dialect(), text.strip(), lexer.depth());
  }

  private SyntaxError badForVariable(int line) {
    if (parser.lexer().dialect() != Dialect.BASH) {
      return new SyntaxError(SyntaxError.Kind.OTHER, "bad for loop variable", "", line);
    }
    return new SyntaxError(SyntaxError.Kind.UNEXPECTED, parser.token().text(), "", line);
  }

  private Command caseCommand() throws SyntaxError {
    parser.take();
    if (parser.token().kind() != Token.Kind.WORD) {
      throw parser.unexpected("");
    }
    Token taken = parser.take();
    Word subject = taken.word().orElseThrow();
    parser.skipNewlines();
    parser.expectKeyword("in");
    parser.skipNewlines();
    List<Branch> branches = new ArrayList<>();
    while (!parser.token().isKeyword("esac")) {
      branches.add(branch());
      parser.skipNewlines();
    }
    parser.take();
    return new Command.Case(subject, taken.text(), branches);
  }

  private Branch branch() throws SyntaxError {
    if (parser.token().isOperator("(")) {
      parser.take();
    }
    List<Word> patterns = new ArrayList<>();
    while (true) {
      if (parser.token().kind() != Token.Kind.WORD) {
        throw parser.unexpected(")");
      }
      patterns.add(parser.take().word().orElseThrow());
      if (!parser.token().isOperator("|")) {
        break;
      }
      parser.take();
    }
    parser.expectOperator(")");
    Command body = parser.list(false, "");
    String end = ";;";
    if (parser.token().kind() == Token.Kind.OPERATOR
        && BRANCH_ENDS.contains(parser.token().text())) {
      end = parser.take().text();
    } else if (!parser.token().isKeyword("esac")) {
      throw parser.unexpected(";;");
    }
    return new Branch(patterns, body, end);
  }

  private Command test() throws SyntaxError {
    int line = parser.take().line();
    List<Word> words = new ArrayList<>();
    while (!parser.token().isKeyword("]]")) {
      Token token = parser.token();
      if (token.kind() == Token.Kind.END) {
        throw parser.unexpected("]]");
      }
      if (token.isKeyword("=~")) {
        words.add(token.word().orElseThrow());
        words.add(parser.lexer().nextPattern());
      } else if (token.kind() != Token.Kind.NEWLINE) {
        words.add(token.word().orElse(new Word(List.of(new Word.Text(token.text(), false)))));
      }
      parser.take();
    }
    parser.take();
    return new Command.Conditional(words, line);
  }

  /** It has a name of its own only before a compound command. */
  private Command coprocess() throws SyntaxError {
    parser.take();
    Lexer lexer = parser.lexer();
    String rest = lexer.script().substring(lexer.position());
    boolean named =
        parser.token().kind() == Token.Kind.WORD
            && parser.token().text().matches("[A-Za-z_][A-Za-z0-9_]*")
            && rest.matches("(?s)[ \\t]*([({]|(while|until|for|if|case)\\b).*");
    String name = named ? parser.take().text() : "COPROC";
    int start = parser.token().start();
    Command command = parser.command("");
    return new Command.Coprocess(name, command, parser.textFrom(start));
  }

  private Command function() throws SyntaxError {
    parser.take();
    if (parser.token().kind() != Token.Kind.WORD) {
      throw parser.unexpected("");
    }
    String name = parser.take().text();
    if (parser.token().isOperator("(")) {
      parser.take();
      parser.expectOperator(")");
    }
    parser.skipNewlines();
    Optional<Command> body = parse();
    if (body.isEmpty()) {
      throw parser.unexpected("");
    }
    return new Command.Function(name, body.get());
  }
}
