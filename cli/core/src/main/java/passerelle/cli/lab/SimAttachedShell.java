package passerelle.cli.lab;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.Space;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/** An attached shell of a simulated container. */
final class SimAttachedShell implements AttachedShell {
  private final Container container;
  private final KernelProcess process;
  private final ShellSession session;

  /**
   * A shell in place of another.
   *
   * @param shell the process that waits for its input
   */
  SimAttachedShell(Container container, KernelProcess process, Process shell) {
    this.container = container;
    this.process = process;
    boolean busybox = Space.isBusybox(container.image().toolset());
    session =
        new ShellSession(
            ShellSession.in(shell.place(), shell.name())
                .environment(shell.environment())
                .capabilities(shell.capabilities())
                .directory(shell.directory()),
            busybox ? Dialect.ASH : Dialect.BASH);
  }

  /** The shell that a process of a container is; empty when it is none. */
  static Optional<Process> shell(SimKernel kernel, KernelProcess process) {
    return kernel.scheduler().processes().stream()
        .filter(p -> p.hostPid() == process.pid())
        .filter(p -> p.name().matches("sh|ash|bash|dash"))
        .filter(p -> p.arguments().stream().allMatch(word -> word.matches("-[il]+|--login")))
        .findFirst();
  }

  /** What a person types into. */
  ShellSession session() {
    return session;
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public boolean isEnded() {
    return session.isEnded() || process.exitStatus().isPresent();
  }

  @Override
  public int run(String line, Sink screen) {
    int status = session.run(line, screen);
    if (session.isEnded()) {
      process.input("exit " + status + "\n");
      process.endInput();
      session.process().scheduler().advance(0);
    }
    return status;
  }
}
