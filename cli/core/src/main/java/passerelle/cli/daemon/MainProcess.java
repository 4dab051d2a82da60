package passerelle.cli.daemon;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import passerelle.kernel.KernelProcess;

/** The process of a service: there or not, and watched. */
final class MainProcess {
  /** dockerd was started by the machine's boot, before the first process of the lab. */
  private static final int FIRST_PID = 742;

  private final Launcher launcher;
  private final Consumer<String> signals;
  private final Runnable lost;
  private OptionalInt first = OptionalInt.of(FIRST_PID);
  private Optional<KernelProcess> process = Optional.empty();
  private int pid;

  /**
   * A process that is still to be started.
   *
   * @param signals hears what others send it
   * @param lost is called when others have killed it
   */
  MainProcess(Launcher launcher, Consumer<String> signals, Runnable lost) {
    this.launcher = launcher;
    this.signals = signals;
    this.lost = lost;
  }

  /** The number of the one that runs, or ran last. */
  int pid() {
    return pid;
  }

  boolean isRunning() {
    return process.isPresent();
  }

  void start(List<String> command) {
    end();
    List<String> words = command.isEmpty() ? List.of("dockerd") : command;
    KernelProcess started = launcher.start(words, first, signals);
    first = OptionalInt.empty();
    pid = started.pid();
    process = Optional.of(started);
    started.onExit(status -> gone(started));
  }

  private void gone(KernelProcess which) {
    if (process.equals(Optional.of(which))) {
      process = Optional.empty();
      lost.run();
    }
  }

  /** It ends as it should. */
  void end() {
    Optional<KernelProcess> ended = process;
    process = Optional.empty();
    ended.ifPresent(p -> p.signal("KILL"));
  }
}
