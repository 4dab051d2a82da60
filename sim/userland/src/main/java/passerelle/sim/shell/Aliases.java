package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.sim.process.Process;

/** What stands for the first word of a command (POSIX XCU 2.3.1), and the builtins for it. */
final class Aliases {
  private final Map<String, String> values = new TreeMap<>();

  /** Whether they are used: in bash only where a person types. */
  boolean on;

  /** What a word that begins a command stands for. */
  Optional<String> find(Token word) {
    return on && !values.isEmpty() ? find(word.text()) : Optional.empty();
  }

  /** The value of a name. */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  void putAll(Aliases others) {
    values.putAll(others.values);
    on = others.on;
  }

  /** As a value, for comparing. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  void register(Map<String, Builtin> builtins, Process self, Complaints complaints) {
    boolean bash = complaints.isBash();
    builtins.put(
        "alias",
        arguments -> {
          List<String> names = arguments.equals(List.of("-p")) ? List.of() : arguments;
          if (names.isEmpty()) {
            values.keySet().forEach(name -> self.stdout().println(line(name, bash)));
          }
          int status = 0;
          for (String name : names) {
            int equals = name.indexOf('=');
            if (equals > 0) {
              values.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (values.containsKey(name)) {
              self.stdout().println(line(name, bash));
            } else if (bash) {
              status = complaints.fail("alias", name + ": not found", 1);
            } else {
              self.stderr().println("alias: " + name + " not found");
              status = 1;
            }
          }
          return status;
        });
    builtins.put("unalias", arguments -> unalias(arguments, self, complaints));
  }

  private int unalias(List<String> names, Process self, Complaints complaints) {
    if (names.equals(List.of("-a"))) {
      values.clear();
      return 0;
    }
    int status = 0;
    for (String name : names) {
      if (values.remove(name) != null) {
        continue;
      }
      status = 1;
      if (complaints.isBash()) {
        complaints.fail("unalias", name + ": not found", 1);
      } else {
        self.stderr().println("unalias: " + name + " not found");
      }
    }
    return status;
  }

  private String line(String name, boolean bash) {
    String value = values.get(name).replace("'", bash ? "'\\''" : "'\"'\"'");
    return (bash ? "alias " : "") + name + "='" + value + "'";
  }
}
