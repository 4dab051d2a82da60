package passerelle.sim.shell;

import java.util.List;
import passerelle.sim.shell.Command.Assignment;

/** Gives variables and elements of arrays their values ({@code subst.c:do_assignment_internal}). */
record Assignments(ShellState shell, Expander expander) {
  /** Carries out one. */
  void assign(Assignment assignment) {
    String name = assignment.name();
    if (shell.variables.isReadonly(name)) {
      boolean bash = shell.dialect == Dialect.BASH;
      throw new ShellError(name + (bash ? ": readonly variable" : ": is read only"), bash ? 1 : 2);
    }
    if (assignment.value().compound().isPresent()) {
      list(assignment);
    } else if (assignment.subscript().isPresent()) {
      ShellArray array = shell.variables.makeArray(name, false);
      element(name, array, assignment.subscript().get(), assignment);
    } else {
      String before = assignment.append() ? shell.variables.getOrEmpty(name) : "";
      shell.variables.set(name, value(shell, name, before, expander.string(assignment.value())));
    }
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
                new Assignment(assignment.name(), element.subscript(), element.value(), false));
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
  private long element(String name, ShellArray array, Word subscript, Assignment assignment) {
    String key = expander.key(name, array, subscript);
    String before = assignment.append() ? array.get(key).orElse("") : "";
    shell.variables.put(
        array, key, value(shell, name, before, expander.string(assignment.value())));
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
