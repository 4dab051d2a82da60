package passerelle.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a configuration with all that it includes ({@code ngx_conf_parse}). */
final class ConfigurationReader {
  /** Where names without a beginning slash are looked for. */
  static final String PREFIX = "/etc/nginx/";

  private static final int MOST_INCLUDES = 64;

  private final Files files;
  private int depth;

  ConfigurationReader(Files files) {
    this.files = files;
  }

  /** The directives of a file. */
  List<Directive> read(String path) throws ConfigurationError {
    Optional<String> text = files.text(path);
    if (text.isEmpty()) {
      throw new ConfigurationError("open() \"" + path + "\" failed (2: No such file or directory)");
    }
    files.read(new Files.Named(path, text.get()));
    Lexer lexer = new Lexer(text.get(), path);
    return block(lexer, path, 'm', true);
  }

  private List<Directive> block(Lexer lexer, String file, char context, boolean whole)
      throws ConfigurationError {
    List<Directive> all = new ArrayList<>();
    while (true) {
      Lexer.Statement next = lexer.next();
      switch (next.end()) {
        case FILE -> {
          if (!whole) {
            throw new ConfigurationError(
                "unexpected end of file, expecting \"}\"", file, next.line());
          }
          return all;
        }
        case CLOSE -> {
          if (whole) {
            throw new ConfigurationError("unexpected \"}\"", file, next.line());
          }
          return all;
        }
        default -> add(next, lexer, file, context, all);
      }
    }
  }

  private void add(
      Lexer.Statement statement, Lexer lexer, String file, char context, List<Directive> all)
      throws ConfigurationError {
    boolean opens = statement.end() == Lexer.End.OPEN;
    String name = statement.words().get(0);
    List<String> arguments = List.copyOf(statement.words().subList(1, statement.words().size()));
    Directive head = new Directive(name, arguments, List.of(), file, statement.line());
    if (name.equals("include") && !opens) {
      include(head, context, all);
      return;
    }
    if (context != '*') {
      Grammar.check(head, opens, context);
    }
    List<Directive> inside = opens ? block(lexer, file, inside(name, context), false) : List.of();
    all.add(new Directive(name, arguments, inside, file, statement.line()));
  }

  /** What is within a block whose directives nobody checks is not checked either. */
  private static char inside(String block, char context) {
    return context == '*' ? context : Grammar.context(block, context);
  }

  private void include(Directive include, char context, List<Directive> all)
      throws ConfigurationError {
    if (include.arguments().size() != 1) {
      throw new ConfigurationError("invalid number of arguments in \"include\" directive", include);
    }
    String path = include.argument(0).startsWith("/") ? "" : PREFIX;
    path += include.argument(0);
    if (path.endsWith("/mime.types") && files.text(path).isEmpty()) {
      return;
    }
    for (String each : matching(path)) {
      depth++;
      Optional<String> text = depth > MOST_INCLUDES ? Optional.empty() : files.text(each);
      if (text.isEmpty()) {
        throw new ConfigurationError(
            "open() \"" + each + "\" failed (2: No such file or directory)", include);
      }
      files.read(new Files.Named(each, text.get()));
      all.addAll(block(new Lexer(text.get(), each), each, context, true));
      depth--;
    }
  }

  /** The files that a pattern with {@code *} names, sorted; a name without is itself. */
  private List<String> matching(String path) {
    int slash = path.lastIndexOf('/');
    String last = path.substring(slash + 1);
    if (!last.contains("*")) {
      return List.of(path);
    }
    String directory = path.substring(0, slash);
    String[] parts = last.split("\\*", -1);
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      pattern.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
    }
    return files.names(directory).orElse(List.of()).stream()
        .filter(name -> !name.startsWith(".") && name.matches(pattern.toString()))
        .map(name -> directory + "/" + name)
        .filter(each -> files.text(each).isPresent())
        .toList();
  }
}
