package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;

/** {@code kill}, {@code jobs}, {@code wait} and their like. */
final class JobBuiltins {
  private static final String KILL_USAGE =
      "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l"
          + " [sigspec]\n";

  private final Process self;
  private final ShellState shell;
  private final Complaints complaints;

  JobBuiltins(Process self, ShellState shell, Complaints complaints) {
    this.self = self;
    this.shell = shell;
    this.complaints = complaints;
  }

  void register(Map<String, Builtin> builtins) {
    builtins.put("kill", this::kill);
    builtins.put("jobs", this::jobs);
    builtins.put("wait", this::await);
    builtins.put("disown", arguments -> 0);
    builtins.put("fg", arguments -> noJobControl("fg"));
    builtins.put("bg", arguments -> noJobControl("bg"));
  }

  private int noJobControl(String name) {
    return complaints.fail(name, complaints.isBash() ? "no job control" : "No current job", 1);
  }

  private int kill(List<String> arguments) {
    List<String> targets = new ArrayList<>(arguments);
    Optional<Signal> signal = Optional.of(Signal.TERM);
    boolean probe = false;
    if (!targets.isEmpty() && targets.get(0).startsWith("-") && targets.get(0).length() > 1) {
      String option = targets.remove(0).substring(1);
      if (option.equals("l")) {
        return list();
      }
      boolean named = (option.equals("s") || option.equals("n")) && !targets.isEmpty();
      String name = named ? targets.remove(0) : option;
      probe = name.equals("0");
      signal = Signal.parse(name);
      if (signal.isEmpty() && !probe && !option.equals("-")) {
        return complaints.isBash()
            ? complaints.fail("kill", name + ": invalid signal specification", 1)
            : complaints.tool("kill", "bad signal name '" + name + "'", 1);
      }
    }
    if (targets.isEmpty()) {
      self.stderr()
          .print(
              complaints.isBash()
                  ? KILL_USAGE
                  : shell.prefix() + "you need to specify whom to kill\n");
      return complaints.isBash() ? 2 : 1;
    }
    int status = 0;
    for (String target : targets) {
      Optional<Signal> sent = probe ? Optional.empty() : Optional.of(signal.orElse(Signal.TERM));
      status = Math.max(status, killOne(sent, target));
    }
    return status;
  }

  private int list() {
    StringBuilder names = new StringBuilder();
    for (Signal signal : Signal.values()) {
      names.append(String.format(Locale.ROOT, "%2d) SIG%s%n", signal.number(), signal.name()));
    }
    self.stdout().print(names.toString().replace(System.lineSeparator(), "\n"));
    return 0;
  }

  private int killOne(Optional<Signal> signal, String target) {
    if (target.startsWith("%")) {
      Optional<JobTable.Job> job = shell.jobs.find(target);
      if (job.isEmpty()) {
        return complaints.fail("kill", target + ": no such job", 1);
      }
      return send(signal, job.get().process(), true);
    }
    Optional<Integer> pid = ControlBuiltins.number(target);
    if (pid.isEmpty()) {
      return complaints.isBash()
          ? complaints.fail("kill", target + ": arguments must be process or job IDs", 1)
          : complaints.tool("kill", "invalid number '" + target + "'", 1);
    }
    Optional<Process> process = self.place().process(pid.get());
    return process.isPresent() ? send(signal, process.get(), false) : noProcess(pid.get());
  }

  private int noProcess(int pid) {
    return complaints.isBash()
        ? complaints.fail("kill", "(" + pid + ") - No such process", 1)
        : complaints.tool("kill", "can't kill pid " + pid + ": No such process", 1);
  }

  private int send(Optional<Signal> signal, Process process, boolean group) {
    if (!process.isRunning()) {
      return noProcess(process.pid());
    }
    boolean spared =
        signal.isPresent() && process.isInit() && !process.handles(signal.get()) && process != self;
    if (signal.isPresent() && !spared) {
      if (group) {
        process.signalGroup(signal.get());
      } else {
        process.signal(signal.get());
      }
    }
    return 0;
  }

  private int jobs(List<String> arguments) {
    List<JobTable.Job> all = List.copyOf(shell.jobs.all());
    for (int i = 0; i < all.size(); i++) {
      JobTable.Job job = all.get(i);
      String mark = i == all.size() - 1 ? "+" : i == all.size() - 2 ? "-" : " ";
      String tail = job.process().isRunning() ? " &" : "";
      String command = complaints.isBash() ? job.command() + tail : "";
      self.stdout()
          .print(
              String.format(
                      Locale.ROOT, "[%d]%s  %-23s %s", job.number(), mark, job.state(), command)
                  + "\n");
    }
    shell.jobs.discardFinished();
    return 0;
  }

  private int await(List<String> arguments) {
    if (arguments.isEmpty()) {
      shell.jobs.all().forEach(job -> self.awaitEnd(job.process()));
      shell.jobs.discardFinished();
      return 0;
    }
    int status = 0;
    for (String argument : arguments) {
      status = awaitOne(argument);
    }
    return status;
  }

  private int awaitOne(String argument) {
    if (argument.startsWith("%")) {
      Optional<JobTable.Job> job = shell.jobs.find(argument);
      return job.isPresent()
          ? self.awaitEnd(job.get().process())
          : complaints.fail("wait", argument + ": no such job", 127);
    }
    for (JobTable.Job job : shell.jobs.all()) {
      if (argument.equals("" + job.process().pid())) {
        return self.awaitEnd(job.process());
      }
    }
    if (ControlBuiltins.number(argument).isEmpty()) {
      return complaints.fail("wait", "`" + argument + "': not a pid or valid job spec", 1);
    }
    return complaints.fail("wait", "pid " + argument + " is not a child of this shell", 127);
  }
}
