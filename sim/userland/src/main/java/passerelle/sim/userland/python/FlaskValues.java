package passerelle.sim.userland.python;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;
import passerelle.sim.userland.script.ScriptSource;
import passerelle.sim.userland.script.ScriptValues;

/** The values of simple expressions of Python, for one who asks a {@link FlaskApp}. */
final class FlaskValues extends ScriptValues {
  private static final Pattern TEXT = Pattern.compile("([fF]?)(?:\"([^\"]*)\"|'([^']*)')");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "os\\.(?:environ\\.get|getenv)\\( *[\"'](\\w+)[\"'](?: *, *(.+))? *\\)"
              + "|os\\.environ\\[[\"'](\\w+)[\"']\\]");
  private static final Pattern CALL = Pattern.compile("(?:str|int|jsonify)\\((.+)\\)");
  private static final Pattern FORMATTED =
      Pattern.compile("((?:\"[^\"]*\"|'[^']*'))\\.format\\((.*)\\)");

  private final Process self;
  private final String client;

  /**
   * Values in a program that runs.
   *
   * @param names what names stand for: expressions
   * @param client the address of who asks
   */
  FlaskValues(Process self, Map<String, String> names, String client) {
    super(names, CALL);
    this.self = self;
    this.client = client;
  }

  @Override
  protected Optional<String> simple(String expression, int depth) {
    if (expression.matches("-?\\d{1,9}|True|False|None")) {
      return Optional.of(expression);
    }
    if (expression.matches(
        "socket\\.gethostname\\(\\)|os\\.uname\\(\\)(\\.nodename|\\[1\\])|platform\\.node\\(\\)")) {
      return Optional.of(self.hostname());
    }
    if (expression.equals("request.remote_addr")) {
      return Optional.of(client);
    }
    Matcher text = TEXT.matcher(expression);
    if (text.matches()) {
      String plain = text.group(2) == null ? text.group(3) : text.group(2);
      String told = plain.replace("\\n", "\n");
      return text.group(1).isEmpty() ? Optional.of(told) : filled(told, "{", depth);
    }
    Matcher variable = VARIABLE.matcher(expression);
    if (variable.matches()) {
      String name = variable.group(1) == null ? variable.group(3) : variable.group(1);
      Optional<String> value = Optional.ofNullable(self.environment().get(name));
      String usual = variable.group(2) == null ? "None" : variable.group(2);
      return value.isPresent() ? value : of(usual, depth + 1);
    }
    return Optional.empty();
  }

  /** {@code '...{}...'.format(...)}. */
  @Override
  protected Optional<String> special(String expression, int depth) {
    Matcher format = FORMATTED.matcher(expression);
    if (!format.matches()) {
      return Optional.empty();
    }
    Optional<String> pattern = of(format.group(1), depth + 1);
    String result = pattern.orElse("");
    for (String argument : ScriptSource.parts(format.group(2), ",")) {
      Optional<String> value = of(argument, depth + 1);
      if (value.isEmpty()) {
        return value;
      }
      result = result.replaceFirst("\\{}", Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(result);
  }

  @Override
  protected boolean isText(String expression) {
    return TEXT.matcher(expression).matches();
  }

  @Override
  protected Optional<String> key(String written, int depth) {
    return of(written, depth);
  }
}
