package passerelle.cli.lab;

import passerelle.engine.Container;
import passerelle.kernel.KernelProcess;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/**
 * A shell in a container that a person types into, after {@code docker run -it}, {@code docker exec
 * -it}, {@code docker attach}: it stands for the process that docker has handed the terminal over
 * to, which ends with it.
 */
public final class AttachedShell {
  private final Container container;
  private final KernelProcess process;
  private final ShellSession session;

  /**
   * A shell in place of another.
   *
   * @param shell the process that waits for its input
   */
  AttachedShell(Container container, KernelProcess process, Process shell) {
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

  public Container container() {
    return container;
  }

  /** The shell has ended, by {@code exit} or because its container did. */
  public boolean isEnded() {
    return session.isEnded() || process.exitStatus().isPresent();
  }

  public ShellSession session() {
    return session;
  }

  /** Runs a line; when that ends the shell, the process that it stands for ends as well. */
  int run(String line, Sink screen) {
    int status = session.run(line, screen);
    if (session.isEnded()) {
      process.input("exit " + status + "\n");
      process.endInput();
      session.process().scheduler().advance(0);
    }
    return status;
  }
}
