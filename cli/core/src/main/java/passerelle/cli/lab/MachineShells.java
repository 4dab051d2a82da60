package passerelle.cli.lab;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/** The shells of the machines, for whoever runs line after line and sits at no terminal. */
final class MachineShells {
  private final SimKernel kernel;
  private final Map<String, ShellSession> shells;
  private final Set<ShellSession> busy = new HashSet<>();
  private final Map<ShellSession, Present> screens = new HashMap<>();
  private boolean scripted;

  /** Shells of which some are there already. */
  MachineShells(SimKernel kernel, Map<String, ShellSession> begun) {
    this.kernel = kernel;
    shells = new LinkedHashMap<>(begun);
  }

  /**
   * From now on nobody sees what jobs in the background print while no line runs, and nothing is
   * seen of a line that is left to itself.
   */
  void setScripted() {
    scripted = true;
  }

  /** All that were opened. */
  Collection<ShellSession> all() {
    return List.copyOf(shells.values());
  }

  /** Whether the shell of a machine runs a line, which somebody waits for. */
  boolean isBusy(String machine) {
    return busy.contains(shells.get(machine));
  }

  /** Runs a line in the shell of a machine, which runs no other. */
  int run(String machine, String line, Sink screen) {
    ShellSession shell = of(machine);
    Sink shown = scripted && JobLine.starts(line) ? new Capture() : screen;
    if (scripted) {
      Present now = screens.computeIfAbsent(shell, any -> new Present());
      shell.jobs().setOutput(shown == screen ? now : shown);
      now.line = shown;
      shell.jobs().discardFinished();
    }
    busy.add(shell);
    try {
      return shell.run(line, shown);
    } finally {
      busy.remove(shell);
      Optional.ofNullable(screens.get(shell)).ifPresent(Present::leave);
    }
  }

  /** The shell of a machine; a new one when {@code exit} has ended the last. */
  ShellSession of(String machine) {
    ShellSession shell = shells.get(machine);
    if (shell == null || shell.isEnded()) {
      shell = new ShellSession(kernel.spaces().session(machine, "bash"), Dialect.BASH);
      shells.put(machine, shell);
    }
    return shell;
  }

  /** The screen of the line that runs: between two lines nobody looks. */
  private static final class Present implements Sink {
    private Sink line = new Capture();

    void leave() {
      line = new Capture();
    }

    @Override
    public boolean write(byte[] bytes) {
      return line.write(bytes);
    }

    @Override
    public boolean isTerminal() {
      return line.isTerminal();
    }
  }
}
