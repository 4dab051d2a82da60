package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;

/** Expands {@code $x} and {@code ${x...}} (POSIX XCU 2.6.2, with bash's {@code / : ^ ,}). */
record ParameterExpansion(Process self, ShellState shell, Expander expander) {
  void expand(Word.Parameter parameter, FieldBuilder builder, boolean split) {
    boolean splits = split && !parameter.quoted();
    Optional<List<String>> list = list(parameter);
    if (list.isPresent() && !isDefaulting(parameter.operator())) {
      expandAll(list.get(), parameter, builder, splits);
      return;
    }
    Optional<String> value =
        list.isPresent()
            ? list.filter(some -> !some.isEmpty()).map(some -> String.join(" ", some))
            : single(parameter);
    if (isDefaulting(parameter.operator())) {
      boolean colon = parameter.operator().startsWith(":");
      boolean unset = value.isEmpty() || colon && value.get().isEmpty();
      applyDefault(parameter, value.orElse(""), unset, builder, splits);
      return;
    }
    if (value.isEmpty() && shell.options.is("nounset")) {
      String key = parameter.subscript().map(word -> "[" + expander.string(word) + "]").orElse("");
      throw unbound(parameter.name() + key);
    }
    String text = modify(parameter, value.orElse(""));
    Expander.addValue(builder, text, splits, parameter.quoted());
  }

  /** Whether it stands for a list that has no elements now, and so for no field. */
  boolean isEmptyList(Word.Parameter parameter) {
    boolean star = parameter.quoted() && parameter.all().filter("*"::equals).isPresent();
    return !star
        && !isDefaulting(parameter.operator())
        && !parameter.operator().equals("#length")
        && list(parameter).filter(List::isEmpty).isPresent();
  }

  /** The values of a list, with what its operator makes of them; empty for what is no list. */
  private Optional<List<String>> list(Word.Parameter parameter) {
    String operator = parameter.operator();
    if (operator.startsWith("!names")) {
      String start = parameter.name();
      return Optional.of(
          shell.variables.names().stream().filter(name -> name.startsWith(start)).toList());
    }
    if (parameter.all().isEmpty()) {
      return Optional.empty();
    }
    boolean array = parameter.subscript().isPresent();
    List<String> values = array ? elements(parameter) : shell.positional;
    if (operator.equals("#length")) {
      return Optional.of(List.of(Integer.toString(values.size())));
    } else if (operator.equals(":")) {
      return Optional.of(slice(parameter, array, values));
    } else if (operator.isEmpty() || operator.equals("!") || isDefaulting(operator)) {
      return Optional.of(values);
    }
    return Optional.of(values.stream().map(value -> modify(parameter, value)).toList());
  }

  /** The values of an array, or its keys; a plain variable is an array of one. */
  private List<String> elements(Word.Parameter parameter) {
    boolean keys = parameter.operator().equals("!");
    Optional<ShellArray> array = array(parameter.name());
    if (array.isPresent()) {
      return keys ? array.get().keys() : array.get().values();
    }
    return value(parameter.name()).map(value -> List.of(keys ? "0" : value)).orElse(List.of());
  }

  private Optional<ShellArray> array(String name) {
    Optional<List<String>> own =
        switch (shell.dialect == Dialect.BASH ? name : "") {
          case "PIPESTATUS" -> Optional.of(shell.pipeStatus);
          case "FUNCNAME" -> Optional.of(List.copyOf(shell.functionNames));
          case "BASH_VERSINFO" ->
              Optional.of(List.of("5", "2", "37", "1", "release", "x86_64-pc-linux-gnu"));
          default -> Optional.empty();
        };
    return own.map(ShellArray::of).or(() -> shell.variables.array(name));
  }

  private List<String> slice(Word.Parameter parameter, boolean array, List<String> values) {
    List<String> all = new ArrayList<>(values);
    if (!array) {
      all.add(0, shell.name);
    }
    long offset = expander.evaluate(parameter.arguments().get(0));
    long start = offset < 0 ? all.size() + offset : offset;
    if (start < 0 || start > all.size()) {
      return List.of();
    }
    long length =
        parameter.arguments().size() > 1
            ? expander.evaluate(parameter.arguments().get(1))
            : all.size();
    if (length < 0) {
      throw new ShellError(length + ": substring expression < 0", 1);
    }
    return all.subList((int) start, (int) Math.min(all.size(), start + length));
  }

  /** The value of what is no list. */
  private Optional<String> single(Word.Parameter parameter) {
    String name = parameter.name();
    if (parameter.operator().equals("bad")) {
      throw shell.dialect == Dialect.BASH
          ? new ShellError(name + ": bad substitution", 1)
          : new ShellError("Bad substitution", 2);
    }
    if (parameter.operator().equals("!")) {
      String meant = value(name).orElse("");
      if (!meant.matches("[A-Za-z_][A-Za-z0-9_]*|[0-9]+")) {
        throw new ShellError(
            meant.isEmpty()
                ? name + ": invalid indirect expansion"
                : meant + ": invalid variable name",
            1);
      }
      return value(meant);
    }
    if (parameter.subscript().isEmpty()) {
      return array(name).isPresent() ? array(name).get().get("0") : value(name);
    }
    ShellArray array =
        array(name).orElseGet(() -> ShellArray.of(value(name).map(List::of).orElse(List.of())));
    return array.get(expander.key(name, array, parameter.subscript().get()));
  }

  private ShellError unbound(String name) {
    return shell.dialect == Dialect.BASH
        ? new ShellError(
                (name.matches("[0-9]+") ? "$" : "") + name + ": unbound variable",
                shell.isTyped() ? 1 : shell.unboundStatus)
            .fatal()
        : new ShellError(name + ": parameter not set", 2);
  }

  private void expandAll(
      List<String> values, Word.Parameter parameter, FieldBuilder builder, boolean splits) {
    boolean star =
        parameter.operator().startsWith("!names")
            ? parameter.operator().endsWith("*")
            : parameter.all().filter("*"::equals).isPresent();
    if (parameter.quoted() && star) {
      String ifs = shell.variables.get("IFS").orElse(" ");
      String separator = ifs.isEmpty() ? "" : ifs.substring(0, 1);
      builder.append(String.join(separator, values), true);
      return;
    }
    boolean first = true;
    for (String value : values) {
      if (!first) {
        builder.end();
      }
      Expander.addValue(builder, value, splits, parameter.quoted());
      first = false;
    }
  }

  private static boolean isDefaulting(String operator) {
    return List.of(":-", ":=", ":?", ":+", "-", "=", "?", "+").contains(operator);
  }

  private void applyDefault(
      Word.Parameter parameter, String value, boolean unset, FieldBuilder builder, boolean splits) {
    String operator = parameter.operator().replace(":", "");
    boolean useWord = operator.equals("+") != unset;
    if (!useWord) {
      String kept = operator.equals("+") ? "" : value;
      Expander.addValue(builder, kept, splits, parameter.quoted());
      return;
    }
    if (operator.equals("-") || operator.equals("+")) {
      if (parameter.quoted()) {
        String word = expander.string(parameter.arguments().get(0));
        Expander.addValue(builder, word, splits, true);
      } else {
        expander.expandArgument(parameter.arguments().get(0), builder, splits);
      }
      return;
    }
    String word = expander.string(parameter.arguments().get(0));
    if (operator.equals("?")) {
      boolean nulls = parameter.operator().startsWith(":");
      String absent =
          shell.dialect == Dialect.BASH
              ? "parameter null or not set"
              : nulls ? "parameter not set or null" : "parameter not set";
      String message = word.isEmpty() ? absent : word;
      int status = shell.dialect == Dialect.BASH ? shell.unboundStatus : 2;
      throw new ShellError(parameter.name() + ": " + message, status).fatal();
    }
    if (operator.equals("=")) {
      shell.variables.set(parameter.name(), word);
    }
    Expander.addValue(builder, word, splits, parameter.quoted());
  }

  /** The value of a parameter; empty if it is not set. */
  private Optional<String> value(String name) {
    if (Character.isDigit(name.charAt(0))) {
      int number = Integer.parseInt(name);
      if (number == 0) {
        return Optional.of(shell.name);
      }
      boolean set = number <= shell.positional.size();
      return set ? Optional.of(shell.positional.get(number - 1)) : Optional.empty();
    }
    return switch (name) {
      case "?" -> Optional.of(Integer.toString(shell.status));
      case "#" -> Optional.of(Integer.toString(shell.positional.size()));
      case "$" -> Optional.of(Integer.toString(shell.pid));
      case "!" -> Optional.of(shell.lastBackground.map(pid -> pid.toString()).orElse(""));
      case "-" -> Optional.of(shell.options.letters(shell.isTyped(), shell.given));
      case "LINENO" ->
          shell.dialect == Dialect.DASH
              ? shell.variables.get(name)
              : Optional.of(
                  Integer.toString(
                      shell.dialect == Dialect.BASH ? shell.line : shell.lineNumber()));
      case "PWD" -> Optional.of(shell.variables.get("PWD").orElse(self.directory()));
      default -> shell.variables.get(name).or(() -> dynamic(name));
    };
  }

  /** Variables that the shell makes up unless they were set. */
  private Optional<String> dynamic(String name) {
    if (shell.dialect == Dialect.DASH) {
      return name.equals("PPID") ? Optional.of(Integer.toString(parent(self))) : Optional.empty();
    }
    boolean bash = shell.dialect == Dialect.BASH;
    return switch (name) {
      case "SECONDS" -> bash ? Optional.of(Long.toString(seconds())) : Optional.empty();
      case "RANDOM" -> Optional.of(Integer.toString(shell.nextRandom()));
      case "PPID" -> Optional.of(Integer.toString(parent(self)));
      case "HOSTNAME" -> Optional.of(self.hostname());
      case "UID", "EUID" -> bash ? Optional.of("0") : Optional.empty();
      case "SHELLOPTS" -> bash ? Optional.of(shell.options.names()) : Optional.empty();
      case "BASHPID" -> bash ? Optional.of(Integer.toString(self.pid())) : Optional.empty();
      case "BASH_SUBSHELL" -> bash ? Optional.of("" + shell.subshells) : Optional.empty();
      case "BASH" -> bash ? Optional.of("/bin/bash") : Optional.empty();
      case "OSTYPE" -> bash ? Optional.of("linux-gnu") : Optional.empty();
      case "HOSTTYPE" -> bash ? Optional.of("x86_64") : Optional.empty();
      case "BASH_VERSION" -> bash ? Optional.of("5.2.37(1)-release") : Optional.empty();
      default -> Optional.empty();
    };
  }

  private long seconds() {
    return (self.now() - shell.started) / EventLoop.SECOND;
  }

  /** The number of the parent as seen here; 0 of one that is further out. */
  private static int parent(Process self) {
    return self.parent().map(p -> self.place().number(p).orElse(0)).orElse(0);
  }

  private String modify(Word.Parameter parameter, String value) {
    List<Word> arguments = parameter.arguments();
    String operator = parameter.operator();
    return switch (operator) {
      case "", "!" -> value;
      case "@Q" -> Quoting.single(value);
      case "@E" -> Escapes.interpret(value, false).text();
      case "@a" -> attributes(parameter.name());
      case "#length" -> Integer.toString(value.length());
      case "%", "%%" -> cutEnd(value, expander.pattern(arguments.get(0)), operator.length() == 2);
      case "#", "##" -> cutStart(value, expander.pattern(arguments.get(0)), operator.length() == 2);
      case "/", "//" -> replace(value, arguments, operator.length() == 2);
      case ":" -> substring(value, arguments);
      case "^^", "@U" -> value.toUpperCase(Locale.ROOT);
      case ",,", "@L" -> value.toLowerCase(Locale.ROOT);
      case "^", "@u" ->
          first(value).toUpperCase(Locale.ROOT) + value.substring(first(value).length());
      default -> first(value).toLowerCase(Locale.ROOT) + value.substring(first(value).length());
    };
  }

  private String attributes(String name) {
    return DeclareBuiltins.attributes(shell.variables, name);
  }

  private static String first(String value) {
    return value.isEmpty() ? "" : value.substring(0, 1);
  }

  private String cutEnd(String value, String glob, boolean longest) {
    for (int i = 0; i <= value.length(); i++) {
      int at = longest ? i : value.length() - i;
      if (matches(glob, value.substring(at))) {
        return value.substring(0, at);
      }
    }
    return value;
  }

  private String cutStart(String value, String glob, boolean longest) {
    for (int i = 0; i <= value.length(); i++) {
      int at = longest ? value.length() - i : i;
      if (matches(glob, value.substring(0, at))) {
        return value.substring(at);
      }
    }
    return value;
  }

  private String replace(String value, List<Word> arguments, boolean every) {
    String glob = expander.pattern(arguments.get(0));
    String with = arguments.size() > 1 ? expander.string(arguments.get(1)) : "";
    if (glob.startsWith("#")) {
      String rest = cutStart(value, glob.substring(1), true);
      return rest.length() == value.length() ? value : with + rest;
    }
    if (glob.startsWith("%")) {
      String rest = cutEnd(value, glob.substring(1), true);
      return rest.length() == value.length() ? value : rest + with;
    }
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      int end = longestMatch(value, at, glob);
      if (end < 0) {
        result.append(value.charAt(at++));
        continue;
      }
      result.append(with);
      at = end;
      if (!every) {
        break;
      }
    }
    return result + value.substring(at);
  }

  /** Where the longest match beginning at {@code at} ends; -1 if there is none. */
  private int longestMatch(String value, int at, String glob) {
    for (int end = value.length(); end > at; end--) {
      if (matches(glob, value.substring(at, end))) {
        return end;
      }
    }
    return -1;
  }

  private boolean matches(String glob, String text) {
    self.spend(1 + text.length() / 8);
    return Glob.matches(glob, text);
  }

  private String substring(String value, List<Word> arguments) {
    long offset = expander.evaluate(arguments.get(0));
    long start = offset < 0 ? value.length() + offset : offset;
    if (start < 0 || start > value.length()) {
      return "";
    }
    long length =
        arguments.size() > 1 ? expander.evaluate(arguments.get(1)) : value.length() - start;
    long end = length < 0 ? value.length() + length : Math.min(value.length(), start + length);
    return end <= start ? "" : value.substring((int) start, (int) end);
  }
}
