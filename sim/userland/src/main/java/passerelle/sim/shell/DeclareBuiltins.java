package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.sim.process.Process;

/** {@code export}, {@code readonly}, {@code local}, and bash's {@code declare}. */
record DeclareBuiltins(Process self, ShellState shell, Complaints complaints) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  void register(Map<String, Builtin> builtins) {
    builtins.put("export", this::export);
    builtins.put("readonly", this::readonly);
    builtins.put("local", this::local);
    if (complaints.isBash()) {
      builtins.put("declare", arguments -> declare("declare", arguments));
      builtins.put("typeset", arguments -> declare("typeset", arguments));
    }
  }

  /** The letters of what a variable is, as {@code declare -p} shows them. */
  static String attributes(Variables variables, String name) {
    Optional<ShellArray> array = variables.array(name);
    return array.map(one -> one.isAssociative() ? "A" : "a").orElse("")
        + (variables.isInteger(name) ? "i" : "")
        + (variables.isReadonly(name) ? "r" : "")
        + (variables.isExported(name) ? "x" : "");
  }

  private int export(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).equals("-p")) {
      shell.variables.names().stream()
          .filter(shell.variables::isExported)
          .forEach(name -> list("export", name));
      return 0;
    }
    boolean remove = arguments.get(0).equals("-n") && !complaints.isDash();
    if (arguments.get(0).matches("-[a-zA-Z]") && !remove && !complaints.isBash()) {
      String option = "llegal option " + arguments.get(0);
      return complaints.failSpecial("export", (complaints.isDash() ? "I" : "i") + option, 2);
    }
    return each(
        "export",
        remove ? arguments.subList(1, arguments.size()) : arguments,
        false,
        name -> {
          if (remove) {
            shell.variables.unexport(name);
          } else {
            shell.variables.export(name);
          }
        });
  }

  private int readonly(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).equals("-p")) {
      shell.variables.names().stream()
          .filter(shell.variables::isReadonly)
          .forEach(name -> list("readonly", name));
      return 0;
    }
    return each("readonly", arguments, true, name -> {});
  }

  /** bash writes what it says of a variable as a declaration. */
  private void list(String keyword, String name) {
    self.stdout()
        .println(
            complaints.isBash()
                ? declaration(name)
                : keyword + " " + name + "=" + Quoting.single(shell.variables.getOrEmpty(name)));
  }

  private String declaration(String name) {
    String attributes = attributes(shell.variables, name);
    String value =
        shell
            .variables
            .array(name)
            .map(ShellArray::listing)
            .orElseGet(() -> Quoting.doubled(shell.variables.getOrEmpty(name)));
    return "declare -" + (attributes.isEmpty() ? "-" : attributes) + " " + name + "=" + value;
  }

  private int local(List<String> arguments) {
    if (shell.functionDepth == 0) {
      boolean bash = complaints.isBash();
      return complaints.failSpecial(
          "local", bash ? "can only be used in a function" : "not in a function", 1);
    }
    return complaints.isBash()
        ? declare("local", arguments)
        : each("local", hidden(arguments), false, name -> {});
  }

  /** What is declared in a function is its own. */
  private List<String> hidden(List<String> arguments) {
    for (String argument : arguments) {
      String name = argument.split("[+]?=", 2)[0];
      if (name.matches(NAME) && !shell.locals.containsKey(name)) {
        shell.locals.put(name, shell.variables.hide(name));
      }
    }
    return arguments;
  }

  private int declare(String builtin, List<String> arguments) {
    StringBuilder options = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      if (names.isEmpty() && argument.matches("[-+][a-zA-Z]+")) {
        options.append(argument.charAt(0) == '-' ? argument.substring(1) : "");
      } else if (!argument.equals("--") || !names.isEmpty()) {
        names.add(argument);
      }
    }
    String letters = options.toString();
    if (letters.contains("f") || letters.contains("F")) {
      return functions(letters.contains("F"), names);
    }
    if (letters.contains("p") || names.isEmpty()) {
      return print(builtin, names);
    }
    if (shell.functionDepth > 0 && !letters.contains("g")) {
      hidden(names);
    }
    return each(builtin, names, letters.contains("r"), name -> give(name, letters));
  }

  private void give(String name, String letters) {
    if (letters.contains("a") || letters.contains("A")) {
      shell.variables.makeArray(name, letters.contains("A"));
    }
    if (letters.contains("i")) {
      shell.variables.makeInteger(name);
    }
    if (letters.contains("x")) {
      shell.variables.export(name);
    }
  }

  private int print(String builtin, List<String> names) {
    int status = 0;
    for (String name : names.isEmpty() ? shell.variables.names() : names) {
      if (shell.variables.names().contains(name)) {
        self.stdout().println(declaration(name));
      } else {
        status = complaints.fail(builtin, name + ": not found", 1);
      }
    }
    return status;
  }

  /** Names of functions; their bodies are not kept as text. */
  private int functions(boolean namesOnly, List<String> names) {
    if (names.isEmpty()) {
      shell.functions.keySet().forEach(name -> self.stdout().println("declare -f " + name));
      return 0;
    }
    int status = 0;
    for (String name : names) {
      if (!shell.functions.containsKey(name)) {
        status = 1;
      } else if (namesOnly) {
        self.stdout().println(name);
      } else {
        status = complaints.fail("declare", name + ": Passerelle does not show functions", 1);
      }
    }
    return status;
  }

  /** Each name gets what it is to be, then its value, after which it may be closed. */
  private int each(
      String builtin, List<String> arguments, boolean readonly, Consumer<String> attribute) {
    int status = 0;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      boolean append = equals > 0 && argument.charAt(equals - 1) == '+';
      String name = equals < 0 ? argument : argument.substring(0, append ? equals - 1 : equals);
      if (!name.matches(NAME)) {
        boolean bash = complaints.isBash();
        String text =
            bash ? "`" + argument + "': not a valid identifier" : name + ": bad variable name";
        status = complaints.failSpecial(builtin, text, 1);
        continue;
      }
      if (equals >= 0 && shell.variables.isReadonly(name)) {
        throw new ShellError(name + ": readonly variable", 1);
      }
      attribute.accept(name);
      if (equals >= 0) {
        String before = append ? shell.variables.getOrEmpty(name) : "";
        String text = argument.substring(equals + 1);
        shell.variables.set(name, Assignments.value(shell, name, before, text));
      }
      if (readonly) {
        shell.variables.makeReadonly(name);
      }
    }
    return status;
  }
}
