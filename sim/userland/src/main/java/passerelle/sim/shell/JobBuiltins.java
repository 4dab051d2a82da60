package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;

/** {@code kill}, {@code jobs}, {@code wait} and their like. */
final class JobBuiltins {
  private static final String DASH_USAGE =
      "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]\n";
  private static final String KILL_USAGE =
      "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l"
          + " [sigspec]\n";

  private final Process self;
  private final ShellState shell;
  private final JobControl control;
  private final Complaints complaints;

  JobBuiltins(Interpreter interpreter, Complaints complaints) {
    self = interpreter.self();
    shell = interpreter.shell();
    control = interpreter.children().jobs();
    this.complaints = complaints;
  }

  void register(Map<String, Builtin> builtins) {
    builtins.put("kill", this::kill);
    builtins.put("jobs", this::jobs);
    builtins.put("wait", this::await);
    if (complaints.isBash()) {
      builtins.put("disown", this::disown);
    }
    builtins.put("fg", arguments -> resume("fg", arguments, this::foreground));
    builtins.put("bg", arguments -> resume("bg", arguments, this::background));
  }

  /** The shell forgets a job, which goes on. */
  private int disown(List<String> arguments) {
    List<String> specs = arguments.stream().filter(word -> !word.startsWith("-")).toList();
    if (arguments.contains("-a") && specs.isEmpty()) {
      shell.jobs.all().forEach(shell.jobs::remove);
      return 0;
    }
    int status = 0;
    for (String spec : specs.isEmpty() ? List.of("") : specs) {
      Optional<Job> job = shell.jobs.find(spec);
      job.filter(found -> !arguments.contains("-h")).ifPresent(shell.jobs::remove);
      if (job.isEmpty()) {
        status =
            complaints.fail("disown", (spec.isEmpty() ? "current" : spec) + ": no such job", 1);
      }
    }
    return status;
  }

  private int resume(String name, List<String> arguments, ToIntFunction<Job> way) {
    if (shell.terminal.isEmpty() && complaints.isBash()) {
      return complaints.fail(name, "no job control", 1);
    }
    String spec = arguments.isEmpty() ? "" : arguments.get(0);
    Optional<Job> job = shell.jobs.find(spec).filter(found -> !found.isEnded());
    return job.isPresent() ? way.applyAsInt(job.get()) : noJob(name, spec);
  }

  private int noJob(String name, String spec) {
    if (complaints.isBash()) {
      return complaints.tool(name, (spec.isEmpty() ? "current" : spec) + ": no such job", 1);
    }
    String none = complaints.isDash() ? "No such job: " + spec : spec + ": no such job";
    return complaints.fail(name, spec.isEmpty() ? "No current job" : none, 2);
  }

  private int foreground(Job job) {
    self.stdout().println(job.command());
    return control.resume(job);
  }

  private int background(Job job) {
    shell.jobs.touch(job);
    self.stdout()
        .println(
            complaints.isBash()
                ? "[" + job.number() + "]" + shell.jobs.mark(job) + " " + job.command() + " &"
                : "[" + job.number() + "] " + job.command());
    job.group().signal(Signal.CONT);
    job.told();
    return 0;
  }

  private int kill(List<String> arguments) {
    List<String> targets = new ArrayList<>(arguments);
    Optional<Signal> signal = Optional.of(Signal.TERM);
    boolean probe = false;
    if (!targets.isEmpty() && targets.get(0).startsWith("-") && targets.get(0).length() > 1) {
      String option = targets.remove(0).substring(1);
      if (option.equals("l")) {
        return new SignalList(self, complaints).list(targets);
      }
      boolean named = (option.equals("s") || option.equals("n")) && !targets.isEmpty();
      String name = named ? targets.remove(0) : option;
      probe = name.equals("0");
      signal = Signal.parse(name);
      if (signal.isEmpty() && !probe && !option.equals("-")) {
        return switch (shell.dialect) {
          case BASH -> complaints.fail("kill", name + ": invalid signal specification", 1);
          case ASH -> complaints.tool("kill", "bad signal name '" + name + "'", 1);
          case DASH -> complaints.fail("kill", "Illegal option -" + name.charAt(0), 2);
        };
      }
    }
    if (targets.isEmpty()) {
      String usage = "you need to specify whom to kill\n";
      self.stderr()
          .print(
              complaints.worded(
                  KILL_USAGE, shell.prefix() + usage, shell.prefix("kill") + DASH_USAGE));
      return shell.dialect.choose(2, 1, 2);
    }
    int status = 0;
    for (String target : targets) {
      Optional<Signal> sent = probe ? Optional.empty() : Optional.of(signal.orElse(Signal.TERM));
      status = Math.max(status, killOne(sent, target));
    }
    return status;
  }

  private int killOne(Optional<Signal> signal, String target) {
    if (target.startsWith("%")) {
      Optional<Job> job = shell.jobs.find(target);
      if (job.isEmpty()) {
        return complaints.isDash()
            ? complaints.fail("kill", "No such job: " + target, 2)
            : complaints.fail("kill", target + ": no such job", 1);
      }
      return send(signal, job.get());
    }
    Optional<Integer> pid = Builtin.number(target);
    if (pid.isEmpty()) {
      return complaints.isBash()
          ? complaints.fail("kill", target + ": arguments must be process or job IDs", 1)
          : complaints.isDash()
              ? complaints.fail("kill", "Illegal number: " + target, 2)
              : complaints.tool("kill", "invalid number '" + target + "'", 1);
    }
    Optional<Process> process = self.place().process(pid.get());
    return process.isPresent() ? send(signal, process.get()) : noProcess(pid.get());
  }

  private int noProcess(int pid) {
    return switch (shell.dialect) {
      case BASH -> complaints.fail("kill", "(" + pid + ") - No such process", 1);
      case ASH -> complaints.tool("kill", "can't kill pid " + pid + ": No such process", 1);
      case DASH -> complaints.tool("kill", "No such process\n", 1);
    };
  }

  private int send(Optional<Signal> signal, Process process) {
    if (!process.isRunning()) {
      return noProcess(process.pid());
    }
    // From further out the first of a PID namespace can be killed (SIGNAL_UNKILLABLE).
    boolean first = self.place().number(process).equals(OptionalInt.of(1));
    boolean spared = signal.isPresent() && first && !process.signalHandlers().has(signal.get());
    if (!spared) {
      signal.ifPresent(process::signal);
    }
    return 0;
  }

  /** A stopped job must go on to hear of its end: bash sees to that, and tells that it stopped. */
  private int send(Optional<Signal> signal, Job job) {
    if (job.isEnded()) {
      return noProcess(job.process().pid());
    }
    boolean stopped = job.isStopped();
    signal.ifPresent(shell.monitor ? job.group()::signal : job.process()::signal);
    boolean bash = complaints.isBash();
    if (bash && stopped && signal.filter(s -> s == Signal.TERM || s == Signal.HUP).isPresent()) {
      if (shell.terminal.isPresent()) {
        self.stderr().print("\n" + job.line(shell.dialect, shell.jobs.mark(job), false));
      }
      job.group().signal(Signal.CONT);
    }
    return 0;
  }

  private int jobs(List<String> arguments) {
    boolean pids = arguments.contains("-l");
    for (Job job : shell.jobs.listed(shell.dialect)) {
      boolean running = !job.isEnded() && !job.isStopped();
      if (arguments.contains("-r") && !running || arguments.contains("-s") && !job.isStopped()) {
        continue;
      } else if (arguments.contains("-p")) {
        self.stdout().println("" + job.process().pid());
        continue;
      }
      self.stdout().print(job.line(shell.dialect, shell.jobs.mark(job), pids));
      job.told();
    }
    shell.jobs.discardFinished();
    return 0;
  }

  private int await(List<String> arguments) {
    if (arguments.isEmpty()) {
      for (Job job : List.copyOf(shell.jobs.all())) {
        int status = await(job);
        if (isInterrupted(job)) {
          return status;
        }
      }
      shell.jobs.discardFinished();
      return 0;
    }
    if (arguments.get(0).equals("-n") && complaints.isBash()) {
      return awaitNext();
    }
    int status = 0;
    for (String argument : arguments) {
      status = awaitOne(argument);
    }
    return status;
  }

  /** bash's {@code wait -n}: for the one that ends first. */
  private int awaitNext() {
    List<Job> known = List.copyOf(shell.jobs.all());
    if (known.isEmpty()) {
      return SimpleCommands.NOT_FOUND;
    }
    self.await(() -> known.stream().anyMatch(Job::isEnded));
    return await(known.stream().filter(Job::isEnded).findFirst().orElseThrow());
  }

  /** An interactive shell tells at once of what it has waited for. */
  private int await(Job job) {
    boolean over = job.isEnded();
    if (!shell.traps.isEmpty()) {
      self.await(() -> !job.process().isRunning() || !shell.pendingTraps.isEmpty());
      if (isInterrupted(job)) {
        return shell.trapped;
      }
    }
    int status = self.awaitEnd(job.process());
    control.report(job.process(), job.command());
    if (over) {
      shell.jobs.remove(job);
    } else if (shell.terminal.isPresent()) {
      self.stderr().print(job.line(shell.dialect, shell.jobs.mark(job), false));
      shell.jobs.remove(job);
    }
    return status;
  }

  /** A signal for which there is a trap ends the waiting (POSIX, 2.11). */
  private boolean isInterrupted(Job job) {
    return job.process().isRunning() && !shell.pendingTraps.isEmpty();
  }

  private int awaitOne(String argument) {
    if (argument.startsWith("%")) {
      Optional<Job> job = shell.jobs.find(argument);
      return job.isPresent()
          ? await(job.get())
          : complaints.isDash()
              ? complaints.fail("wait", "No such job: " + argument, 2)
              : complaints.fail("wait", argument + ": no such job", 127);
    }
    for (Job job : shell.jobs.all()) {
      if (argument.equals("" + job.process().pid())) {
        return await(job);
      }
    }
    if (!complaints.isBash()) {
      return Builtin.number(argument).isPresent()
          ? 127
          : complaints.fail("wait", "Illegal number: " + argument, 2);
    }
    if (Builtin.number(argument).isEmpty()) {
      return complaints.fail("wait", "`" + argument + "': not a pid or valid job spec", 1);
    }
    return complaints.fail("wait", "pid " + argument + " is not a child of this shell", 127);
  }
}
