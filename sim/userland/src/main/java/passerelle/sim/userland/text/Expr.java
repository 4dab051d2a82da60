package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import passerelle.sim.process.Process;
import passerelle.sim.shell.Regex;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code expr} (POSIX XCU expr). */
final class Expr {
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("|"),
          List.of("&"),
          List.of("<", "<=", "=", "==", "!=", ">=", ">"),
          List.of("+", "-"),
          List.of("*", "/", "%"),
          List.of(":"));

  private final Flavour flavour;
  private final Process self;
  private final List<String> words;
  private int at;

  Expr(Flavour flavour, Process self) {
    this.flavour = flavour;
    this.self = self;
    words = self.arguments();
  }

  int run() {
    try {
      if (words.isEmpty()) {
        throw TextTool.usage(flavour, self.name(), "missing operand", 2);
      }
      String value = level(0);
      if (at < words.size()) {
        throw error("unexpected argument '" + words.get(at) + "'");
      }
      self.stdout().println(value);
      return isNull(value) ? 1 : 0;
    } catch (ToolFailure error) {
      self.stderr().print(error.getMessage());
      return error.status();
    }
  }

  private ToolFailure error(String what) {
    String detail = flavour == Flavour.GNU ? ": " + what : "";
    return new ToolFailure(2, self.name() + ": syntax error" + detail + "\n");
  }

  private static boolean isNull(String value) {
    return value.isEmpty() || value.matches("-?0+");
  }

  private String level(int level) throws ToolFailure {
    if (level == LEVELS.size()) {
      return primary();
    }
    String left = level(level + 1);
    while (at < words.size() && LEVELS.get(level).contains(words.get(at))) {
      String operator = words.get(at++);
      left = apply(operator, left, level(level + 1));
    }
    return left;
  }

  private String primary() throws ToolFailure {
    self.spend(1);
    if (at >= words.size()) {
      String before = at > 0 ? words.get(at - 1) : "expr";
      throw error("missing argument after '" + before + "'");
    }
    String word = words.get(at++);
    int left = words.size() - at;
    if (word.equals("(") && at < 200) {
      String value = level(0);
      if (at >= words.size() || !words.get(at).equals(")")) {
        throw error("expecting ')' after '" + words.get(at - 1) + "'");
      }
      at++;
      return value;
    }
    if (word.equals("length") && left > 0) {
      return Integer.toString(primary().length());
    }
    if (word.equals("index") && left > 1) {
      String text = primary();
      String set = primary();
      int found = 0;
      for (int i = text.length() - 1; i >= 0; i--) {
        found = set.indexOf(text.charAt(i)) >= 0 ? i + 1 : found;
      }
      return Integer.toString(found);
    }
    if (word.equals("substr") && left > 2) {
      return substring(primary(), primary(), primary());
    }
    return word;
  }

  private static String substring(String text, String from, String length) {
    Optional<Long> start = integer(from);
    Optional<Long> count = integer(length);
    if (start.isEmpty() || count.isEmpty() || start.get() < 1 || count.get() < 1) {
      return "";
    }
    int begin = (int) Math.min(text.length(), start.get() - 1);
    return text.substring(begin, (int) Math.min(text.length(), begin + count.get()));
  }

  private static Optional<Long> integer(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private String apply(String operator, String left, String right) throws ToolFailure {
    return switch (operator) {
      case "|" -> !isNull(left) ? left : isNull(right) ? "0" : right;
      case "&" -> isNull(left) || isNull(right) ? "0" : left;
      case "+", "-", "*", "/", "%" -> calculate(operator, left, right);
      case ":" -> match(left, right);
      default -> compare(operator, left, right) ? "1" : "0";
    };
  }

  private String calculate(String operator, String left, String right) throws ToolFailure {
    Optional<Long> a = integer(left);
    Optional<Long> b = integer(right);
    if (a.isEmpty() || b.isEmpty()) {
      throw new ToolFailure(
          2,
          self.name()
              + (flavour == Flavour.GNU ? ": non-integer" : ": non-numeric")
              + " argument\n");
    }
    boolean divides = operator.equals("/") || operator.equals("%");
    if (divides && b.get() == 0) {
      throw new ToolFailure(2, self.name() + ": division by zero\n");
    }
    long value =
        switch (operator) {
          case "+" -> a.get() + b.get();
          case "-" -> a.get() - b.get();
          case "*" -> a.get() * b.get();
          case "/" -> a.get() / b.get();
          default -> a.get() % b.get();
        };
    return Long.toString(value);
  }

  private static boolean compare(String operator, String left, String right) {
    Optional<Long> a = integer(left);
    Optional<Long> b = integer(right);
    int order =
        a.isPresent() && b.isPresent() ? Long.compare(a.get(), b.get()) : left.compareTo(right);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "!=" -> order != 0;
      default -> order == 0;
    };
  }

  private String match(String text, String expression) throws ToolFailure {
    try {
      Matcher matcher = Regex.compile(expression, false, false).matcher(self, text);
      boolean found = matcher.lookingAt();
      if (matcher.groupCount() > 0) {
        return found ? Optional.ofNullable(matcher.group(1)).orElse("") : "";
      }
      return Integer.toString(found ? matcher.end() : 0);
    } catch (Regex.Invalid invalid) {
      throw new ToolFailure(2, self.name() + ": " + invalid.getMessage() + "\n");
    }
  }
}
