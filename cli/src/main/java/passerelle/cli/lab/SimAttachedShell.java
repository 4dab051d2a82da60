package passerelle.cli.lab;

import passerelle.engine.Container;
import passerelle.kernel.KernelProcess;
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
    boolean busybox = container.image().toolset().equals("busybox");
    session =
        new ShellSession(
            ShellSession.in(shell.place(), shell.name())
                .environment(shell.environment())
                .capabilities(shell.capabilities())
                .directory(shell.directory()),
            busybox ? Dialect.ASH : Dialect.BASH);
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
