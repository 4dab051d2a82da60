package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;

/**
 * Runs the jobs that a shell waits for. With a terminal, each gets it for as long as it runs, and
 * may be stopped ({@code jobs.c}); without one all runs on the stack of the shell.
 */
record JobControl(Process self, ShellState shell) {
  /** The group of the next job: one of its own where a person can stop it. */
  ProcessGroup group() {
    return shell.monitor ? self.group().another() : self.group();
  }

  /**
   * Runs new processes of one group, the last of which says how it went.
   *
   * @param text of the command, for {@code jobs}
   * @return the exit status
   */
  int run(List<Process> processes, String text) {
    Process last = processes.get(processes.size() - 1);
    if (shell.terminal.isPresent()) {
      Tty tty = shell.terminal.get();
      tty.setForeground(last.group());
      processes.forEach(Process::start);
      return await(tty, last, text, Optional.empty());
    }
    self.group().setJob(shell.monitor ? Optional.of(last.group()) : Optional.empty());
    shell.waiting = true;
    try {
      processes.subList(0, processes.size() - 1).forEach(Process::start);
      last.runHere();
      processes.forEach(self::awaitEnd);
    } finally {
      shell.waiting = false;
      self.group().setJob(Optional.empty());
    }
    report(last, text);
    return afterInterrupt(last);
  }

  /** What a shell without a terminal says of a child that a signal has ended. */
  void report(Process child, String text) {
    Optional<Signal> signal = child.killedBy().filter(s -> s != Signal.INT && s != Signal.PIPE);
    if (signal.isEmpty() || shell.monitor || shell.isTyped()) {
      return;
    }
    String what = Job.description(signal.get());
    if (shell.dialect != Dialect.BASH) {
      self.stderr().println(what);
    } else if (signal.get() != Signal.TERM) {
      String job = "%5s %-23s %s".formatted(child.pid(), what, text);
      self.stderr().println(shell.prefix() + job);
    }
  }

  /** SIGINT came while the shell waited: what the child did of it decides ({@code wait_for}). */
  private int afterInterrupt(Process last) {
    boolean died = last.killedBy().filter(Signal.INT::equals).isPresent();
    if (shell.interrupted && (died || shell.dialect != Dialect.BASH)) {
      self.die(Signal.INT);
    }
    shell.interrupted = false;
    return last.status();
  }

  /** Lets a job go on that was stopped or in the background, and waits for it. */
  int resume(Job job) {
    Tty tty = shell.terminal.orElseThrow();
    tty.setForeground(job.group());
    job.group().signal(Signal.CONT);
    return await(tty, job.process(), job.command(), Optional.of(job));
  }

  /**
   * What a job that was killed or stopped has made of the terminal is undone ({@code wait_for}).
   */
  private int await(Tty tty, Process last, String text, Optional<Job> known) {
    Modes before = tty.modes();
    try {
      last.group().await(self);
    } finally {
      tty.setForeground(self.group());
    }
    if (last.group().isStopped() || last.killedBy().isPresent()) {
      tty.setModes(before);
    }
    if (last.group().isStopped()) {
      return putAway(last, text, known);
    }
    known.ifPresent(shell.jobs::remove);
    last.killedBy().ifPresent(this::tellOfDeath);
    return last.status();
  }

  private int putAway(Process last, String text, Optional<Job> known) {
    Job job = known.orElseGet(() -> shell.jobs.add(last, text));
    shell.jobs.touch(job);
    job.told();
    String before = shell.dialect == Dialect.BASH ? "\n" : "";
    self.stderr().print(before + job.line(shell.dialect, "+", false));
    return last.stoppedBy().orElse(Signal.TSTP).status();
  }

  /** Of SIGINT the shell itself gives up what it was doing. */
  private void tellOfDeath(Signal signal) {
    if (signal == Signal.INT) {
      self.interruptCommand();
      self.spend(0);
    } else if (signal != Signal.PIPE) {
      self.stderr().print(Job.description(signal) + "\n");
    }
  }
}
