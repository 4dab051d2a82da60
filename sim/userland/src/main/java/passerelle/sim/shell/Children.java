package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.ForkError;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.process.Spawn;
import passerelle.sim.process.Stream;

/** The processes that a shell makes: pipelines, subshells, jobs in the background. */
final class Children {
  /** {@code FORKSLEEP_MAX}, in seconds. */
  private static final int LONGEST_PAUSE = 16;

  /** Where bash has the ends of the pipes of a coprocess. */
  private static final int READ_END = 63;

  private static final int WRITE_END = 60;

  private final Process self;
  private final ShellState shell;
  private final JobControl jobs;

  Children(Process self, ShellState shell) {
    this.self = self;
    this.shell = shell;
    jobs = new JobControl(self, shell);
  }

  JobControl jobs() {
    return jobs;
  }

  int subshell(Command.Subshell command) {
    return wait(fork(spawn(command.body()).group(jobs.group())), "( ... )");
  }

  int pipeline(Command.Pipeline pipeline) {
    List<Process> processes = new ArrayList<>();
    ProcessGroup group = jobs.group();
    Source input = self.stdin().source();
    int last = pipeline.commands().size() - 1;
    try {
      for (int i = 0; i <= last; i++) {
        Pipe pipe = new Pipe();
        Sink output = i == last ? self.stdout().sink() : pipe.sink();
        Spawn child = spawn(pipeline.commands().get(i)).stdin(input).stdout(output);
        processes.add(fork(child.group(group)));
        input = pipe.source();
      }
    } catch (ForkError none) {
      processes.forEach(process -> process.signal(Signal.KILL));
      throw none;
    }
    int status = jobs.run(processes, pipeline.text());
    if (processes.stream().noneMatch(Process::isRunning)) {
      shell.pipeStatus = processes.stream().map(one -> "" + one.status()).toList();
    }
    return shell.options.is("pipefail") ? lastFailure(processes).orElse(status) : status;
  }

  /** {@code set -o pipefail}: the pipeline's status is that of the last command that failed. */
  private static Optional<Integer> lastFailure(List<Process> processes) {
    return processes.stream()
        .map(Process::status)
        .filter(status -> status != 0)
        .reduce((earlier, later) -> later);
  }

  int background(Command.Background background) {
    Spawn child =
        spawn(background.command())
            .stdout(shell.jobs.output().orElse(self.stdout().sink()))
            .stderr(shell.jobs.output().orElse(self.stderr().sink()))
            .group(jobs.group());
    if (!shell.monitor) {
      child.ignoring(Signal.INT, Signal.QUIT);
    }
    if (shell.terminal.isEmpty()) {
      child.stdin(Source.empty());
    }
    Process process = fork(child);
    process.start();
    boolean named = shell.monitor || shell.dialect == Dialect.BASH;
    Job job = shell.jobs.add(process, named ? background.text() : "");
    shell.lastBackground = Optional.of(process.pid());
    if (shell.terminal.isPresent() && shell.dialect == Dialect.BASH) {
      self.stderr().println("[" + job.number() + "] " + process.pid());
    }
    return 0;
  }

  /** Runs beside the shell, which reads what it prints and writes what it reads. */
  int coprocess(Command.Coprocess coprocess) {
    Pipe input = new Pipe();
    Pipe output = new Pipe();
    Process process = fork(spawn(coprocess.command()).stdin(input.source()).stdout(output.sink()));
    hold(READ_END, output.source());
    hold(WRITE_END, input.sink());
    process.start();
    shell.variables.setArray(coprocess.name(), List.of("" + READ_END, "" + WRITE_END));
    shell.variables.set(coprocess.name() + "_PID", "" + process.pid());
    shell.jobs.add(process, "coproc " + coprocess.name() + " " + coprocess.text());
    shell.lastBackground = Optional.of(process.pid());
    return 0;
  }

  /** An end of a pipe stays open until no descriptor of the shell has it, or the shell ends. */
  private void hold(int fd, Stream end) {
    end.retain();
    shell.descriptors.put(fd, end);
    shell.connections.add(end);
    self.closeAtExit(
        () -> {
          if (shell.connections.remove(end)) {
            end.release();
          }
        });
  }

  /** A child that runs a command of this shell's with all that this shell knows. */
  Spawn spawn(Command command) {
    ShellState copy = shell.copy();
    BlockingProgram program = child -> new Interpreter(child, copy).subshell(command);
    return self.spawn(program, self.argv());
  }

  /**
   * Makes a child ({@code make_child} in jobs.c); bash tries again for a while when there are too
   * many processes.
   */
  Process fork(Spawn child) {
    self.spend(SimpleCommands.SPAWN_COST);
    for (long pause = 1; shell.dialect == Dialect.BASH && pause < LONGEST_PAUSE; pause *= 2) {
      try {
        return child.create();
      } catch (ForkError none) {
        self.stderr().println(shell.name + ": fork: retry: " + none.getMessage());
        self.sleep(pause * EventLoop.SECOND);
      }
    }
    return child.create();
  }

  /** Runs a new process in the foreground; its text is for {@code jobs}. */
  int wait(Process child, String text) {
    return jobs.run(List.of(child), text);
  }
}
