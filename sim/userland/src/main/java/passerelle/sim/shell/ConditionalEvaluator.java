package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.Process;

/** bash's {@code [[ ... ]]}: words are not split, {@code ==} takes patterns, {@code =~} regexes. */
final class ConditionalEvaluator {
  private final Process self;
  private final ShellState shell;
  private final Expander expander;
  private List<Word> words = List.of();
  private int at;

  ConditionalEvaluator(Process self, ShellState shell, Expander expander) {
    this.self = self;
    this.shell = shell;
    this.expander = expander;
  }

  /** The exit status: 0 if it holds, 1 if not, 2 if it is malformed. */
  int evaluate(List<Word> expression) {
    words = expression;
    try {
      boolean value = or();
      if (at < words.size()) {
        throw new ShellError("syntax error in conditional expression", 2);
      }
      return value ? 0 : 1;
    } catch (TestExpression.Malformed malformed) {
      self.stderr().print(shell.prefix("[["));
      return self.stderr().println(malformed.getMessage(), 2);
    }
  }

  private boolean or() throws TestExpression.Malformed {
    boolean value = and();
    while (accept("||")) {
      value = and() | value;
    }
    return value;
  }

  private boolean and() throws TestExpression.Malformed {
    boolean value = not();
    while (accept("&&")) {
      value = not() & value;
    }
    return value;
  }

  private boolean not() throws TestExpression.Malformed {
    boolean negated = false;
    while (accept("!")) {
      negated = !negated;
    }
    return negated != primary();
  }

  private boolean primary() throws TestExpression.Malformed {
    if (accept("(")) {
      boolean value = or();
      if (!accept(")")) {
        throw new ShellError("syntax error in conditional expression", 2);
      }
      return value;
    }
    List<Word> operands = new ArrayList<>();
    while (at < words.size() && !isLogical(words.get(at)) && operands.size() < 3) {
      operands.add(words.get(at++));
    }
    if (operands.size() == 3) {
      return binary(operands);
    }
    List<String> texts = operands.stream().map(expander::string).toList();
    return TestExpression.evaluate(self, shell.dialect, texts);
  }

  private boolean binary(List<Word> operands) throws TestExpression.Malformed {
    String left = expander.string(operands.get(0));
    String operator = expander.string(operands.get(1));
    boolean equal = operator.equals("=") || operator.equals("==");
    if (shell.dialect == Dialect.BASH && (equal || operator.equals("!="))) {
      return Glob.matches(expander.pattern(operands.get(2)), left) == equal;
    }
    String right = expander.string(operands.get(2));
    if (operator.equals("=~")) {
      List<String> groups = Regex.search(self, right, left);
      shell.variables.setArray("BASH_REMATCH", groups);
      return !groups.isEmpty();
    }
    return TestExpression.evaluate(self, shell.dialect, List.of(left, operator, right));
  }

  private boolean accept(String token) {
    boolean there = at < words.size() && isPlain(words.get(at), token);
    at += there ? 1 : 0;
    return there;
  }

  private static boolean isLogical(Word word) {
    return isPlain(word, "&&") || isPlain(word, "||") || isPlain(word, ")");
  }

  private static boolean isPlain(Word word, String token) {
    return word.parts().size() == 1
        && word.parts().get(0) instanceof Word.Text text
        && !text.quoted()
        && text.text().equals(token);
  }
}
