package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/** {@code test} and {@code [} (POSIX XCU test). */
public final class TestExpression {
  private static final Set<String> INTEGER = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge");
  private static final Set<String> TEXT = Set.of("=", "==", "!=", "<", ">");
  private static final Set<String> FILES = Set.of("-nt", "-ot", "-ef");
  private static final Set<String> NOT_IN_ASH = Set.of("-v", "-a", "-o", "-N");
  private static final String UNARY = "abcdefghknoprstuvwxzGLNOS";

  private final Process self;
  private final Dialect dialect;
  private final List<String> words;
  private int at;

  /** The expression is wrong; the message is the shell's, without its prefix. */
  public static final class Malformed extends Exception {
    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private TestExpression(Process self, Dialect dialect, List<String> words) {
    this.self = self;
    this.dialect = dialect;
    this.words = words;
  }

  /** Whether the expression holds; an empty one does not. */
  public static boolean evaluate(Process self, Dialect dialect, List<String> words)
      throws Malformed {
    TestExpression expression = new TestExpression(self, dialect, words);
    return expression.evaluateAll();
  }

  /** The rules by number of arguments come first, as POSIX wants it. */
  private boolean evaluateAll() throws Malformed {
    if (words.isEmpty()) {
      return false;
    }
    if (words.size() == 1) {
      return !words.get(0).isEmpty();
    }
    if (words.get(0).equals("!") && words.size() <= 4) {
      return !new TestExpression(self, dialect, words.subList(1, words.size())).evaluateAll();
    }
    if (words.size() == 2) {
      return two();
    }
    if (words.size() == 3 && isBinary(words.get(1))) {
      return binary(words.get(0), words.get(1), words.get(2));
    }
    if (words.size() == 3 && !words.get(0).equals("(") && !isLogical(words.get(1))) {
      throw bash(words.get(1) + ": binary operator expected", words.get(1) + ": unknown operand");
    }
    boolean result = or();
    if (at < words.size()) {
      throw bash("too many arguments", words.get(at) + ": unknown operand");
    }
    return result;
  }

  private boolean two() throws Malformed {
    if (!isUnary(words.get(0))) {
      if (isBinary(words.get(1)) && dialect != Dialect.BASH) {
        throw new Malformed(words.get(1) + ": argument expected");
      } else if (words.get(1).equals("-a") && dialect != Dialect.BASH) {
        return and();
      }
      throw bash(words.get(0) + ": unary operator expected", words.get(1) + ": unknown operand");
    }
    return unary(words.get(0), words.get(1));
  }

  /** dash names the first word, whatever follows it ({@code bltin/test.c:syntax}). */
  private Malformed bash(String inBash, String inAsh) {
    String inDash = words.get(0) + ": unexpected operator";
    return new Malformed(dialect.choose(inBash, inAsh, inDash));
  }

  private boolean or() throws Malformed {
    boolean value = and();
    while (accept("-o")) {
      value = and() | value;
    }
    return value;
  }

  private boolean and() throws Malformed {
    boolean value = not();
    while (accept("-a")) {
      value = not() & value;
    }
    return value;
  }

  private boolean not() throws Malformed {
    boolean negated = false;
    while (accept("!")) {
      negated = !negated;
    }
    return negated != primary();
  }

  private boolean primary() throws Malformed {
    if (at >= words.size()) {
      if (dialect == Dialect.DASH) {
        return false;
      }
      throw new Malformed("argument expected");
    }
    if (at + 2 < words.size() && isBinary(words.get(at + 1))) {
      at += 3;
      return binary(words.get(at - 3), words.get(at - 2), words.get(at - 1));
    }
    if (accept("(")) {
      self.spend(1);
      if (at > 200) {
        throw new Malformed("too many arguments");
      }
      boolean value = or();
      if (!accept(")")) {
        throw bash("`)' expected", "closing paren expected");
      }
      return value;
    }
    if (at + 1 < words.size() && isUnary(words.get(at))) {
      at += 2;
      return unary(words.get(at - 2), words.get(at - 1));
    }
    return !words.get(at++).isEmpty();
  }

  private boolean accept(String word) {
    boolean there = at < words.size() && words.get(at).equals(word);
    at += there ? 1 : 0;
    return there;
  }

  private boolean isBinary(String word) {
    if (dialect == Dialect.DASH && word.equals("==")) {
      return false;
    }
    return INTEGER.contains(word) || TEXT.contains(word) || FILES.contains(word);
  }

  private static boolean isLogical(String word) {
    return word.equals("-a") || word.equals("-o");
  }

  private boolean isUnary(String word) {
    if (dialect != Dialect.BASH && NOT_IN_ASH.contains(word)) {
      return false;
    }
    return word.length() == 2 && word.charAt(0) == '-' && UNARY.indexOf(word.charAt(1)) >= 0;
  }

  private boolean binary(String left, String operator, String right) throws Malformed {
    if (INTEGER.contains(operator)) {
      int order = Long.compare(integer(left), integer(right));
      return switch (operator) {
        case "-eq" -> order == 0;
        case "-ne" -> order != 0;
        case "-lt" -> order < 0;
        case "-le" -> order <= 0;
        case "-gt" -> order > 0;
        default -> order >= 0;
      };
    }
    return switch (operator) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "<" -> left.compareTo(right) < 0;
      case ">" -> left.compareTo(right) > 0;
      case "-ef" -> isSame(self.path(left), self.path(right));
      default -> false;
    };
  }

  private boolean isSame(String left, String right) {
    try {
      String real = self.files().realPath(left);
      return real.equals(self.files().realPath(right)) && self.files().exists(real);
    } catch (FileError loop) {
      return false;
    }
  }

  private long integer(String text) throws Malformed {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notInteger) {
      String bash = text + ": integer expression expected";
      throw new Malformed(dialect.choose(bash, text + ": bad number", "Illegal number: " + text));
    }
  }

  private boolean unary(String operator, String operand) {
    String path = self.path(operand);
    return switch (operator) {
      case "-n" -> !operand.isEmpty();
      case "-z" -> operand.isEmpty();
      case "-f" -> self.files().isFile(path);
      case "-d" -> self.files().isDirectory(path);
      case "-L", "-h" -> self.files().isLink(path);
      case "-e", "-a", "-r", "-w", "-O", "-G", "-N" ->
          !operand.isEmpty() && self.files().exists(path);
      case "-x" -> self.files().isDirectory(path) || isExecutable(operand, path);
      case "-s" -> size(path) > 0;
      case "-c" -> self.files().device(path).isPresent();
      case "-t" -> isTerminal(operand);
      case "-v" -> self.environment().containsKey(operand);
      default -> false;
    };
  }

  private boolean isExecutable(String operand, String path) {
    boolean tool = operand.contains("/") && self.place().tools().find(operand).isPresent();
    return tool || self.files().isExecutable(path);
  }

  private long size(String path) {
    try {
      return self.files().read(path).length;
    } catch (FileError unreadable) {
      return self.files().isDirectory(path) ? 1 : 0;
    }
  }

  private boolean isTerminal(String descriptor) {
    Optional<Boolean> terminal =
        switch (descriptor) {
          case "0" -> Optional.of(self.stdin().isTerminal());
          case "1" -> Optional.of(self.stdout().isTerminal());
          case "2" -> Optional.of(self.stderr().isTerminal());
          default -> Optional.empty();
        };
    return terminal.orElse(false);
  }
}
