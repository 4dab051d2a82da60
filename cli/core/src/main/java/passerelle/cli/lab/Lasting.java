package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.daemon.Engine;
import passerelle.sim.LastingState;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Process;
import passerelle.sim.shell.ShellSession;
import passerelle.sim.tty.Prompt;

/**
 * What of a simulated lab stays as it is until somebody changes it: the kernel's part, what the
 * engine knows, what the shells of people know, and the jobs that they have left running.
 *
 * @param kernel namespaces and files
 * @param engine containers, networks, images
 * @param shells what each shell knows
 * @param jobs processes in the background of shells, and those of {@code docker exec}
 */
record Lasting(LastingState kernel, List<Object> engine, List<Object> shells, List<Process> jobs) {
  /** From this exit status on, a process was ended by a signal. */
  private static final int SIGNALLED = 128;

  /**
   * A lab now.
   *
   * @param shells of people and of their jobs
   * @param prompts of the shells that ask at windows
   */
  static Lasting of(
      SimKernel kernel, Engines engines, Collection<ShellSession> shells, List<Prompt> prompts) {
    List<Object> known = new ArrayList<>();
    List<Process> jobs = new ArrayList<>();
    for (Prompt prompt : prompts) {
      known.add(prompt.shell());
      known.add(prompt.settings().get());
      kernel.scheduler().processes().stream()
          .filter(process -> process.parent().filter(prompt.shell()::equals).isPresent())
          .forEach(jobs::add);
    }
    for (ShellSession shell : shells) {
      known.add(shell.settings());
      shell.jobs().all().stream()
          .map(job -> job.process())
          .filter(Process::isRunning)
          .forEach(jobs::add);
    }
    kernel.scheduler().processes().stream().filter(Lasting::isExtra).forEach(jobs::add);
    return new Lasting(
        LastingState.of(kernel),
        engines.all().stream().flatMap(e -> state(e).stream()).toList(),
        known,
        jobs);
  }

  /** Runs in a container beside its main process, because {@code docker exec} has started it. */
  private static boolean isExtra(Process process) {
    return process.place().isContainer()
        && process.parent().filter(parent -> parent.place().isContainer()).isEmpty()
        && process.pid() != 1;
  }

  private static List<Object> state(Engine engine) {
    List<Object> parts = new ArrayList<>();
    parts.add(engine.settings());
    engine.networks().forEach(network -> parts.add(List.of(network.id(), network.name())));
    engine.imageStore().changed().forEach(image -> parts.add(image.id()));
    for (Container container : engine.containers()) {
      parts.add(List.of(container.id(), container.name(), container.spec(), container.status()));
      // Its restart policy starts it without anybody's doing.
      parts.add(container.restarts() == 0 ? container.started() : -1);
      container
          .attachments()
          .forEach((name, to) -> parts.add(List.of(name, to.spec(), to.networkId())));
    }
    return parts;
  }

  /** Whether another lab is the same, but for what people's shells know. */
  boolean isLike(Lasting other) {
    return kernel.equals(other.kernel)
        && engine.equals(other.engine)
        && argv(jobs).equals(argv(other.jobs));
  }

  private static List<String> argv(List<Process> jobs) {
    return jobs.stream().map(job -> String.join(" ", job.argv())).sorted().toList();
  }

  /** The same with what other shells know: those that ask when what runs has ended. */
  Lasting asking(Lasting others) {
    return new Lasting(kernel, engine, others.shells, jobs);
  }

  /** Whether it is other than before; a job that came to its end by itself is no change. */
  boolean differsFrom(Lasting before) {
    return !kernel.equals(before.kernel)
        || !engine.equals(before.engine)
        || !shells.equals(before.shells)
        || !Set.copyOf(before.jobs).containsAll(jobs)
        || before.jobs.stream().anyMatch(job -> !job.isRunning() && job.status() > SIGNALLED);
  }
}
