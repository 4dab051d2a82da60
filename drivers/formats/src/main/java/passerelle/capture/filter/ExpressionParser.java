package passerelle.capture.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.capture.filter.Qualifiers.Direction;
import passerelle.capture.filter.Qualifiers.Protocol;
import passerelle.capture.filter.Qualifiers.Type;
import passerelle.capture.filter.Token.Kind;

/**
 * The grammar of grammar.y by recursive descent.
 *
 * <p>{@code and} and {@code or} have one precedence and group from the left. An identifier without
 * qualifiers of its own takes those of what stands before it: {@code port 80 or 443}. A parenthesis
 * hands the qualifiers from before it on to what follows it.
 */
record ExpressionParser(
    TokenStream tokens, Generator generator, Identifiers identifiers, ArithmeticParser arithmetic) {
  private static final Set<String> TYPES = Set.of("host", "net", "port", "portrange");
  private static final Set<String> CALCULATIONS =
      Set.of("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "=", "!=", "<", "<=", ">", ">=");

  private record Block(Test test, Qualifiers qualifiers) {
    Block not() {
      return new Block(Test.not(test), qualifiers);
    }
  }

  ExpressionParser(TokenStream tokens, Generator generator, Identifiers identifiers) {
    this(tokens, generator, identifiers, new ArithmeticParser(tokens, generator));
  }

  /** The whole expression; an empty one matches every packet. */
  Test parse() throws FilterSyntaxException {
    if (tokens.peek().kind() == Kind.END) {
      return Test.ALWAYS;
    }
    Block block = expression(Qualifiers.UNDEFINED);
    if (tokens.peek().kind() != Kind.END) {
      throw FilterSyntaxException.syntaxError();
    }
    generator.optimize();
    return block.test;
  }

  private Block expression(Qualifiers inherited) throws FilterSyntaxException {
    Block last = term(inherited);
    List<Test> run = new ArrayList<>(List.of(last.test));
    String joint = "";
    while (tokens.at("and") || tokens.at("or")) {
      joint = joint(joint, run);
      Qualifiers before = last.qualifiers;
      last = atIdentifier() ? identifier(before) : term(before);
      run.add(last.test);
    }
    return new Block(join(joint, run), last.qualifiers);
  }

  /** The next word between tests; those before another one become one test. */
  private String joint(String before, List<Test> run) throws FilterSyntaxException {
    String word = tokens.next().text();
    if (!word.equals(before) && run.size() > 1) {
      Test joined = join(before, List.copyOf(run));
      run.clear();
      run.add(joined);
    }
    return word;
  }

  private static Test join(String joint, List<Test> tests) {
    return joint.equals("or") ? Test.or(tests) : Test.and(tests);
  }

  private Block term(Qualifiers inherited) throws FilterSyntaxException {
    boolean negated = false;
    while (tokens.accept("!")) {
      negated = !negated;
    }
    Block block = primitive(inherited);
    return negated ? block.not() : block;
  }

  private Block primitive(Qualifiers inherited) throws FilterSyntaxException {
    Token token = tokens.peek();
    if (atArithmetic()) {
      return new Block(arithmetic.relation(), Qualifiers.UNDEFINED);
    }
    if (tokens.accept("(")) {
      tokens.enter();
      Block inner = expression(inherited);
      tokens.leave();
      tokens.expect(")");
      return new Block(inner.test, inherited);
    }
    if (token.is("less") || token.is("greater")) {
      tokens.next();
      long bound = tokens.number();
      Value length = new Value.Length();
      return plain(
          token.is("less")
              ? Fields.between(length, 0, bound)
              : Fields.between(length, bound, Value.MASK));
    }
    Optional<Protocol> protocol =
        token.kind() == Kind.KEYWORD ? Protocol.ofWord(token.text()) : Optional.empty();
    if (protocol.isPresent()) {
      tokens.next();
    }
    return qualified(protocol);
  }

  private static Block plain(Test test) {
    return new Block(test, Qualifiers.UNDEFINED);
  }

  /** What follows an optional protocol name. */
  private Block qualified(Optional<Protocol> named) throws FilterSyntaxException {
    Protocol protocol = named.orElse(Protocol.DEFAULT);
    Token token = tokens.peek();
    if (token.kind() == Kind.KEYWORD) {
      switch (token.text()) {
        case "broadcast" -> {
          tokens.next();
          return plain(generator.broadcast(protocol));
        }
        case "multicast" -> {
          tokens.next();
          return plain(generator.multicast(protocol));
        }
        case "src", "dst" -> {
          Direction direction = direction();
          Type type = TYPES.contains(tokens.peek().text()) ? type() : Type.DEFAULT;
          return identifier(new Qualifiers(protocol, direction, type));
        }
        case "host", "net", "port", "portrange", "proto", "gateway" -> {
          return identifier(new Qualifiers(protocol, Direction.DEFAULT, type()));
        }
        default -> {
          if (Names.NOT_MODELLED.contains(token.text())) {
            throw FilterSyntaxException.notModelled(token.text());
          }
        }
      }
    }
    boolean ends = token.kind() == Kind.END || token.is("and") || token.is("or") || token.is(")");
    if (named.isEmpty() || !ends) {
      throw FilterSyntaxException.syntaxError();
    }
    return plain(generator.protocol(protocol));
  }

  /** {@code src}, {@code dst}, or both with {@code or} or {@code and} between them. */
  private Direction direction() throws FilterSyntaxException {
    String first = tokens.next().text();
    if (tokens.at("or") || tokens.at("and")) {
      boolean or = tokens.next().is("or");
      tokens.expect(first.equals("src") ? "dst" : "src");
      return or ? Direction.SRC_OR_DST : Direction.SRC_AND_DST;
    }
    return first.equals("src") ? Direction.SRC : Direction.DST;
  }

  private Type type() throws FilterSyntaxException {
    return switch (tokens.next().text()) {
      case "host" -> Type.HOST;
      case "net" -> Type.NET;
      case "port" -> Type.PORT;
      case "portrange" -> Type.PORTRANGE;
      case "proto" -> Type.PROTO;
      default -> Type.GATEWAY;
    };
  }

  private Block identifier(Qualifiers q) throws FilterSyntaxException {
    if (tokens.accept("!")) {
      tokens.enter();
      Block negated = identifier(q).not();
      tokens.leave();
      return negated;
    }
    if (!tokens.accept("(")) {
      return new Block(plainIdentifier(q), q);
    }
    tokens.enter();
    List<Test> run = new ArrayList<>();
    // The grammar lets only a number stand in further parentheses at this place.
    run.add(tokens.at("(") ? identifiers.number(arithmetic.number(), q) : identifier(q).test);
    String joint = "";
    while (tokens.at("and") || tokens.at("or")) {
      joint = joint(joint, run);
      run.add(identifier(q).test);
    }
    tokens.leave();
    tokens.expect(")");
    return new Block(join(joint, run), q);
  }

  private Test plainIdentifier(Qualifiers q) throws FilterSyntaxException {
    Token token = tokens.next();
    return switch (token.kind()) {
      case NUMBER -> identifiers.number(token.number(), q);
      case NAME -> identifiers.name(token.text(), q);
      case MAC -> identifiers.mac(token.text(), q);
      case ARCNET -> throw new FilterSyntaxException("aid supported only on ARCnet");
      case IPV6 ->
          tokens.accept("/")
              ? identifiers.ipv6Prefix(token.text(), tokens.number(), q)
              : identifiers.ipv6(token.text(), q);
      case IPV4 -> {
        if (tokens.accept("/")) {
          yield identifiers.ipv4Prefix(token.text(), tokens.number(), q);
        }
        if (tokens.accept("mask")) {
          Token mask = tokens.next();
          if (mask.kind() != Kind.IPV4) {
            throw FilterSyntaxException.syntaxError();
          }
          yield identifiers.ipv4Mask(token.text(), mask.text(), q);
        }
        yield identifiers.ipv4(token.text(), q);
      }
      default -> throw FilterSyntaxException.syntaxError();
    };
  }

  /** An identifier that inherits stands here, perhaps negated or in parentheses. */
  private boolean atIdentifier() throws FilterSyntaxException {
    int ahead = 0;
    while (tokens.peek(ahead).is("(") || tokens.peek(ahead).is("!")) {
      ahead++;
    }
    return switch (tokens.peek(ahead).kind()) {
      case NAME, IPV4, IPV6, MAC, ARCNET -> true;
      case NUMBER -> {
        ahead++;
        while (tokens.peek(ahead).is(")")) {
          ahead++;
        }
        yield !CALCULATIONS.contains(tokens.peek(ahead).text());
      }
      default -> false;
    };
  }

  private boolean atArithmetic() throws FilterSyntaxException {
    Token token = tokens.peek();
    if (token.is("(")) {
      return CALCULATIONS.contains(tokens.peek(tokens.closing()).text());
    }
    return token.kind() == Kind.NUMBER
        || token.is("-")
        || token.is("len")
        || token.kind() == Kind.KEYWORD && tokens.peek(1).is("[");
  }
}
