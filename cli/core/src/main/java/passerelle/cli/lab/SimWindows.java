package passerelle.cli.lab;

import java.util.List;
import passerelle.cli.terminal.Journal;
import passerelle.cli.terminal.Windows;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.tty.Tty;

/** What the windows of a simulated lab lead to. */
record SimWindows(SimKernel kernel, Engines engines) {
  /** Windows that a journal is kept of. */
  Windows in(Journal journal) {
    kernel.spaces().setNaming(this::nameOf);
    return new Windows(kernel.scheduler(), this::begin, journal);
  }

  /** The shell of a machine, or docker with that of a container. */
  private Process begin(String place, Tty tty, String terminal) {
    if (LabTopology.MACHINES.contains(place)) {
      return kernel.spaces().login(place, tty, terminal);
    }
    String host = engines.hostOf(place);
    Program docker = kernel.spaces().place(host).tools().find("docker").orElseThrow().program();
    List<String> argv = List.of("docker", "exec", "-ti", place, "sh");
    return kernel.spaces().onTerminal(host, tty, terminal, docker, argv);
  }

  /** What people call a space: a machine, or a container by its id. */
  private String nameOf(String space) {
    return engines.containers().stream()
        .filter(container -> container.id().equals(space))
        .map(Container::name)
        .findFirst()
        .orElse(space);
  }
}
