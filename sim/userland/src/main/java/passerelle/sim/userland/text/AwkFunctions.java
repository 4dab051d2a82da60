package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import passerelle.sim.process.Process;
import passerelle.sim.userland.text.AwkTree.Expr;

/** awk's built-in functions. */
record AwkFunctions(
    Process self, AwkState state, AwkEvaluator evaluator, Function<List<AwkValue>, String> format) {
  private static final Expr WHOLE_LINE = new AwkTree.Field(new AwkTree.Literal(AwkValue.of(0)));

  AwkValue call(AwkTree.Call call) {
    List<Expr> arguments = call.arguments();
    return switch (call.name()) {
      case "length" -> length(arguments);
      case "substr" -> AwkValue.of(substring(arguments));
      case "index" -> AwkValue.of(text(arguments, 0).indexOf(text(arguments, 1)) + 1);
      case "split" -> split(arguments);
      case "sub" -> substitute(arguments, false);
      case "gsub" -> substitute(arguments, true);
      case "match" -> match(arguments);
      case "toupper" -> AwkValue.of(text(arguments, 0).toUpperCase(Locale.ROOT));
      case "tolower" -> AwkValue.of(text(arguments, 0).toLowerCase(Locale.ROOT));
      case "sprintf" -> sprintf(arguments);
      case "close" -> AwkValue.of(0);
      case "fflush" -> {
        self.stdout().flush();
        yield AwkValue.of(0);
      }
      case "rand", "srand", "system" ->
          throw new AwkMachine.Failure("Passerelle does not model " + call.name() + "()");
      default -> AwkValue.of(mathematics(call.name(), arguments));
    };
  }

  private AwkValue value(List<Expr> arguments, int index) {
    return index < arguments.size() ? evaluator.evaluate(arguments.get(index)) : AwkValue.UNSET;
  }

  private String text(List<Expr> arguments, int index) {
    return value(arguments, index).text();
  }

  private AwkValue length(List<Expr> arguments) {
    if (arguments.isEmpty()) {
      return AwkValue.of(state.line().length());
    }
    boolean array =
        arguments.get(0) instanceof AwkTree.Variable variable && state.isArray(variable.name());
    return AwkValue.of(
        array
            ? state.array(((AwkTree.Variable) arguments.get(0)).name()).size()
            : text(arguments, 0).length());
  }

  private String substring(List<Expr> arguments) {
    String text = text(arguments, 0);
    double start = Math.rint(value(arguments, 1).number());
    double end =
        arguments.size() > 2
            ? start + Math.rint(value(arguments, 2).number())
            : text.length() + 1.0;
    int from = (int) Math.max(1, Math.min(start, text.length() + 1.0));
    int to = (int) Math.max(from, Math.min(end, text.length() + 1.0));
    return text.substring(from - 1, to - 1);
  }

  private AwkValue split(List<Expr> arguments) {
    String separator = arguments.size() > 2 ? evaluator.regex(arguments.get(2)) : state.text("FS");
    List<String> parts = state.split(text(arguments, 0), separator);
    if (arguments.size() < 2 || !(arguments.get(1) instanceof AwkTree.Variable array)) {
      throw new AwkMachine.Failure("split: the second argument must be an array");
    }
    Map<String, AwkValue> elements = state.array(array.name());
    elements.clear();
    for (int i = 0; i < parts.size(); i++) {
      elements.put(Integer.toString(i + 1), AwkValue.ofInput(parts.get(i)));
    }
    return AwkValue.of(parts.size());
  }

  private AwkValue substitute(List<Expr> arguments, boolean every) {
    if (arguments.size() < 2) {
      throw new AwkMachine.Failure("sub: not enough arguments");
    }
    Expr target = arguments.size() > 2 ? arguments.get(2) : WHOLE_LINE;
    String text = evaluator.evaluate(target).text();
    String with = text(arguments, 1);
    Matcher matcher = state.regex(evaluator.regex(arguments.get(0))).matcher(self, text);
    StringBuilder result = new StringBuilder();
    int count = 0;
    int copied = 0;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      boolean again = matcher.end() == matcher.start() && count > 0 && matcher.start() == copied;
      if (!again) {
        result.append(text, copied, matcher.start()).append(replacement(with, matcher.group()));
        copied = matcher.end();
        count++;
        if (!every) {
          break;
        }
      }
      from = matcher.end() > matcher.start() ? matcher.end() : matcher.end() + 1;
    }
    if (count > 0) {
      evaluator.store(target, AwkValue.of(result + text.substring(copied)));
    }
    return AwkValue.of(count);
  }

  /** {@code &} is what matched, {@code \&} an ampersand. */
  private static String replacement(String with, String matched) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < with.length()) {
      char c = with.charAt(i++);
      boolean escaped = c == '\\' && i < with.length() && "&\\".indexOf(with.charAt(i)) >= 0;
      if (escaped) {
        out.append(with.charAt(i++));
      } else {
        out.append(c == '&' ? matched : String.valueOf(c));
      }
    }
    return out.toString();
  }

  private AwkValue match(List<Expr> arguments) {
    if (arguments.size() < 2) {
      throw new AwkMachine.Failure("match: not enough arguments");
    }
    String text = text(arguments, 0);
    Matcher matcher = state.regex(evaluator.regex(arguments.get(1))).matcher(self, text);
    boolean found = matcher.find();
    state.set("RSTART", AwkValue.of(found ? matcher.start() + 1 : 0));
    state.set("RLENGTH", AwkValue.of(found ? matcher.end() - matcher.start() : -1));
    return state.get("RSTART");
  }

  private AwkValue sprintf(List<Expr> arguments) {
    List<AwkValue> values = new ArrayList<>();
    arguments.forEach(argument -> values.add(evaluator.evaluate(argument)));
    return AwkValue.of(format.apply(values));
  }

  private double mathematics(String name, List<Expr> arguments) {
    double x = value(arguments, 0).number();
    return switch (name) {
      case "int" -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case "sqrt" -> Math.sqrt(x);
      case "exp" -> StrictMath.exp(x);
      case "log" -> StrictMath.log(x);
      case "sin" -> StrictMath.sin(x);
      case "cos" -> StrictMath.cos(x);
      default -> StrictMath.atan2(x, value(arguments, 1).number());
    };
  }
}
