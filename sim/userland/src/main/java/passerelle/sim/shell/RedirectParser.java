package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.shell.Command.Redirect;
import passerelle.sim.shell.SyntaxError.Kind;

/** The part of the grammar that a number or an operator of redirection begins (POSIX XCU 2.7). */
record RedirectParser(Parser parser) {
  private static final Set<String> OPERATORS =
      Set.of("<", ">", ">>", ">|", "<&", ">&", "<>", "&>", "&>>", "<<", "<<-", "<<<");

  /** {@code {name}>} of bash, which puts the number of a free descriptor into a variable. */
  private static final String VARIABLE = "[{][A-Za-z_][A-Za-z0-9_]*(\\[[^\\]]*\\])?[}]";

  /** Whether one begins here. */
  boolean isNext() {
    Token token = parser.token();
    return token.kind() == Token.Kind.IO_NUMBER
        || token.kind() == Token.Kind.OPERATOR && OPERATORS.contains(token.text())
        || isVariable(token);
  }

  private boolean isVariable(Token token) {
    char next = parser.lexer().peek(0);
    return token.kind() == Token.Kind.WORD
        && parser.lexer().dialect() == Dialect.BASH
        && (next == '<' || next == '>')
        && token.text().matches(VARIABLE);
  }

  /** All that stand one behind the other. */
  List<Redirect> all() throws SyntaxError {
    List<Redirect> redirects = new ArrayList<>();
    while (isNext()) {
      redirects.add(one());
    }
    return redirects;
  }

  Redirect one() throws SyntaxError {
    Lexer lexer = parser.lexer();
    int fd = -2;
    Optional<String> variable = Optional.empty();
    if (isVariable(parser.token())) {
      String word = parser.take().text();
      variable = Optional.of(word.substring(1, word.length() - 1));
    } else if (parser.token().kind() == Token.Kind.IO_NUMBER) {
      fd = Integer.parseInt(parser.take().text());
    }
    String operator = parser.take().text();
    if (fd == -2) {
      fd = operator.startsWith("&") ? -1 : operator.startsWith("<") ? 0 : 1;
    }
    Token token = parser.token();
    if (operator.equals("<<<") && lexer.dialect() != Dialect.BASH) {
      throw new SyntaxError(Kind.UNEXPECTED, operator, "", token.line());
    }
    if (token.kind() == Token.Kind.END && lexer.dialect() == Dialect.BASH) {
      throw new SyntaxError(Kind.UNEXPECTED, "newline", "", token.line());
    }
    if (token.kind() != Token.Kind.WORD) {
      throw parser.unexpected("");
    }
    if (!operator.equals("<<") && !operator.equals("<<-")) {
      return new Redirect(fd, variable, operator, parser.takeWord(), Optional.empty());
    }
    boolean tabs = operator.equals("<<-");
    HereDocument document = HereDocument.announced(token.word().orElseThrow(), tabs);
    lexer.expect(document);
    Word word = parser.take().word().orElseThrow();
    return new Redirect(fd, variable, "<<", word, Optional.of(document));
  }

  /** {@code command |&} is {@code command 2>&1 |}. */
  Command withErrors(Command command) {
    Word output = new Word(List.of(new Word.Text("1", false)));
    Redirect errors = new Redirect(2, Optional.empty(), ">&", output, Optional.empty());
    return new Command.Redirected(command, List.of(errors), parser.lexer().line());
  }
}
