package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds a template's tree: texts, control structures and definitions (Go: text/template/parse
 * {@code parse.go}); {@link PipelineParser} reads what stands in an action.
 */
final class Parser {
  /** How deep actions may nest; Go knows no limit, its stack grows. */
  static final int MAX_DEPTH = 200;

  private final String parseName;
  private final Lexer lexer;
  private final Map<String, Node.ListNode> trees;
  private final Set<String> functions;
  private final TokenBuffer tokens;
  private final PipelineParser pipelines;
  private String name;
  private int rangeDepth;
  private int depth;

  private Parser(
      String parseName,
      String name,
      Lexer lexer,
      Map<String, Node.ListNode> trees,
      Set<String> functions) {
    this.parseName = parseName;
    this.name = name;
    this.lexer = lexer;
    this.trees = trees;
    this.functions = functions;
    this.tokens = new TokenBuffer(lexer);
    this.pipelines = new PipelineParser(parseName, tokens, functions);
  }

  /** Parses a template's text and puts its tree and those that it defines into the map. */
  static void parse(
      String name, String text, Set<String> functions, Map<String, Node.ListNode> trees)
      throws GoTemplateException {
    Parser parser = new Parser(name, name, new Lexer(text), trees, functions);
    parser.add(parser.parseTop());
  }

  private Parser nested(String templateName) {
    return new Parser(parseName, templateName, lexer, trees, functions);
  }

  private Node.ListNode parseTop() throws GoTemplateException {
    Node.ListNode root = new Node.ListNode(tokens.peek().position(), new ArrayList<>());
    while (tokens.peek().kind() != Token.Kind.EOF) {
      if (tokens.peek().kind() == Token.Kind.LEFT_DELIM) {
        Token delim = tokens.next();
        if (tokens.nextNonSpace().kind() == Token.Kind.DEFINE) {
          nested("definition").parseDefinition();
          continue;
        }
        tokens.backup(delim);
      }
      Node node = textOrAction();
      if (node instanceof Node.Closing) {
        throw error("unexpected " + node);
      }
      root.nodes().add(node);
    }
    return root;
  }

  private void parseDefinition() throws GoTemplateException {
    String context = "define clause";
    name = pipelines.templateName(tokens.nextNonSpace(), context);
    pipelines.expect(Token.Kind.RIGHT_DELIM, context);
    parseBody(context);
  }

  private void parseBody(String context) throws GoTemplateException {
    Node.ListNode body = new Node.ListNode(tokens.peekNonSpace().position(), new ArrayList<>());
    Node.Closing end = itemList(body);
    if (end.kind() != Token.Kind.END) {
      throw error("unexpected " + end + " in " + context);
    }
    add(body);
  }

  private void add(Node.ListNode tree) throws GoTemplateException {
    Node.ListNode old = trees.get(name);
    if (old == null || isEmpty(old)) {
      trees.put(name, tree);
    } else if (!isEmpty(tree)) {
      throw error("template: multiple definition of template " + GoQuote.quote(name));
    }
  }

  private static boolean isEmpty(Node.ListNode tree) {
    return tree.nodes().stream()
        .allMatch(n -> n instanceof Node.Text text && text.text().isBlank());
  }

  /** Reads nodes into the list up to the {@code end} or {@code else} that closes it. */
  private Node.Closing itemList(Node.ListNode list) throws GoTemplateException {
    while (tokens.peekNonSpace().kind() != Token.Kind.EOF) {
      Node node = textOrAction();
      if (node instanceof Node.Closing closing) {
        return closing;
      }
      list.nodes().add(node);
    }
    throw error("unexpected EOF");
  }

  private Node textOrAction() throws GoTemplateException {
    Token token = tokens.nextNonSpace();
    switch (token.kind()) {
      case TEXT:
        return new Node.Text(token.position(), token.text());
      case LEFT_DELIM:
        pipelines.beginAction(token.line());
        Node action = action();
        pipelines.beginAction(0);
        return action;
      default:
        throw pipelines.unexpected(token, "input");
    }
  }

  private Node action() throws GoTemplateException {
    Token token = tokens.nextNonSpace();
    return switch (token.kind()) {
      case BLOCK -> block();
      case BREAK, CONTINUE -> jump(token);
      case ELSE -> elseControl();
      case END -> {
        Token end = pipelines.expect(Token.Kind.RIGHT_DELIM, "end");
        yield new Node.Closing(Token.Kind.END, end.position());
      }
      case IF, RANGE, WITH -> branch(token.kind());
      case TEMPLATE -> template();
      default -> {
        tokens.backup();
        int pos = tokens.peek().position();
        yield new Node.Action(pos, pipelines.pipeline("command", Token.Kind.RIGHT_DELIM));
      }
    };
  }

  private Node jump(Token token) throws GoTemplateException {
    Token next = tokens.nextNonSpace();
    String quoted = "{{" + token.text() + "}}";
    if (next.kind() != Token.Kind.RIGHT_DELIM) {
      throw pipelines.unexpected(next, quoted);
    } else if (rangeDepth == 0) {
      throw error(quoted + " outside {{range}}");
    }
    return new Node.Jump(token.kind(), token.position());
  }

  private Node elseControl() throws GoTemplateException {
    Token peek = tokens.peekNonSpace();
    if (peek.kind() != Token.Kind.IF && peek.kind() != Token.Kind.WITH) {
      peek = pipelines.expect(Token.Kind.RIGHT_DELIM, "else");
    }
    return new Node.Closing(Token.Kind.ELSE, peek.position());
  }

  private Node branch(Token.Kind kind) throws GoTemplateException {
    if (++depth > MAX_DEPTH) {
      throw error("max expression depth exceeded");
    }
    int variables = pipelines.variableCount();
    String context = kind.name().toLowerCase(Locale.ROOT);
    Node.Pipe pipe = pipelines.pipeline(context, Token.Kind.RIGHT_DELIM);
    rangeDepth += kind == Token.Kind.RANGE ? 1 : 0;
    Node.ListNode list = new Node.ListNode(pipe.pos(), new ArrayList<>());
    Node.Closing next = itemList(list);
    rangeDepth -= kind == Token.Kind.RANGE ? 1 : 0;
    Optional<Node.ListNode> otherwise = Optional.empty();
    if (next.kind() == Token.Kind.ELSE) {
      otherwise = Optional.of(otherwise(kind, next));
    }
    pipelines.popVariables(variables);
    depth--;
    return new Node.Branch(kind, pipe.pos(), pipe, list, otherwise);
  }

  private Node.ListNode otherwise(Token.Kind kind, Node.Closing begin) throws GoTemplateException {
    Node.ListNode list = new Node.ListNode(begin.pos(), new ArrayList<>());
    if (kind != Token.Kind.RANGE && tokens.peek().kind() == kind) {
      tokens.next();
      list.nodes().add(branch(kind));
      return list;
    }
    Node.Closing end = itemList(list);
    if (end.kind() != Token.Kind.END) {
      throw error("expected end; found " + end);
    }
    return list;
  }

  private Node block() throws GoTemplateException {
    String context = "block clause";
    Token token = tokens.nextNonSpace();
    String blockName = pipelines.templateName(token, context);
    Node.Pipe pipe = pipelines.pipeline(context, Token.Kind.RIGHT_DELIM);
    if (++depth > MAX_DEPTH) {
      throw error("max expression depth exceeded");
    }
    Parser body = nested(blockName);
    body.depth = depth;
    body.parseBody(context);
    depth--;
    return new Node.Template(token.position(), blockName, Optional.of(pipe));
  }

  private Node template() throws GoTemplateException {
    String context = "template clause";
    Token token = tokens.nextNonSpace();
    String templateName = pipelines.templateName(token, context);
    Optional<Node.Pipe> pipe = Optional.empty();
    if (tokens.nextNonSpace().kind() != Token.Kind.RIGHT_DELIM) {
      tokens.backup();
      pipe = Optional.of(pipelines.pipeline(context, Token.Kind.RIGHT_DELIM));
    }
    return new Node.Template(token.position(), templateName, pipe);
  }

  private GoTemplateException error(String message) {
    return pipelines.error(message);
  }
}
