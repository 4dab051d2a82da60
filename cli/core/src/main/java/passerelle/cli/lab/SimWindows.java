package passerelle.cli.lab;

import java.util.List;
import passerelle.cli.terminal.Journal;
import passerelle.cli.terminal.Windows;
import passerelle.engine.Container;
import passerelle.engine.Engine;
import passerelle.lab.LabTopology;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.tty.Tty;

/** What the windows of a simulated lab lead to. */
final class SimWindows {
  private final SimKernel kernel;
  private final Engine engine;

  SimWindows(SimKernel kernel, Engine engine) {
    this.kernel = kernel;
    this.engine = engine;
  }

  /** Windows that a journal is kept of. */
  Windows in(Journal journal) {
    kernel.spaces().setNaming(this::nameOf);
    return new Windows(kernel.scheduler(), this::begin, journal);
  }

  /** The shell of a machine, or docker with that of a container. */
  private Process begin(String place, Tty tty) {
    if (LabTopology.MACHINES.contains(place)) {
      return kernel.spaces().login(place, tty);
    }
    Program docker =
        kernel.spaces().place(LabTopology.HOST).tools().find("docker").orElseThrow().program();
    List<String> argv = List.of("docker", "exec", "-ti", place, "sh");
    return kernel.spaces().onTerminal(LabTopology.HOST, tty, docker, argv);
  }

  /** What people call a space: a machine, or a container by its id. */
  private String nameOf(String space) {
    return engine.containers().stream()
        .filter(container -> container.id().equals(space))
        .map(Container::name)
        .findFirst()
        .orElse(space);
  }
}
