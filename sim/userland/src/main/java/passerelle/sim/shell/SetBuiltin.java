package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import passerelle.sim.process.Process;

/** {@code set}: options, positional parameters, or all variables (POSIX XCU set). */
record SetBuiltin(Process self, ShellState shell, Complaints complaints) {
  private static final String USAGE =
      "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]";

  void register(Map<String, Builtin> builtins) {
    builtins.put("set", this::set);
  }

  private int set(List<String> arguments) {
    if (arguments.isEmpty()) {
      return variables();
    }
    int i = 0;
    while (i < arguments.size() && arguments.get(i).matches("[-+][a-zA-Z]+")) {
      String word = arguments.get(i++);
      boolean on = word.charAt(0) == '-';
      for (char letter : word.substring(1).toCharArray()) {
        if (letter != 'o' && !shell.options.set(letter, on)) {
          return unknown(word.charAt(0) + "" + letter);
        }
      }
      if (word.endsWith("o") && i == arguments.size()) {
        self.stdout().print(shell.options.list(!on));
      } else if (word.endsWith("o") && !shell.options.set(arguments.get(i++), on)) {
        return unnamed(word, arguments.get(i - 1));
      }
    }
    boolean dashes = i < arguments.size() && arguments.get(i).equals("--");
    if (i < arguments.size()) {
      shell.positional = List.copyOf(arguments.subList(dashes ? i + 1 : i, arguments.size()));
    }
    shell.monitor = shell.terminal.isPresent() || shell.options.is("monitor");
    return 0;
  }

  private int unknown(String option) {
    return complaints.isBash()
        ? complaints.usage("set", option + ": invalid option", USAGE)
        : complaints.failSpecial(
            "set",
            complaints.worded("", "illegal option " + option, "Illegal option " + option),
            2);
  }

  /** Of a name that is none ash says so and goes on. */
  private int unnamed(String word, String name) {
    return switch (shell.dialect) {
      case BASH -> complaints.fail("set", name + ": invalid option name", 2);
      case ASH -> {
        complaints.fail("set", "illegal option " + word + " " + name, 1);
        yield 1;
      }
      case DASH -> complaints.failSpecial("set", "Illegal option " + word + " " + name, 2);
    };
  }

  private int variables() {
    shell
        .variables
        .listedArrays()
        .forEach((name, listing) -> self.stdout().println(name + "=" + listing));
    for (Map.Entry<String, String> variable : shell.variables.sorted().entrySet()) {
      String value = variable.getValue();
      String shown =
          complaints.isBash() ? Quoting.trace(value).replace("''", "") : Quoting.single(value);
      self.stdout().println(variable.getKey() + "=" + shown);
    }
    return 0;
  }
}
