package passerelle.sim.shell;

import java.util.List;
import passerelle.sim.shell.Command.Assignment;

/** Gives variables and elements of arrays their values ({@code subst.c:do_assignment_internal}). */
record Assignments(ShellState shell, Expander expander) {
  /** Carries out one; what {@code set -x} shows of it. */
  String assign(Assignment assignment) {
    String name = assignment.name();
    if (shell.variables.isReadonly(name)) {
      boolean bash = shell.dialect == Dialect.BASH;
      throw new ShellError(name + (bash ? ": readonly variable" : ": is read only"), bash ? 1 : 2);
    }
    String sign = assignment.append() ? "+=" : "=";
    String text;
    if (assignment.value().compound().isPresent()) {
      list(assignment);
      return name + sign + assignment.value().compound().get().text();
    } else if (assignment.subscript().isPresent()) {
      ShellArray array = shell.variables.makeArray(name, false);
      text = expander.string(assignment.value());
      element(name, array, assignment.subscript().get(), assignment, text);
      name += "[" + assignment.subscript().get().plain() + "]";
    } else {
      String before = assignment.append() ? shell.variables.getOrEmpty(name) : "";
      text = expander.assigned(assignment.value());
      shell.variables.set(name, value(shell, name, before, text));
      if (shell.options.is("allexport")) {
        shell.variables.export(name);
      }
    }
    return name + sign + Quoting.traced(text);
  }

  /** Gives an array its values; what declares it may have closed it already. */
  void list(Assignment assignment) {
    Word.Compound list = assignment.value().compound().orElseThrow();
    ShellArray array = shell.variables.makeArray(assignment.name(), false);
    if (!assignment.append()) {
      array.clear();
    }
    long next = array.end();
    String key = null;
    for (Word.Element element : list.elements()) {
      if (element.subscript().isPresent()) {
        Word subscript = element.subscript().get();
        next =
            element(
                assignment.name(),
                array,
                subscript,
                new Assignment(assignment.name(), element.subscript(), element.value(), false),
                expander.string(element.value()));
        continue;
      }
      for (String value : expander.fields(List.of(element.value()))) {
        if (!array.isAssociative()) {
          shell.variables.put(
              array, Long.toString(next++), value(shell, assignment.name(), "", value));
        } else if (key == null) {
          key = value;
        } else {
          shell.variables.put(array, key, value);
          key = null;
        }
      }
    }
    if (key != null) {
      shell.variables.put(array, key, "");
    }
  }

  /** Gives one element its value; the number of the next. */
  private long element(
      String name, ShellArray array, Word subscript, Assignment assignment, String text) {
    String key = expander.key(name, array, subscript);
    String before = assignment.append() ? array.get(key).orElse("") : "";
    shell.variables.put(array, key, value(shell, name, before, text));
    return array.isAssociative() ? 0 : Long.parseLong(key) + 1;
  }

  /** What a variable of numbers makes of a text is its sum ({@code declare -i}). */
  static String value(ShellState shell, String name, String before, String text) {
    if (!shell.variables.isInteger(name)) {
      return before + text;
    }
    long sum = ArithmeticEvaluator.evaluate(shell, text);
    return Long.toString(
        sum + (before.isEmpty() ? 0 : ArithmeticEvaluator.evaluate(shell, before)));
  }
}
