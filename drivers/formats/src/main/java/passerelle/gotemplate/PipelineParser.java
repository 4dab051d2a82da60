package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads pipelines, commands and operands (Go: text/template/parse {@code parse.go:pipeline}). */
final class PipelineParser {
  private final String parseName;
  private final TokenBuffer tokens;
  private final Set<String> functions;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int actionLine;
  private int depth;

  PipelineParser(String parseName, TokenBuffer tokens, Set<String> functions) {
    this.parseName = parseName;
    this.tokens = tokens;
    this.functions = functions;
  }

  /** Notes the line an action began on, 0 outside actions. */
  void beginAction(int line) {
    actionLine = line;
  }

  int variableCount() {
    return variables.size();
  }

  void popVariables(int count) {
    variables.subList(count, variables.size()).clear();
  }

  GoTemplateException error(String message) {
    return new GoTemplateException("template: " + parseName + ":" + tokens.line() + ": " + message);
  }

  GoTemplateException unexpected(Token token, String context) {
    if (token.kind() != Token.Kind.ERROR) {
      return error("unexpected " + token + " in " + context);
    }
    String extra = "";
    if (actionLine != 0 && actionLine != token.line()) {
      boolean saysAction = token.text().endsWith(" action");
      extra = (saysAction ? "" : " in action") + " started at " + parseName + ":" + actionLine;
    }
    return error(token + extra);
  }

  Token expect(Token.Kind kind, String context) throws GoTemplateException {
    Token token = tokens.nextNonSpace();
    if (token.kind() != kind) {
      throw unexpected(token, context);
    }
    return token;
  }

  String templateName(Token token, String context) throws GoTemplateException {
    if (token.kind() != Token.Kind.STRING && token.kind() != Token.Kind.RAW_STRING) {
      throw unexpected(token, context);
    }
    return unquote(token);
  }

  Node.Pipe pipeline(String context, Token.Kind end) throws GoTemplateException {
    if (++depth > Parser.MAX_DEPTH) {
      throw error("max expression depth exceeded");
    }
    Token first = tokens.peekNonSpace();
    List<Node.Variable> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      Token token = tokens.nextNonSpace();
      if (token.kind() == end) {
        break;
      } else if (!beginsOperand(token.kind())) {
        throw unexpected(token, context);
      }
      tokens.backup();
      commands.add(command());
    }
    check(commands, context);
    depth--;
    return new Node.Pipe(first.position(), assigns, declared, commands);
  }

  /** Reads {@code $x :=}, {@code $x =} or {@code $i, $x :=}; true when it is an assignment. */
  private boolean declarations(String context, List<Node.Variable> declared)
      throws GoTemplateException {
    while (tokens.peekNonSpace().kind() == Token.Kind.VARIABLE) {
      Token variable = tokens.next();
      Token after = tokens.peek();
      Token next = tokens.peekNonSpace();
      boolean declares = next.kind() == Token.Kind.DECLARE || next.kind() == Token.Kind.ASSIGN;
      boolean comma = next.kind() == Token.Kind.CHAR && next.text().equals(",");
      if (!declares && !comma) {
        if (after.kind() == Token.Kind.SPACE) {
          tokens.backup(variable, after);
        } else {
          tokens.backup(variable);
        }
        return false;
      }
      tokens.nextNonSpace();
      declared.add(variable(variable));
      variables.add(variable.text());
      if (declares) {
        return next.kind() == Token.Kind.ASSIGN;
      }
      moreDeclarations(context, declared);
    }
    return false;
  }

  private void moreDeclarations(String context, List<Node.Variable> declared)
      throws GoTemplateException {
    if (!context.equals("range") || declared.size() >= 2) {
      throw error("too many declarations in " + context);
    }
    switch (tokens.peekNonSpace().kind()) {
      case VARIABLE, RIGHT_DELIM, RIGHT_PAREN:
        return;
      default:
        throw error("range can only initialize variables");
    }
  }

  private static boolean beginsOperand(Token.Kind kind) {
    return switch (kind) {
      case BOOL,
          CHAR_CONSTANT,
          COMPLEX,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PAREN ->
          true;
      default -> false;
    };
  }

  private void check(List<Node.Command> commands, String context) throws GoTemplateException {
    if (commands.isEmpty()) {
      throw error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      Node first = commands.get(i).args().get(0);
      if (isConstant(first)) {
        throw error("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private static boolean isConstant(Node node) {
    return node instanceof Node.BoolConstant
        || node instanceof Node.Dot
        || node instanceof Node.Nil
        || node instanceof Node.NumberConstant
        || node instanceof Node.StringConstant;
  }

  private Node.Command command() throws GoTemplateException {
    List<Node.Operand> args = new ArrayList<>();
    int pos = tokens.peekNonSpace().position();
    while (true) {
      tokens.peekNonSpace();
      operand().ifPresent(args::add);
      Token token = tokens.next();
      if (token.kind() == Token.Kind.SPACE) {
        continue;
      } else if (token.kind() == Token.Kind.RIGHT_DELIM || token.kind() == Token.Kind.RIGHT_PAREN) {
        tokens.backup();
      } else if (token.kind() != Token.Kind.PIPE) {
        throw unexpected(token, "operand");
      }
      break;
    }
    if (args.isEmpty()) {
      throw error("empty command");
    }
    return new Node.Command(pos, args);
  }

  private Optional<Node.Operand> operand() throws GoTemplateException {
    Optional<Node.Operand> term = term();
    if (term.isEmpty() || tokens.peek().kind() != Token.Kind.FIELD) {
      return term;
    }
    Node.Operand head = term.get();
    int pos = tokens.peek().position();
    List<String> names = new ArrayList<>();
    while (tokens.peek().kind() == Token.Kind.FIELD) {
      names.add(tokens.next().text().substring(1));
    }
    if (isConstant(head)) {
      throw error("unexpected . after term " + GoQuote.quote(head.toString()));
    } else if (head instanceof Node.Field field) {
      names.addAll(0, field.names());
      return Optional.of(new Node.Field(pos, names));
    } else if (head instanceof Node.Variable variable) {
      names.addAll(0, variable.names());
      return Optional.of(new Node.Variable(pos, names));
    }
    return Optional.of(new Node.Chain(pos, head, names));
  }

  private Optional<Node.Operand> term() throws GoTemplateException {
    Token token = tokens.nextNonSpace();
    int pos = token.position();
    String text = token.text();
    return switch (token.kind()) {
      case IDENTIFIER -> Optional.of(identifier(token));
      case DOT -> Optional.of(new Node.Dot(pos));
      case NIL -> Optional.of(new Node.Nil(pos));
      case VARIABLE -> Optional.of(knownVariable(token));
      case FIELD -> Optional.of(new Node.Field(pos, Arrays.asList(text.substring(1).split("\\."))));
      case BOOL -> Optional.of(new Node.BoolConstant(pos, text.equals("true")));
      case CHAR_CONSTANT, COMPLEX, NUMBER ->
          Optional.of(new Node.NumberConstant(pos, number(token)));
      case LEFT_PAREN -> Optional.of(pipeline("parenthesized pipeline", Token.Kind.RIGHT_PAREN));
      case STRING, RAW_STRING -> Optional.of(new Node.StringConstant(pos, text, unquote(token)));
      default -> {
        tokens.backup();
        yield Optional.empty();
      }
    };
  }

  private Node.Operand identifier(Token token) throws GoTemplateException {
    if (!functions.contains(token.text())) {
      throw error("function " + GoQuote.quote(token.text()) + " not defined");
    }
    return new Node.Identifier(token.position(), token.text());
  }

  private static Node.Variable variable(Token token) {
    return new Node.Variable(token.position(), List.of(token.text()));
  }

  private Node.Operand knownVariable(Token token) throws GoTemplateException {
    if (!variables.contains(token.text())) {
      throw error("undefined variable " + GoQuote.quote(token.text()));
    }
    return variable(token);
  }

  private GoNumber number(Token token) throws GoTemplateException {
    try {
      return switch (token.kind()) {
        case COMPLEX -> GoNumber.parseComplex(token.text());
        case CHAR_CONSTANT -> character(token.text());
        default -> GoNumber.parse(token.text());
      };
    } catch (GoTemplateException e) {
      throw error(e.getMessage());
    }
  }

  private static GoNumber character(String text) throws GoTemplateException {
    return GoNumber.ofCharacter(text)
        .orElseThrow(
            () ->
                new GoTemplateException(
                    GoQuote.beginsWithChar(text)
                        ? "malformed character constant: " + text
                        : "invalid syntax"));
  }

  private String unquote(Token token) throws GoTemplateException {
    return GoQuote.unquote(token.text()).orElseThrow(() -> error("invalid syntax"));
  }
}
