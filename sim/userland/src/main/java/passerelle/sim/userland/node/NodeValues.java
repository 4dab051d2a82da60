package passerelle.sim.userland.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;
import passerelle.sim.userland.script.ScriptSource;
import passerelle.sim.userland.script.ScriptValues;

/** The values of simple expressions of JavaScript. */
final class NodeValues extends ScriptValues {
  private static final Pattern TEXT = Pattern.compile("(?s)'([^']*)'|\"([^\"]*)\"|`([^`]*)`");
  private static final Pattern VARIABLE =
      Pattern.compile("process\\.env(?:\\.(\\w+)|\\[['\"](\\w+)['\"]])");
  private static final Pattern CALL =
      Pattern.compile("(?s)(?:String|Number|parseInt|JSON\\.stringify)\\((.+?)(?:, *10)?\\)");
  private static final Pattern KEY = Pattern.compile("['\"]?([\\w$-]+)['\"]?");

  private final Process self;

  /**
   * Values in a program that runs.
   *
   * @param names what names stand for: expressions
   */
  NodeValues(Process self, Map<String, String> names) {
    super(names, CALL);
    this.self = self;
  }

  @Override
  protected Optional<String> simple(String expression, int depth) {
    if (expression.matches("-?\\d{1,9}(\\.\\d{1,9})?|true|false|null")) {
      return Optional.of(expression);
    }
    if (expression.matches("(\\w+\\.)?hostname\\(\\)")) {
      return Optional.of(self.hostname());
    }
    Matcher text = TEXT.matcher(expression);
    if (text.matches()) {
      return text.group(3) == null
          ? Optional.of(plain(text.group(1) == null ? text.group(2) : text.group(1)))
          : filled(text.group(3), "${", depth).map(NodeValues::plain);
    }
    Matcher variable = VARIABLE.matcher(expression);
    if (variable.matches()) {
      String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
      return Optional.ofNullable(self.environment().get(name));
    }
    return Optional.empty();
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n").replace("\\'", "'").replace("\\\"", "\"");
  }

  /** What follows {@code ||} or {@code ??} counts where nothing stands before. */
  @Override
  protected Optional<String> special(String expression, int depth) {
    for (String either : List.of("||", "??")) {
      List<String> choices = ScriptSource.parts(expression, either);
      if (choices.size() > 1) {
        return choices.stream()
            .flatMap(choice -> of(choice, depth + 1).stream())
            .filter(value -> !value.isEmpty())
            .findFirst();
      }
    }
    return Optional.empty();
  }

  @Override
  protected boolean isText(String expression) {
    return TEXT.matcher(expression).matches();
  }

  @Override
  protected Optional<String> key(String written, int depth) {
    Matcher key = KEY.matcher(written);
    return key.matches() ? Optional.of(key.group(1)) : Optional.empty();
  }
}
