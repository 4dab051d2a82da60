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
    Optional<List<String>> list = list(parameter);
    boolean all = list.isPresent();
    if (all && !isDefaulting(parameter.operator())) {
      if (parameter.operator().equals("#length")) {
        builder.append(Integer.toString(list.get().size()), parameter.quoted());
      } else {
        expandAll(parameter, modified(parameter, list.get()), builder, split);
      }
      return;
    }
    boolean splits = split && !parameter.quoted();
    Optional<String> value =
        all
            ? Optional.of(String.join(" ", list.get())).filter(text -> !list.get().isEmpty())
            : value(parameter);
    if (isDefaulting(parameter.operator())) {
      boolean colon = parameter.operator().startsWith(":");
      boolean unset = value.isEmpty() || colon && value.get().isEmpty();
      applyDefault(parameter, value.orElse(""), unset, builder, splits);
      return;
    }
    if (value.isEmpty() && shell.nounset && !all) {
      String key = parameter.key().map(k -> "[" + expander.string(k) + "]").orElse("");
      throw unbound(parameter.name() + key);
    }
    String text = modify(parameter, value.orElse(""));
    Expander.addValue(builder, text, splits, parameter.quoted());
  }

  private ShellError unbound(String name) {
    return shell.dialect == Dialect.BASH
        ? new ShellError(name + ": unbound variable", 127)
        : new ShellError(name + ": parameter not set", 2);
  }

  /** Whether a quoted list has nothing in it, so that it makes no field either. */
  boolean isNoField(Word.Parameter parameter) {
    return all(parameter).equals("@")
        && !isDefaulting(parameter.operator())
        && !parameter.operator().equals("#length")
        && list(parameter).filter(list -> modified(parameter, list).isEmpty()).isPresent();
  }

  /** {@code @} or {@code *} where all of a list is meant. */
  private static String all(Word.Parameter parameter) {
    String of =
        parameter
            .key()
            .map(
                key ->
                    key.parts().size() == 1 && key.parts().get(0) instanceof Word.Text text
                        ? text.text()
                        : "")
            .orElse(parameter.name());
    return of.equals("@") || of.equals("*") ? of : "";
  }

  /** The positional parameters, or what an array holds: its keys for {@code ${!name[@]}}. */
  private Optional<List<String>> list(Word.Parameter parameter) {
    if (all(parameter).isEmpty()) {
      return Optional.empty();
    }
    if (parameter.key().isEmpty()) {
      return Optional.of(shell.positional);
    }
    boolean keys = parameter.name().startsWith("!");
    String name = keys ? parameter.name().substring(1) : parameter.name();
    Optional<List<String>> elements =
        shell.variables.array(name).map(array -> keys ? array.keys() : array.values());
    return elements.or(
        () -> Optional.of(value(name).map(v -> List.of(keys ? "0" : v)).orElse(List.of())));
  }

  /** What an operator makes of each of a list, or which of them it takes. */
  private List<String> modified(Word.Parameter parameter, List<String> list) {
    if (!parameter.operator().equals(":")) {
      return list.stream().map(value -> modify(parameter, value)).toList();
    }
    List<String> from = list;
    if (parameter.key().isEmpty()) {
      from = new ArrayList<>(list);
      from.add(0, shell.name);
    }
    List<Word> arguments = parameter.arguments();
    long offset = expander.evaluate(arguments.get(0));
    long start = offset < 0 ? from.size() + offset : offset;
    long length = arguments.size() > 1 ? expander.evaluate(arguments.get(1)) : from.size();
    if (start < 0 || start >= from.size()) {
      return List.of();
    }
    return from.subList((int) start, (int) Math.min(from.size(), start + Math.max(0, length)));
  }

  private void expandAll(
      Word.Parameter parameter, List<String> list, FieldBuilder builder, boolean split) {
    if (parameter.quoted() && all(parameter).equals("*")) {
      String ifs = shell.variables.get("IFS").orElse(" ");
      String separator = ifs.isEmpty() ? "" : ifs.substring(0, 1);
      builder.append(String.join(separator, list), true);
      return;
    }
    boolean first = true;
    for (String value : list) {
      if (!first) {
        builder.end();
      }
      Expander.addValue(builder, value, split && !parameter.quoted(), parameter.quoted());
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
    String word = expander.string(parameter.arguments().get(0));
    if (operator.equals("?")) {
      String message = word.isEmpty() ? "parameter null or not set" : word;
      throw new ShellError(
          parameter.name() + ": " + message, shell.dialect == Dialect.BASH ? 127 : 2);
    }
    if (operator.equals("=")) {
      shell.variables.set(parameter.name(), word);
    }
    Expander.addValue(builder, word, splits, parameter.quoted());
  }

  /** The value of a parameter, an element of an array, what another one names. */
  private Optional<String> value(Word.Parameter parameter) {
    String name = parameter.name();
    if (name.length() > 1 && name.startsWith("!")) {
      return value(name.substring(1)).filter(named -> named.matches("\\w+")).flatMap(this::value);
    }
    if (parameter.key().isEmpty()) {
      return value(name);
    }
    Word key = parameter.key().get();
    Optional<ArrayValue> array = shell.variables.array(name);
    return array.isPresent()
        ? array.get().get(expander.key(array.get(), key, name))
        : expander.evaluate(key) == 0 ? value(name) : Optional.empty();
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
      case "-" -> Optional.of(shell.dialect == Dialect.BASH ? "hBc" : "");
      case "@", "*" ->
          shell.positional.isEmpty()
              ? Optional.empty()
              : Optional.of(String.join(" ", shell.positional));
      case "LINENO" -> Optional.of(Integer.toString(shell.line));
      case "PWD" -> Optional.of(shell.variables.get("PWD").orElse(self.directory()));
      default -> shell.variables.get(name).or(() -> dynamic(name));
    };
  }

  /** Variables that the shell makes up unless they were set. */
  private Optional<String> dynamic(String name) {
    boolean bash = shell.dialect == Dialect.BASH;
    return switch (name) {
      case "SECONDS" -> Optional.of(Long.toString((self.now() - shell.started) / EventLoop.SECOND));
      case "RANDOM" -> Optional.of(Integer.toString(shell.nextRandom()));
      case "PPID" -> Optional.of(Integer.toString(parent(self)));
      case "HOSTNAME" -> bash ? Optional.of(self.hostname()) : Optional.empty();
      case "UID", "EUID" -> bash ? Optional.of("0") : Optional.empty();
      case "BASH_VERSION" -> bash ? Optional.of("5.2.37(1)-release") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The number of the parent as seen here; 0 of one that is further out. */
  private static int parent(Process self) {
    return self.parent().map(p -> self.place().number(p).orElse(0)).orElse(0);
  }

  private String modify(Word.Parameter parameter, String value) {
    List<Word> arguments = parameter.arguments();
    String operator = parameter.operator();
    return switch (operator) {
      case "" -> value;
      case "#length" -> Integer.toString(value.length());
      case "%", "%%" -> cutEnd(value, expander.pattern(arguments.get(0)), operator.length() == 2);
      case "#", "##" -> cutStart(value, expander.pattern(arguments.get(0)), operator.length() == 2);
      case "/", "//" -> replace(value, arguments, operator.length() == 2);
      case ":" -> substring(value, arguments);
      case "^^" -> value.toUpperCase(Locale.ROOT);
      case ",," -> value.toLowerCase(Locale.ROOT);
      case "^" -> first(value).toUpperCase(Locale.ROOT) + value.substring(first(value).length());
      default -> first(value).toLowerCase(Locale.ROOT) + value.substring(first(value).length());
    };
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
