package passerelle.cli.lab;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.kernel.Space;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Signal;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/** Shells in containers for the background jobs of transcripts. */
final class JobShells {
  private final SimKernel kernel;
  private final Engines engines;

  /** By the containers' ids. */
  private final Map<String, ShellSession> shells = new LinkedHashMap<>();

  JobShells(SimKernel kernel, Engines engines) {
    this.kernel = kernel;
    this.engines = engines;
  }

  /** All that were opened. */
  Collection<ShellSession> all() {
    return List.copyOf(shells.values());
  }

  /** Empty when there is no such container, or it does not run. */
  Optional<ShellSession> in(String name) {
    Optional<ShellSession> shell =
        engines
            .named(name)
            .filter(Container::isRunning)
            .map(container -> shells.computeIfAbsent(container.id(), id -> open(container)));
    shell.ifPresent(known -> known.jobs().discardFinished());
    return shell;
  }

  /** Ends a job of a shell as Ctrl-C does; nothing happens when there is none. */
  static int kill(Optional<ShellSession> shell, int job) {
    shell
        .flatMap(known -> known.jobs().find("%" + job))
        .ifPresent(found -> found.group().signal(Signal.INT));
    return 0;
  }

  private ShellSession open(Container container) {
    boolean busybox = Space.isBusybox(container.image().toolset());
    ShellSession shell =
        new ShellSession(
            kernel.spaces().session(container.id(), "sh"), busybox ? Dialect.ASH : Dialect.DASH);
    shell.jobs().setOutput(new Capture());
    return shell;
  }
}
