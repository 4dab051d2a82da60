package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;

/** {@code trap}: a command for the end of the shell, or for a signal, done between two commands. */
record TrapBuiltin(Process self, ShellState shell, Complaints complaints) {
  private static final Set<String> OF_BASH = Set.of("ERR", "DEBUG", "RETURN");

  void register(Map<String, Builtin> builtins) {
    builtins.put("trap", this::trap);
  }

  private int trap(List<String> arguments) {
    String option = arguments.isEmpty() ? "" : arguments.get(0);
    if (option.matches("-[a-zA-Z]+") && !complaints.isBash()) {
      String illegal = "llegal option " + option.substring(0, 2);
      return complaints.failSpecial("trap", (complaints.isDash() ? "I" : "i") + illegal, 2);
    } else if (option.equals("-l")) {
      return new SignalList(self, complaints).list(List.of());
    } else if (arguments.isEmpty() || option.equals("-p")) {
      List<String> wanted = arguments.stream().skip(1).map(this::key).toList();
      shell.traps.forEach(
          (name, command) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
              self.stdout().println("trap -- " + Quoting.single(command) + " " + shown(name));
            }
          });
      return 0;
    } else if (arguments.size() == 1) {
      return set("-", option);
    }
    int status = 0;
    for (String name : arguments.subList(1, arguments.size())) {
      status = Math.max(status, set(arguments.get(0), name));
    }
    return status;
  }

  /** Only bash writes {@code SIG} before a name. */
  private String shown(String key) {
    return complaints.isBash() ? key : key.replaceFirst("^SIG", "");
  }

  private String key(String name) {
    return Signal.parse(name).map(signal -> "SIG" + signal.name()).orElse(name);
  }

  private int set(String command, String name) {
    boolean exit = name.equals("EXIT") || name.equals("0");
    boolean event =
        name.equals("ERR") && !complaints.isDash() || OF_BASH.contains(name) && complaints.isBash();
    Optional<Signal> signal = Signal.parse(name);
    if (!exit && !event && signal.isEmpty()) {
      String invalid = name + ": invalid signal specification";
      return complaints.isDash()
          ? self.stderr().print("trap: " + name + ": bad trap\n", 1)
          : Math.min(1, complaints.fail("trap", invalid, 1));
    }
    String key = exit ? "EXIT" : key(name);
    if (command.equals("-")) {
      shell.traps.remove(key);
      signal.ifPresent(self.signalHandlers()::reset);
      return 0;
    }
    shell.traps.put(key, command);
    signal.ifPresent(s -> trap(command, s));
    return 0;
  }

  /** An empty command is no handler: the signal is ignored, by the children, too (SIG_IGN). */
  private void trap(String command, Signal signal) {
    if (command.isEmpty()) {
      self.signalHandlers().ignore(signal);
    } else {
      self.onSignal(
          signal,
          () -> {
            shell.trapped = signal.status();
            shell.pendingTraps.add(command);
          });
    }
  }
}
