package passerelle.sim.userland.text;

import java.util.List;
import passerelle.sim.userland.text.AwkLexer.Kind;
import passerelle.sim.userland.text.AwkLexer.Token;

/** The tokens of a program and how far they are read. */
final class AwkTokens {
  private static final int MAX_DEPTH = 80;

  private final List<Token> tokens;
  private int at;
  private int depth;

  AwkTokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  Token take() {
    Token token = peek();
    at++;
    return token;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** Whether an operator or keyword is next. */
  boolean is(String text) {
    Token token = peek();
    return (token.kind() == Kind.OPERATOR || token.kind() == Kind.KEYWORD)
        && token.text().equals(text);
  }

  boolean accept(String text) {
    boolean there = is(text);
    at += there ? 1 : 0;
    return there;
  }

  void expect(String text) throws AwkError {
    if (!accept(text)) {
      throw unexpected();
    }
  }

  AwkError unexpected() {
    return new AwkError("syntax error at or near " + peek().text(), peek().line());
  }

  void enter() throws AwkError {
    if (++depth > MAX_DEPTH) {
      throw new AwkError("nested too deeply", peek().line());
    }
  }

  void leave() {
    depth--;
  }
}
