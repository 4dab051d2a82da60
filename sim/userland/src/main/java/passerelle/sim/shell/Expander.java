package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import passerelle.sim.process.Process;

/**
 * Makes fields of words (POSIX XCU 2.6): braces, tilde, parameters, substitutions, arithmetic,
 * field splitting, path names.
 */
final class Expander {
  private final Process self;
  private final ShellState shell;
  private final ParameterExpansion parameters;
  private final Function<Command, String> substitution;

  /**
   * An expander for one shell.
   *
   * @param substitution runs a script and gives what it printed
   */
  Expander(Process self, ShellState shell, Function<Command, String> substitution) {
    this.self = self;
    this.shell = shell;
    this.substitution = substitution;
    parameters = new ParameterExpansion(self, shell, this);
  }

  /** All the fields of some words, path names expanded. */
  List<String> fields(List<Word> words) {
    List<String> fields = new ArrayList<>();
    for (Word word : words) {
      boolean braces = shell.dialect == Dialect.BASH;
      for (Word one : braces ? Braces.expand(word) : List.of(word)) {
        if (isEmptyList(one)) {
          continue;
        }
        FieldBuilder builder = new FieldBuilder(ifs());
        expand(one, builder, true);
        builder.fields().forEach(field -> addPaths(field, fields));
      }
    }
    return fields;
  }

  /** {@code "$@"} without positional parameters is no field, not an empty one. */
  private boolean isEmptyList(Word word) {
    boolean list = false;
    for (Word.Part part : word.parts()) {
      boolean all = part instanceof Word.Parameter parameter && parameters.isNoField(parameter);
      boolean nothing = part instanceof Word.Text text && text.text().isEmpty();
      if (!all && !nothing) {
        return false;
      }
      list |= all;
    }
    return list;
  }

  /** The word as one string: an assignment's value, a file name, a here-document. */
  String string(Word word) {
    return single(word).text();
  }

  /** The word as a pattern for {@link Glob#matches}: what was quoted is literal. */
  String pattern(Word word) {
    return single(word).glob();
  }

  private FieldBuilder.Field single(Word word) {
    FieldBuilder builder = new FieldBuilder("");
    expand(word, builder, false);
    return builder.joined();
  }

  private String ifs() {
    return shell.variables.get("IFS").orElse(" \t\n");
  }

  private void expand(Word word, FieldBuilder builder, boolean split) {
    boolean first = true;
    for (Word.Part part : word.parts()) {
      if (part instanceof Word.Text text) {
        builder.append(first && !text.quoted() ? tilde(text.text()) : text.text(), text.quoted());
      } else if (part instanceof Word.Parameter parameter) {
        parameters.expand(parameter, builder, split);
      } else if (part instanceof Word.Substitution inner) {
        String output = substitution.apply(inner.script());
        addValue(builder, output, split && !inner.quoted(), inner.quoted());
      } else if (part instanceof Word.Arithmetic arithmetic) {
        String value = Long.toString(evaluate(arithmetic.expression()));
        addValue(builder, value, split && !arithmetic.quoted(), arithmetic.quoted());
      }
      first = false;
    }
  }

  /**
   * The key that a word is of an array: a number, that from the end where it is negative.
   *
   * @throws ShellError if it lies before the beginning
   */
  String key(ArrayValue array, Word word, String name) {
    if (array.isAssociative()) {
      return string(word);
    }
    long number = evaluate(word);
    long at = number < 0 ? array.end() + number : number;
    if (at < 0) {
      throw new ShellError(name + ": bad array subscript", 1);
    }
    return Long.toString(at);
  }

  long evaluate(Word expression) {
    return ArithmeticEvaluator.evaluate(shell, string(expression));
  }

  /** Adds what an expansion gave; unquoted, it is split and may be a pattern. */
  static void addValue(FieldBuilder builder, String value, boolean split, boolean quoted) {
    if (split) {
      builder.appendSplit(value);
    } else {
      builder.append(value, quoted);
    }
  }

  private String tilde(String text) {
    boolean home = text.equals("~") || text.startsWith("~/");
    return home ? shell.variables.getOrEmpty("HOME") + text.substring(1) : text;
  }

  private void addPaths(FieldBuilder.Field field, List<String> fields) {
    self.spend(1);
    if (!shell.noglob && Glob.isPattern(field.glob())) {
      List<String> paths = Glob.paths(self.files(), self.directory(), field.glob());
      if (!paths.isEmpty()) {
        fields.addAll(paths);
        return;
      }
    }
    fields.add(field.text());
  }
}
