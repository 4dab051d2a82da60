package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;

/** {@code mapfile}, {@code readarray}: lines become an array ({@code mapfile.def}). */
record MapfileBuiltin(Process self, ShellState shell) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("mapfile", this::read);
    builtins.put("readarray", this::read);
  }

  private int read(List<String> arguments) {
    boolean trims = arguments.contains("-t");
    List<String> names = arguments.stream().filter(word -> !word.startsWith("-")).toList();
    List<String> lines = new ArrayList<>();
    Optional<String> line = self.stdin().readLine();
    while (line.isPresent()) {
      boolean ends = trims && line.get().endsWith("\n");
      lines.add(ends ? line.get().substring(0, line.get().length() - 1) : line.get());
      line = self.stdin().readLine();
    }
    shell.variables.setArray(names.isEmpty() ? "MAPFILE" : names.get(names.size() - 1), lines);
    return 0;
  }
}
