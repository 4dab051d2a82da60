package passerelle.gotemplate;

/** The parser's look-ahead of up to three items (Go: text/template/parse {@code Tree.token}). */
final class TokenBuffer {
  private final Lexer lexer;
  private final Token[] tokens = new Token[3];
  private int peeked;

  TokenBuffer(Lexer lexer) {
    this.lexer = lexer;
    tokens[0] = new Token(Token.Kind.EOF, 0, "", 0);
  }

  /** The line that an error is reported on: that of the item read last. */
  int line() {
    return tokens[0].line();
  }

  Token next() {
    if (peeked > 0) {
      peeked--;
    } else {
      tokens[0] = lexer.next();
    }
    return tokens[peeked];
  }

  void backup() {
    peeked++;
  }

  /** Puts one item back before the one that is there to be read. */
  void backup(Token first) {
    tokens[1] = first;
    peeked = 2;
  }

  /** Puts two items back before the one that is there to be read. */
  void backup(Token first, Token second) {
    tokens[1] = second;
    tokens[2] = first;
    peeked = 3;
  }

  Token peek() {
    if (peeked == 0) {
      peeked = 1;
      tokens[0] = lexer.next();
    }
    return tokens[peeked - 1];
  }

  Token nextNonSpace() {
    Token token = next();
    while (token.kind() == Token.Kind.SPACE) {
      token = next();
    }
    return token;
  }

  Token peekNonSpace() {
    Token token = nextNonSpace();
    backup();
    return token;
  }
}
