package passerelle.capture.filter;

import java.util.List;
import passerelle.capture.filter.Token.Kind;

/** The tokens of an expression, read from the left; bounded, so that no input is too deep. */
final class TokenStream {
  /** As many instructions as the kernel takes in a filter (BPF_MAXINSNS). */
  private static final int MOST_TOKENS = 4096;

  private static final int DEEPEST = 256;

  private final List<Token> tokens;
  private int position;
  private int depth;

  TokenStream(List<Token> tokens) throws FilterSyntaxException {
    if (tokens.size() > MOST_TOKENS) {
      throw new FilterSyntaxException("can't parse filter expression: memory exhausted");
    }
    this.tokens = tokens;
  }

  Token peek() throws FilterSyntaxException {
    Token token = tokens.get(position);
    if (token.kind() == Kind.ERROR) {
      throw new FilterSyntaxException(token.text());
    }
    return token;
  }

  /** The token {@code ahead} places on; the last one from there on. */
  Token peek(int ahead) {
    return tokens.get(Math.min(position + ahead, tokens.size() - 1));
  }

  boolean at(String word) throws FilterSyntaxException {
    return peek().is(word);
  }

  Token next() throws FilterSyntaxException {
    Token token = peek();
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  boolean accept(String word) throws FilterSyntaxException {
    boolean there = at(word);
    if (there) {
      position++;
    }
    return there;
  }

  void expect(String word) throws FilterSyntaxException {
    if (!accept(word)) {
      throw FilterSyntaxException.syntaxError();
    }
  }

  long number() throws FilterSyntaxException {
    Token token = next();
    if (token.kind() != Kind.NUMBER) {
      throw FilterSyntaxException.syntaxError();
    }
    return token.number();
  }

  /** How far ahead the token behind the parenthesis that closes the one here is. */
  int closing() {
    int open = 0;
    int ahead = 0;
    do {
      open += peek(ahead).is("(") ? 1 : peek(ahead).is(")") ? -1 : 0;
      ahead++;
    } while (open > 0 && position + ahead < tokens.size());
    return ahead;
  }

  /** Counts nesting. */
  void enter() throws FilterSyntaxException {
    if (++depth > DEEPEST) {
      throw new FilterSyntaxException("can't parse filter expression: memory exhausted");
    }
  }

  void leave() {
    depth--;
  }
}
