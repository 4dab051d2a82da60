package passerelle.sim.userland.process;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Toolset;
import passerelle.sim.tty.Tty;

/**
 * {@code docker-init}, which {@code docker run --init} makes process 1 (tini.c): it runs the
 * container's program as its child, hands on the signals that it gets, and ends as the child does.
 * The child is no process 1, so signals without a handler end it.
 */
public final class DockerInit implements BlockingProgram {
  private static final int NOT_FOUND = 127;

  /** What it does not hand on: what cannot be caught, what is its own, and job control's. */
  private static final Set<Signal> KEPT =
      EnumSet.of(
          Signal.KILL,
          Signal.STOP,
          Signal.CHLD,
          Signal.SEGV,
          Signal.TTIN,
          Signal.TTOU,
          Signal.CONT);

  @Override
  public int run(Process self) {
    List<String> command = self.arguments().subList(1, self.arguments().size());
    Optional<Toolset.Tool> tool = self.place().tools().find(command.get(0));
    if (tool.isEmpty()) {
      return self.stderr()
          .println(
              "[FATAL tini (1)] exec " + command.get(0) + " failed: No such file or directory",
              NOT_FOUND);
    }
    return supervise(self, tool.get().program(), command);
  }

  /** Runs a program as its child, with the signals that come for both. */
  public static int supervise(Process self, Program program, List<String> command) {
    ProcessGroup group = self.group().another();
    Process child = self.spawn(program, command).group(group).create();
    Tty.of(self.stdin().source()).ifPresent(tty -> tty.setForeground(group));
    for (Signal signal : EnumSet.complementOf(EnumSet.copyOf(KEPT))) {
      self.onSignal(signal, () -> child.signal(signal));
    }
    child.start();
    return self.awaitEnd(child);
  }
}
