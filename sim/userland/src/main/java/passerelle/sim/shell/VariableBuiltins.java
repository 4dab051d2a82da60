package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.sim.process.Process;

/** Builtins that change what the shell remembers. */
record VariableBuiltins(
    Process self, ShellState shell, SimpleCommands commands, Complaints complaints) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  void register(Map<String, Builtin> builtins) {
    builtins.put("unset", this::unset);
    builtins.put("shift", this::shift);
    if (!complaints.isDash()) {
      builtins.put("let", this::let);
    }
    builtins.put("hash", this::hash);
  }

  private int unset(List<String> arguments) {
    int status = 0;
    for (String name : arguments) {
      if (name.equals("-f") || name.equals("-v")) {
        continue;
      }
      if (complaints.isBash() && name.matches(NAME + "\\[.+\\]")) {
        unsetElement(name);
        continue;
      }
      if (shell.variables.isReadonly(name)) {
        boolean bash = complaints.isBash();
        status =
            complaints.failSpecial(
                "unset", name + (bash ? ": cannot unset: readonly variable" : ": is read only"), 1);
      } else if (shell.variables.names().contains(name)) {
        shell.variables.unset(name);
      } else if (!name.matches(NAME) && !complaints.isBash()) {
        status = complaints.failSpecial("unset", name + ": bad variable name", 1);
      } else {
        shell.functions.remove(name);
      }
    }
    return status;
  }

  private void unsetElement(String element) {
    int open = element.indexOf('[');
    String key = element.substring(open + 1, element.length() - 1);
    shell
        .variables
        .array(element.substring(0, open))
        .ifPresent(
            array ->
                array.remove(
                    array.isAssociative()
                        ? key
                        : Long.toString(ArithmeticEvaluator.evaluate(shell, key))));
  }

  /** {@code hash}: where programs are that have been called ({@code hash.def}, {@code exec.c}). */
  private int hash(List<String> arguments) {
    if (arguments.isEmpty()) {
      boolean none = shell.hashed.isEmpty();
      if (complaints.isBash()) {
        self.stdout().println(none ? "hash: hash table empty" : "hits\tcommand");
      }
      shell.hashed.forEach(
          (name, hits) ->
              self.stdout()
                  .println(
                      (complaints.isBash() ? "   " + hits + "\t" : "")
                          + commands.where(name).orElse(name)));
      return 0;
    }
    int status = 0;
    for (String name : arguments) {
      if (name.equals("-r")) {
        shell.hashed.clear();
      } else if (name.startsWith("-")) {
        String illegal = "llegal option " + name.substring(0, 2);
        return complaints.fail(
            "hash", complaints.worded(name + ": invalid option", "i" + illegal, "I" + illegal), 2);
      } else if (commands.where(name).isPresent()) {
        shell.hashed.put(name, 0);
      } else if (!commands.isBuiltin(name)) {
        complaints.fail("hash", name + ": not found", 1);
        status = 1;
      }
    }
    return status;
  }

  private int shift(List<String> arguments) {
    int count = arguments.isEmpty() ? 1 : Builtin.number(arguments.get(0)).orElse(-1);
    if (count < 0 || count > shell.positional.size()) {
      return complaints.isDash() ? complaints.failSpecial("shift", "can't shift that many", 1) : 1;
    }
    shell.positional = new ArrayList<>(shell.positional.subList(count, shell.positional.size()));
    return 0;
  }

  private int let(List<String> arguments) {
    if (arguments.isEmpty()) {
      return complaints.fail("let", "expression expected", 1);
    }
    long value = 0;
    for (String expression : arguments) {
      value = ArithmeticEvaluator.evaluate(shell, expression);
    }
    return value != 0 ? 0 : 1;
  }
}
