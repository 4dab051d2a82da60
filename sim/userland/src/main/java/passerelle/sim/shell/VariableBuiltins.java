package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;

/** Builtins that change what the shell remembers. */
record VariableBuiltins(Process self, ShellState shell, Complaints complaints) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  void register(Map<String, Builtin> builtins) {
    builtins.put("unset", this::unset);
    builtins.put("set", this::set);
    builtins.put("shift", this::shift);
    if (!complaints.isDash()) {
      builtins.put("let", this::let);
    }
    builtins.put("hash", arguments -> 0);
    builtins.put("umask", arguments -> arguments.isEmpty() ? print("0022") : 0);
  }

  private int print(String line) {
    self.stdout().println(line);
    return 0;
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
            complaints.fail(
                "unset", name + (bash ? ": cannot unset: readonly variable" : ": is read only"), 1);
      } else if (shell.variables.names().contains(name)) {
        shell.variables.unset(name);
      } else if (!name.matches(NAME) && !complaints.isBash()) {
        status = complaints.fail("unset", name + ": bad variable name", 1);
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

  private int set(List<String> arguments) {
    if (arguments.isEmpty()) {
      shell.variables.listedArrays().forEach((name, listing) -> print(name + "=" + listing));
      for (Map.Entry<String, String> variable : shell.variables.sorted().entrySet()) {
        boolean bash = complaints.isBash();
        String value = variable.getValue();
        print(
            variable.getKey()
                + "="
                + (bash ? Quoting.trace(value).replace("''", "") : Quoting.single(value)));
      }
      return 0;
    }
    int i = 0;
    while (i < arguments.size() && arguments.get(i).matches("[-+][a-zA-Z]+")) {
      Optional<Character> bad = options(arguments.get(i));
      if (bad.isPresent()) {
        String option = arguments.get(i).charAt(0) + "" + bad.get();
        return complaints.failSpecial(
            "set",
            complaints.worded(
                option + ": invalid option",
                "illegal option " + option,
                "Illegal option " + option),
            2);
      }
      boolean named = arguments.get(i).endsWith("o");
      if (named && i + 1 < arguments.size()) {
        name(arguments.get(i + 1), arguments.get(i).charAt(0) == '-');
      }
      i += named ? 2 : 1;
    }
    boolean dashes = i < arguments.size() && arguments.get(i).equals("--");
    if (i < arguments.size()) {
      shell.positional = List.copyOf(arguments.subList(dashes ? i + 1 : i, arguments.size()));
    }
    return 0;
  }

  /** {@code set -o NAME}: the options that have letters, and pipefail. */
  private void name(String option, boolean on) {
    switch (option) {
      case "errexit" -> shell.errexit = on;
      case "nounset" -> shell.nounset = on;
      case "xtrace" -> shell.xtrace = on;
      case "noglob" -> shell.noglob = on;
      case "pipefail" -> shell.pipefail = on;
      default -> {}
    }
  }

  /** Sets or clears options; the first unknown letter, if there is one. */
  private Optional<Character> options(String word) {
    boolean on = word.charAt(0) == '-';
    for (char option : word.substring(1).toCharArray()) {
      switch (option) {
        case 'e' -> shell.errexit = on;
        case 'u' -> shell.nounset = on;
        case 'x' -> shell.xtrace = on;
        case 'f' -> shell.noglob = on;
        case 'a', 'b', 'h', 'm', 'n', 'o', 'v', 'B', 'C', 'E', 'T', 'H', 'P' -> {}
        default -> {
          return Optional.of(option);
        }
      }
    }
    return Optional.empty();
  }

  private int shift(List<String> arguments) {
    int count = arguments.isEmpty() ? 1 : ControlBuiltins.number(arguments.get(0)).orElse(-1);
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
