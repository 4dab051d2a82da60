package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;

/** Builtins that change what the shell remembers. */
record VariableBuiltins(Process self, ShellState shell, Complaints complaints) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern ELEMENT = Pattern.compile("(" + NAME + ")\\[(.+)\\]");

  void register(Map<String, Builtin> builtins) {
    builtins.put("cd", this::changeDirectory);
    builtins.put("pwd", arguments -> print(self.directory()));
    builtins.put("export", this::export);
    builtins.put("readonly", this::readonly);
    builtins.put("local", this::local);
    if (complaints.isBash()) {
      builtins.put("declare", arguments -> declareAll("declare", arguments));
      builtins.put("typeset", arguments -> declareAll("typeset", arguments));
      builtins.put("mapfile", this::mapFile);
      builtins.put("readarray", this::mapFile);
    }
    builtins.put("unset", this::unset);
    builtins.put("set", this::set);
    builtins.put("shift", this::shift);
    builtins.put("let", this::let);
    builtins.put("hash", arguments -> 0);
    builtins.put("umask", arguments -> arguments.isEmpty() ? print("0022") : 0);
  }

  private int print(String line) {
    self.stdout().println(line);
    return 0;
  }

  private int changeDirectory(List<String> arguments) {
    boolean bash = complaints.isBash();
    if (arguments.size() > 1 && bash) {
      return complaints.fail("cd", "too many arguments", 1);
    }
    String target = arguments.isEmpty() ? shell.variables.getOrEmpty("HOME") : arguments.get(0);
    if (target.isEmpty() && bash && arguments.isEmpty()) {
      return complaints.fail("cd", "HOME not set", 1);
    }
    if (target.equals("-")) {
      if (shell.variables.get("OLDPWD").isEmpty()) {
        return complaints.fail("cd", "OLDPWD not set", 1);
      }
      target = shell.variables.getOrEmpty("OLDPWD");
      print(target);
    }
    String path = FileSystem.resolve(self.directory(), target);
    if (!self.files().isDirectory(path)) {
      boolean file = self.files().exists(path);
      String why = (file ? FileError.Reason.ENOTDIR : FileError.Reason.ENOENT).text();
      return complaints.fail("cd", (bash ? "" : "can't cd to ") + target + ": " + why, 1);
    }
    shell.variables.set("OLDPWD", self.directory());
    shell.variables.set("PWD", path);
    self.setDirectory(path);
    return 0;
  }

  private int export(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).equals("-p")) {
      for (Map.Entry<String, String> variable : shell.variables.sorted().entrySet()) {
        if (shell.variables.environment().containsKey(variable.getKey())) {
          listVariable("export", "declare -x ", variable);
        }
      }
      return 0;
    }
    boolean remove = arguments.get(0).equals("-n");
    return declare(
        "export",
        remove ? arguments.subList(1, arguments.size()) : arguments,
        name -> {
          if (remove) {
            shell.variables.unexport(name);
          } else {
            shell.variables.export(name);
          }
        });
  }

  private void listVariable(String keyword, String bash, Map.Entry<String, String> variable) {
    String name = variable.getKey();
    print(
        complaints.isBash()
            ? bash + name + "=" + Quoting.doubled(variable.getValue())
            : keyword + " " + name + "=" + Quoting.single(variable.getValue()));
  }

  private int readonly(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).equals("-p")) {
      for (Map.Entry<String, String> variable : shell.variables.sorted().entrySet()) {
        if (shell.variables.isReadonly(variable.getKey())) {
          listVariable("readonly", "declare -r ", variable);
        }
      }
      return 0;
    }
    return declare("readonly", arguments, shell.variables::makeReadonly);
  }

  private int local(List<String> arguments) {
    if (shell.functionDepth == 0) {
      boolean bash = complaints.isBash();
      return complaints.fail(
          "local", bash ? "can only be used in a function" : "not in a function", 1);
    }
    for (String argument : arguments) {
      String name = argument.split("=", 2)[0];
      if (name.matches(NAME)) {
        shell.locals.putIfAbsent(name, shell.variables.keep(name));
        shell.variables.renew(name);
      }
    }
    return complaints.isBash()
        ? declareAll("local", arguments)
        : declare("local", arguments, name -> {});
  }

  private interface Attribute {
    void give(String name);
  }

  private int declare(String builtin, List<String> arguments, Attribute attribute) {
    int status = 0;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.matches(NAME)) {
        boolean bash = complaints.isBash();
        String text =
            bash ? "`" + argument + "': not a valid identifier" : name + ": bad variable name";
        status = complaints.fail(builtin, text, 1);
        continue;
      }
      if (equals >= 0) {
        if (shell.variables.isReadonly(name)) {
          throw new ShellError(name + ": readonly variable", 1);
        }
        shell.variables.set(name, argument.substring(equals + 1));
      }
      attribute.give(name);
    }
    return status;
  }

  private int declareAll(String builtin, List<String> arguments) {
    List<String> names = arguments.stream().filter(word -> !word.startsWith("-")).toList();
    String options =
        arguments.stream().filter(word -> word.startsWith("-")).collect(Collectors.joining());
    boolean export = options.contains("x");
    boolean readonly = options.contains("r");
    if (options.contains("p")) {
      return names.stream().mapToInt(name -> showDeclared(builtin, name)).max().orElse(0);
    }
    return declare(
        builtin,
        names,
        name -> {
          if (options.matches(".*[aA].*")) {
            boolean empty = shell.variables.getOrEmpty(name).isEmpty();
            if (empty && shell.variables.array(name).isEmpty()) {
              shell.variables.set(name, new ArrayValue(options.contains("A")));
            }
          }
          if (export) {
            shell.variables.export(name);
          }
          if (readonly) {
            shell.variables.makeReadonly(name);
          }
        });
  }

  /** {@code declare -p}. */
  private int showDeclared(String builtin, String name) {
    Optional<ArrayValue> array = shell.variables.array(name);
    if (array.isEmpty() && shell.variables.get(name).isEmpty()) {
      return complaints.fail(builtin, name + ": not found", 1);
    }
    String flags =
        array.map(a -> a.isAssociative() ? "A" : "a").orElse("")
            + (shell.variables.isReadonly(name) ? "r" : "")
            + (shell.variables.environment().containsKey(name) ? "x" : "");
    String value =
        array.map(ArrayValue::toString).orElse(Quoting.doubled(shell.variables.getOrEmpty(name)));
    return print("declare -" + (flags.isEmpty() ? "-" : flags) + " " + name + "=" + value);
  }

  /** {@code mapfile}: the lines of the standard input, without their ends for {@code -t}. */
  private int mapFile(List<String> arguments) {
    boolean bare = arguments.contains("-t");
    String name =
        arguments.isEmpty() || arguments.get(arguments.size() - 1).startsWith("-")
            ? "MAPFILE"
            : arguments.get(arguments.size() - 1);
    ArrayValue lines = new ArrayValue(false);
    Optional<String> line = self.stdin().readLine();
    while (line.isPresent()) {
      String text = line.get();
      boolean cut = bare && text.endsWith("\n");
      lines.put(Long.toString(lines.end()), cut ? text.substring(0, text.length() - 1) : text);
      line = self.stdin().readLine();
    }
    shell.variables.set(name, lines);
    return 0;
  }

  /** Takes {@code NAME[key]} out of an array; whether that is what the word means. */
  private boolean unsetElement(String word) {
    Matcher element = ELEMENT.matcher(word);
    Optional<ArrayValue> array =
        element.matches() ? shell.variables.array(element.group(1)) : Optional.empty();
    array.ifPresent(
        of -> {
          String key = element.group(2);
          long number = of.isAssociative() ? 0 : ArithmeticEvaluator.evaluate(shell, key);
          of.remove(
              of.isAssociative() ? key : Long.toString(number < 0 ? of.end() + number : number));
        });
    return array.isPresent();
  }

  private int unset(List<String> arguments) {
    int status = 0;
    for (String name : arguments) {
      if (name.equals("-f") || name.equals("-v") || unsetElement(name)) {
        continue;
      }
      if (shell.variables.isReadonly(name)) {
        boolean bash = complaints.isBash();
        status =
            complaints.fail(
                "unset", name + (bash ? ": cannot unset: readonly variable" : ": is read only"), 1);
      } else if (shell.variables.get(name).isPresent() || shell.variables.array(name).isPresent()) {
        shell.variables.unset(name);
      } else if (!name.matches(NAME) && !complaints.isBash()) {
        status = complaints.fail("unset", name + ": bad variable name", 1);
      } else {
        shell.functions.remove(name);
      }
    }
    return status;
  }

  private int set(List<String> arguments) {
    if (arguments.isEmpty()) {
      Map<String, String> arrays = shell.variables.listedArrays();
      Map<String, String> all = new TreeMap<>(shell.variables.sorted());
      all.putAll(arrays);
      for (Map.Entry<String, String> variable : all.entrySet()) {
        boolean bash = complaints.isBash();
        String value = variable.getValue();
        if (arrays.containsKey(variable.getKey())) {
          print(variable.getKey() + "=" + value);
          continue;
        }
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
        boolean bash = complaints.isBash();
        return complaints.fail(
            "set", bash ? option + ": invalid option" : "illegal option " + option, 2);
      }
      i += arguments.get(i).endsWith("o") ? 2 : 1;
    }
    boolean dashes = i < arguments.size() && arguments.get(i).equals("--");
    if (i < arguments.size()) {
      shell.positional = List.copyOf(arguments.subList(dashes ? i + 1 : i, arguments.size()));
    }
    return 0;
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
      return 1;
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
