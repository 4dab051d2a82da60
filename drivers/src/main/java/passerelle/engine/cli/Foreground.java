package passerelle.engine.cli;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelProcess;

/** Waits for a process that the command is attached to. */
final class Foreground {
  /** Nanoseconds that a process has to end by itself. */
  private static final long LAST_WORDS = 250_000_000L;

  static final long FOREVER = Long.MAX_VALUE / 4;

  private Foreground() {}

  /** Until a container's main process ends; its exit status. */
  static int until(Invocation call, Container container, AttachedOutput output)
      throws CliException {
    Optional<KernelProcess> process = container.process();
    if (process.isPresent()
        && container.spec().process().openInput()
        && feed(call, container, process.get(), output)) {
      if (process.get().exitStatus().isPresent()) {
        output.printUntil(() -> !container.isRunning());
      }
      return container.isRunning() ? 0 : container.exitCode();
    }
    output.printUntil(() -> !container.isRunning());
    if (call.io().interrupted() && container.isRunning()) {
      interrupt(call, container);
      output.print();
    }
    return container.exitCode();
  }

  /** Ctrl-C reaches the main process as SIGINT, which process 1 often does not hear. */
  private static void interrupt(Invocation call, Container container) {
    try {
      call.engine().kill(container, "INT");
    } catch (EngineException ended) {
      return;
    }
    Kernel.Clock clock = call.engine().kernel().clock();
    if (!clock.advanceUntil(() -> !container.isRunning(), LAST_WORDS)) {
      call.engine().stop(container, 0);
    }
  }

  /** Until another process of a container ends; its exit status. */
  static int until(
      Invocation call,
      Container container,
      KernelProcess process,
      boolean input,
      AttachedOutput output)
      throws CliException {
    if (input && feed(call, container, process, output)) {
      return process.exitStatus().orElse(0);
    } else if (!input) {
      process.endInput();
    }
    output.printUntil(() -> process.exitStatus().isPresent());
    if (call.io().interrupted() && process.exitStatus().isEmpty()) {
      process.signal("INT");
      return process.exitStatus().orElse(130);
    }
    return process.exitStatus().orElse(0);
  }

  /** Gives it its standard input; whether that was the terminal, up to its end or a detach. */
  private static boolean feed(
      Invocation call, Container container, KernelProcess process, AttachedOutput output)
      throws CliException {
    if (call.io().inputIsTerminal()) {
      output.handOver();
      if (call.io().attach(container, process)) {
        return true;
      }
    }
    String text = call.io().input();
    if (!text.isEmpty()) {
      process.input(text);
    }
    boolean ours = container.process().filter(p -> p == process).isEmpty();
    if (ours || container.spec().process().attached()) {
      process.endInput();
    }
    return false;
  }
}
