package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import passerelle.sim.process.Process;

/**
 * Makes fields of words (POSIX XCU 2.6): braces, tilde, parameters, substitutions, arithmetic,
 * field splitting, path names.
 */
final class Expander {
  private final Process self;
  private final ShellState shell;
  private final ParameterExpansion parameters;
  private final Substitutions substitutions;

  Expander(Process self, ShellState shell, Substitutions substitutions) {
    this.self = self;
    this.shell = shell;
    this.substitutions = substitutions;
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
      boolean all = part instanceof Word.Parameter parameter && parameters.isEmptyList(parameter);
      boolean nothing = part instanceof Word.Text text && text.text().isEmpty();
      if (!all && !nothing) {
        return false;
      }
      list |= all;
    }
    return list;
  }

  /** Fields in which the values of assignments are not split, as builtins that declare have it. */
  List<String> declarations(List<Word> words) {
    List<String> fields = new ArrayList<>();
    for (Word word : words) {
      if (AssignmentReader.of(shell.dialect, word).isPresent()) {
        fields.add(string(word));
      } else {
        fields.addAll(fields(List.of(word)));
      }
    }
    return fields;
  }

  /** The key that a subscript means: a word of some arrays, a number of others. */
  String key(String name, ShellArray array, Word subscript) {
    return array.isAssociative() ? string(subscript) : number(name, array, string(subscript));
  }

  private String number(String name, ShellArray array, String expression) {
    long number = ArithmeticEvaluator.evaluate(shell, expression);
    if (number < 0) {
      number += array.end();
    }
    if (number < 0) {
      throw new ShellError(name + "[" + expression + "]: bad array subscript", 1);
    }
    return Long.toString(number);
  }

  /** The word as one string: an assignment's value, a file name, a here-document. */
  String string(Word word) {
    return single(word).text();
  }

  /** The word as the value of a variable: a tilde may stand behind each colon, too. */
  String assigned(Word word) {
    List<Word.Part> parts = new ArrayList<>();
    for (Word.Part part : word.parts()) {
      if (part instanceof Word.Text text && !text.quoted() && text.text().contains(":~")) {
        String[] pieces = text.text().split("(?<=:)(?=~)", -1);
        for (String piece : pieces) {
          parts.add(new Word.Text(piece.startsWith("~") ? tilde(piece) : piece, false));
        }
      } else {
        parts.add(part);
      }
    }
    return string(new Word(parts));
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
    expand(word, builder, split, false);
  }

  /** The word within an expansion that is not quoted: its own blanks separate fields, too. */
  void expandArgument(Word word, FieldBuilder builder, boolean split) {
    expand(word, builder, split, split);
  }

  private void expand(Word word, FieldBuilder builder, boolean split, boolean splitText) {
    boolean first = true;
    for (Word.Part part : word.parts()) {
      if (part instanceof Word.Text text && splitText && !text.quoted()) {
        builder.appendSplit(first ? tilde(text.text()) : text.text());
      } else if (part instanceof Word.Text text) {
        builder.append(first && !text.quoted() ? tilde(text.text()) : text.text(), text.quoted());
      } else if (part instanceof Word.Parameter parameter) {
        parameters.expand(parameter, builder, split);
      } else if (part instanceof Word.Substitution inner) {
        String output = substitutions.text(inner.script());
        addValue(builder, output, split && !inner.quoted(), inner.quoted());
      } else if (part instanceof Word.Piped piped) {
        builder.append(substitutions.file(piped), true);
      } else if (part instanceof Word.Compound list) {
        builder.append(list.text(), true);
      } else if (part instanceof Word.Arithmetic arithmetic) {
        String value = Long.toString(evaluate(arithmetic.expression()));
        addValue(builder, value, split && !arithmetic.quoted(), arithmetic.quoted());
      }
      first = false;
    }
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
    if (text.equals("~root") || text.startsWith("~root/")) {
      return "/root" + text.substring(5);
    }
    boolean bash = shell.dialect == Dialect.BASH;
    if (bash && (text.equals("~+") || text.startsWith("~+/"))) {
      return shell.variables.getOrEmpty("PWD") + text.substring(2);
    }
    boolean home = text.equals("~") || text.startsWith("~/");
    return home ? shell.variables.getOrEmpty("HOME") + text.substring(1) : text;
  }

  private void addPaths(FieldBuilder.Field field, List<String> fields) {
    self.spend(1);
    if (!shell.options.is("noglob") && Glob.isPattern(field.glob())) {
      List<String> paths =
          Glob.paths(
              self.files(),
              self.directory(),
              field.glob(),
              shell.dialect == Dialect.BASH ? Set.of() : Set.of(Glob.Option.DOTS));
      if (!paths.isEmpty()) {
        fields.addAll(paths);
        return;
      }
      if (shell.nullglob) {
        return;
      }
    }
    fields.add(field.text());
  }
}
