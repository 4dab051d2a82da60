package passerelle.capture.filter;

import java.util.List;
import java.util.Map;
import passerelle.capture.filter.Qualifiers.Protocol;
import passerelle.capture.filter.Token.Kind;
import passerelle.capture.filter.Value.Operator;

/** {@code tcp[13] & 2 != 0}: arithmetic with C's operators, and comparisons of it. */
record ArithmeticParser(TokenStream tokens, Generator generator) {
  /** From the loosest to the tightest; operators of one level group from the left. */
  private static final List<Map<String, Operator>> LEVELS =
      List.of(
          Map.of("|", Operator.OR),
          Map.of("&", Operator.AND),
          Map.of("<<", Operator.SHIFT_LEFT, ">>", Operator.SHIFT_RIGHT),
          Map.of("+", Operator.ADD, "-", Operator.SUB),
          Map.of("*", Operator.MUL, "/", Operator.DIV));

  /** grammar.y gives these no precedence: their right side is all that follows. */
  private static final Map<String, Operator> GREEDY = Map.of("%", Operator.MOD, "^", Operator.XOR);

  /** Two expressions and a comparison between them. */
  Test relation() throws FilterSyntaxException {
    Arithmetic left = level(0);
    Token relation = tokens.next();
    if (relation.kind() != Kind.OPERATOR) {
      throw FilterSyntaxException.syntaxError();
    }
    return left.compare(relation.text(), level(0));
  }

  /** A number, perhaps in parentheses. */
  long number() throws FilterSyntaxException {
    if (!tokens.accept("(")) {
      return tokens.number();
    }
    tokens.enter();
    long number = number();
    tokens.leave();
    tokens.expect(")");
    return number;
  }

  private Arithmetic level(int level) throws FilterSyntaxException {
    if (level == LEVELS.size()) {
      return operand();
    }
    Arithmetic left = level(level + 1);
    Map<String, Operator> operators = LEVELS.get(level);
    while (tokens.peek().kind() == Kind.OPERATOR && operators.containsKey(tokens.peek().text())) {
      Operator operator = operators.get(tokens.next().text());
      left = left.with(generator, operator, level(level + 1));
    }
    return left;
  }

  private Arithmetic operand() throws FilterSyntaxException {
    Arithmetic left = simple();
    if (tokens.peek().kind() != Kind.OPERATOR || !GREEDY.containsKey(tokens.peek().text())) {
      return left;
    }
    Operator operator = GREEDY.get(tokens.next().text());
    tokens.enter();
    Arithmetic right = level(0);
    tokens.leave();
    return left.with(generator, operator, right);
  }

  private Arithmetic simple() throws FilterSyntaxException {
    Token token = tokens.next();
    if (token.kind() == Kind.NUMBER) {
      return Arithmetic.constant(token.number());
    }
    if (token.is("len")) {
      return Arithmetic.length();
    }
    if (token.is("-")) {
      tokens.enter();
      Arithmetic negated = operand().negated();
      tokens.leave();
      return negated;
    }
    if (token.is("(")) {
      tokens.enter();
      Arithmetic inner = level(0);
      tokens.leave();
      tokens.expect(")");
      return inner;
    }
    return load(token);
  }

  private Arithmetic load(Token name) throws FilterSyntaxException {
    if (name.kind() != Kind.KEYWORD || !tokens.accept("[")) {
      throw FilterSyntaxException.syntaxError();
    }
    Protocol protocol =
        Protocol.ofWord(name.text())
            .orElseThrow(
                () ->
                    Names.NOT_MODELLED.contains(name.text())
                        ? FilterSyntaxException.notModelled(name.text())
                        : FilterSyntaxException.syntaxError());
    tokens.enter();
    Arithmetic index = level(0);
    tokens.leave();
    long size = tokens.accept(":") ? tokens.number() : 1;
    tokens.expect("]");
    return Arithmetic.load(generator, protocol, index, size);
  }
}
