package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;

/** {@code trap}: a command for the end of the shell, or for a signal, done between two commands. */
record TrapBuiltin(Process self, ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("trap", this::trap);
  }

  private int trap(List<String> arguments) {
    if (arguments.isEmpty() || complaints.isBash() && arguments.get(0).equals("-p")) {
      shell.traps.forEach(
          (name, command) ->
              self.stdout().println("trap -- " + Quoting.single(command) + " " + name));
      return 0;
    }
    int status = 0;
    for (String name : arguments.subList(1, arguments.size())) {
      status = Math.max(status, set(arguments.get(0), name));
    }
    return status;
  }

  private int set(String command, String name) {
    boolean exit = name.equals("EXIT") || name.equals("0");
    Optional<Signal> signal = Signal.parse(name);
    if (!exit && signal.isEmpty()) {
      return complaints.isDash()
          ? self.stderr().print("trap: " + name + ": bad trap\n", 1)
          : complaints.fail("trap", name + ": invalid signal specification", 1);
    }
    String key = exit ? "EXIT" : "SIG" + signal.orElseThrow().name();
    if (command.equals("-")) {
      shell.traps.remove(key);
      signal.ifPresent(self::resetSignal);
      return 0;
    }
    shell.traps.put(key, command);
    signal.ifPresent(s -> trap(command, s));
    return 0;
  }

  /** An empty command is no handler: the signal is ignored, by the children, too (SIG_IGN). */
  private void trap(String command, Signal signal) {
    if (command.isEmpty()) {
      self.ignore(signal);
    } else {
      self.onSignal(signal, () -> shell.pendingTraps.add(command));
    }
  }
}
