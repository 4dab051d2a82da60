package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;

/** {@code history [-c] [-d N] [N]}. */
record HistoryBuiltin(Process self, ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    if (!complaints.isDash()) {
      builtins.put("history", this::history);
    }
  }

  private int history(List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (first.equals("-c") && complaints.isBash()) {
      shell.history.clear();
      return 0;
    }
    if (first.equals("-d") && complaints.isBash()) {
      String position = arguments.size() > 1 ? arguments.get(1) : "";
      Optional<Integer> number = Builtin.number(position);
      if (number.isEmpty() || !shell.history.remove(number.get())) {
        return complaints.fail("history", position + ": history position out of range", 1);
      }
      return 0;
    }
    if (first.matches("-[anrwps]")) {
      return complaints.fail("history", "Passerelle does not model option " + first, 2);
    }
    Optional<Integer> most =
        first.isEmpty() ? Optional.of(Integer.MAX_VALUE) : Builtin.number(first);
    if (most.isEmpty()) {
      return complaints.fail("history", first + ": numeric argument required", 1);
    }
    self.stdout().print(shell.history.list(Math.max(0, most.get()), shell.dialect));
    return 0;
  }
}
