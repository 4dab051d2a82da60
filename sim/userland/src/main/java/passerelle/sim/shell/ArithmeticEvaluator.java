package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;

/** Evaluates {@code $((...))} (POSIX XCU 2.6.4, with bash's {@code **}, {@code ++}, {@code ,}). */
final class ArithmeticEvaluator {
  /** From the loosest to the tightest; longer operators first within a level. */
  private static final List<List<String>> BINARY =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("==", "!="),
          List.of("<=", ">=", "<", ">"),
          List.of("<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private static final List<String> ASSIGNMENTS =
      List.of("<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "=");

  /** A value of a variable is an expression itself, up to so deep. */
  private static final int MAX_DEPTH = 60;

  private final ShellState shell;
  private final String text;
  private int depth;
  private int at;

  private ArithmeticEvaluator(ShellState shell, String text, int depth) {
    this.shell = shell;
    this.text = text;
    this.depth = depth;
  }

  /** The value of an expression; an empty one is 0. */
  static long evaluate(ShellState shell, String text) {
    return evaluate(shell, text, 0);
  }

  private static long evaluate(ShellState shell, String text, int depth) {
    ArithmeticEvaluator evaluator = new ArithmeticEvaluator(shell, text, depth);
    evaluator.skipBlanks();
    if (evaluator.at == text.length()) {
      return 0;
    }
    evaluator.checkOperators();
    long value = evaluator.comma();
    if (evaluator.at < text.length()) {
      throw evaluator.error("syntax error in expression", evaluator.at);
    }
    return value;
  }

  private long comma() {
    long value = assignment();
    while (accept(",")) {
      value = assignment();
    }
    return value;
  }

  private long assignment() {
    enter();
    int start = at;
    Optional<String> name = name();
    if (name.isPresent()) {
      for (String operator : ASSIGNMENTS) {
        boolean comparison = operator.equals("=") && text.startsWith("==", at);
        if (!comparison && accept(operator)) {
          long right = assignment();
          String binary = operator.substring(0, operator.length() - 1);
          long value = binary.isEmpty() ? right : apply(binary, value(name.get()), right);
          depth--;
          return store(name.get(), value);
        }
      }
    }
    at = start;
    skipBlanks();
    long value = ternary();
    depth--;
    return value;
  }

  private long ternary() {
    long condition = binary(0);
    if (!accept("?")) {
      return condition;
    }
    long first = assignment();
    if (!accept(":")) {
      throw error("`:' expected for conditional expression", at);
    }
    long second = assignment();
    return condition != 0 ? first : second;
  }

  private long binary(int level) {
    if (level == BINARY.size()) {
      return power();
    }
    long left = binary(level + 1);
    Optional<String> operator = operator(level);
    while (operator.isPresent()) {
      left = apply(operator.get(), left, binary(level + 1));
      operator = operator(level);
    }
    return left;
  }

  private Optional<String> operator(int level) {
    for (String operator : BINARY.get(level)) {
      int after = at + operator.length();
      char next = after < text.length() ? text.charAt(after) : 0;
      boolean longer =
          operator.length() == 1
              && (next == operator.charAt(0) && "&|<>*".indexOf(next) >= 0
                  || next == '=' && "<>!".indexOf(operator) >= 0);
      boolean assigns = next == '=' && !operator.endsWith("=");
      if (text.startsWith(operator, at) && !longer && !assigns) {
        accept(operator);
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private long power() {
    long base = unary();
    if (!accept("**")) {
      return base;
    }
    enter();
    long exponent = power();
    depth--;
    if (exponent < 0) {
      throw error("exponent less than 0", at);
    }
    long result = 1;
    for (long bit = Long.highestOneBit(exponent); bit != 0; bit >>>= 1) {
      result *= result;
      result *= (exponent & bit) != 0 ? base : 1;
    }
    return result;
  }

  private long unary() {
    enter();
    long value;
    if (accept("++")) {
      value = step(1);
    } else if (accept("--")) {
      value = step(-1);
    } else if (accept("!")) {
      value = unary() == 0 ? 1 : 0;
    } else if (accept("~")) {
      value = ~unary();
    } else if (accept("-")) {
      value = -unary();
    } else {
      value = accept("+") ? unary() : primary();
    }
    depth--;
    return value;
  }

  private long step(int by) {
    String name = name().orElseThrow(() -> error("syntax error: operand expected", at));
    return store(name, value(name) + by);
  }

  private long primary() {
    if (accept("(")) {
      long value = comma();
      if (!accept(")")) {
        throw error("missing `)'", at);
      }
      return value;
    }
    int start = at;
    Optional<String> name = name();
    if (name.isPresent()) {
      long value = value(name.get());
      if (accept("++")) {
        store(name.get(), value + 1);
      } else if (accept("--")) {
        store(name.get(), value - 1);
      }
      return value;
    }
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '#')) {
      at++;
    }
    if (at == start) {
      throw error("syntax error: operand expected", start);
    }
    String digits = text.substring(start, at);
    skipBlanks();
    return number(digits, start);
  }

  private long number(String digits, int start) {
    try {
      int hash = digits.indexOf('#');
      if (hash > 0) {
        return Long.parseLong(
            digits.substring(hash + 1), Integer.parseInt(digits.substring(0, hash)));
      }
      if (digits.startsWith("0x") || digits.startsWith("0X")) {
        return Long.parseUnsignedLong(digits.substring(2), 16);
      }
      boolean octal = digits.startsWith("0") && digits.length() > 1;
      return Long.parseLong(digits, octal ? 8 : 10);
    } catch (NumberFormatException notNumber) {
      boolean octal = digits.matches("0[0-9]+");
      throw error(octal ? "value too great for base" : "value too great for base", start);
    }
  }

  private long value(String name) {
    String value = text(name).strip();
    boolean dash = shell.dialect == Dialect.DASH;
    if (dash && !value.matches("([-+]?[0-9]+|0[xX][0-9a-fA-F]+)?")) {
      throw new ShellError("Illegal number: " + value, 2);
    }
    enter();
    long result = value.isEmpty() ? 0 : evaluate(shell, value, depth);
    depth--;
    return result;
  }

  private long store(String name, long value) {
    if (shell.variables.isReadonly(name)) {
      throw new ShellError(name + ": readonly variable", 1);
    }
    int open = name.indexOf('[');
    if (open < 0) {
      shell.variables.set(name, Long.toString(value));
      return value;
    }
    ShellArray array = shell.variables.makeArray(name.substring(0, open), false);
    shell.variables.put(array, key(array, name, open), Long.toString(value));
    return value;
  }

  /** The value of a variable, or of an element of an array. */
  private String text(String name) {
    int open = name.indexOf('[');
    if (open < 0) {
      return shell.variables.getOrEmpty(name);
    }
    String whole = name.substring(0, open);
    ShellArray array =
        shell
            .variables
            .array(whole)
            .orElseGet(
                () -> ShellArray.of(shell.variables.get(whole).map(List::of).orElse(List.of())));
    return array.get(key(array, name, open)).orElse("");
  }

  private String key(ShellArray array, String name, int open) {
    String subscript = name.substring(open + 1, name.length() - 1);
    if (array.isAssociative()) {
      return subscript;
    }
    enter();
    long number = evaluate(shell, subscript, depth);
    depth--;
    if (number < 0) {
      number += array.end();
    }
    if (number < 0) {
      throw new ShellError(name + ": bad array subscript", 1);
    }
    return Long.toString(number);
  }

  private long apply(String operator, long left, long right) {
    return switch (operator) {
      case "||" -> left != 0 || right != 0 ? 1 : 0;
      case "&&" -> left != 0 && right != 0 ? 1 : 0;
      case "|" -> left | right;
      case "^" -> left ^ right;
      case "&" -> left & right;
      case "==" -> left == right ? 1 : 0;
      case "!=" -> left != right ? 1 : 0;
      case "<=" -> left <= right ? 1 : 0;
      case ">=" -> left >= right ? 1 : 0;
      case "<" -> left < right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case "<<" -> left << right;
      case ">>" -> left >> right;
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / nonZero(right);
      default -> left % nonZero(right);
    };
  }

  private long nonZero(long divisor) {
    if (divisor == 0) {
      throw new ArithmeticErrors(shell.dialect, text).division(at);
    }
    return divisor;
  }

  /** A name may be one of an element, {@code a[expression]}. */
  private int behindSubscript(int from) {
    if (shell.dialect != Dialect.BASH || !text.startsWith("[", from)) {
      return from;
    }
    int open = 0;
    for (int i = from; i < text.length(); i++) {
      open += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
      if (open == 0) {
        return i + 1;
      }
    }
    return from;
  }

  private Optional<String> name() {
    int end = at;
    if (end < text.length() && ParameterReader.isNameStart(text.charAt(end))) {
      while (end < text.length()
          && (ParameterReader.isNameStart(text.charAt(end))
              || Character.isDigit(text.charAt(end)))) {
        end++;
      }
      end = behindSubscript(end);
      String name = text.substring(at, end);
      at = end;
      skipBlanks();
      return Optional.of(name);
    }
    return Optional.empty();
  }

  private boolean accept(String operator) {
    if (!text.startsWith(operator, at)) {
      return false;
    }
    at += operator.length();
    skipBlanks();
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw error("expression recursion level exceeded", at);
    }
  }

  /** dash has neither steps nor powers nor commas ({@code arith_yacc.c}). */
  private void checkOperators() {
    if (shell.dialect == Dialect.DASH && (text.contains("**") || text.contains("++"))) {
      throw error("operand expected", at);
    }
    if (shell.dialect == Dialect.DASH && text.indexOf(',') >= 0) {
      throw error("unknown operator", at);
    }
  }

  private ShellError error(String what, int from) {
    return new ArithmeticErrors(shell.dialect, text).of(what, from);
  }
}
