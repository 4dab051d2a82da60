package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;

/** The background jobs of one shell ({@code jobs.c}). */
public final class JobTable {
  private final TreeMap<Integer, Job> jobs = new TreeMap<>();
  private Optional<Sink> output = Optional.empty();

  /**
   * A job.
   *
   * @param number as in {@code %1}
   * @param command its text
   */
  public record Job(int number, Process process, String command) {
    /** Running, stopped, done or killed, as {@code jobs} says. */
    String state() {
      if (process.isRunning()) {
        return process.isSuspended() ? "Stopped" : "Running";
      }
      int status = process.status();
      for (Signal signal : Signal.values()) {
        if (signal.status() == status) {
          return signal == Signal.KILL
              ? "Killed"
              : signal == Signal.INT ? "Interrupt" : "Terminated";
        }
      }
      return status == 0 ? "Done" : "Exit " + status;
    }
  }

  /** Sends what later jobs print elsewhere than the shell's own output. */
  public void setOutput(Sink sink) {
    output = Optional.of(sink);
  }

  Optional<Sink> output() {
    return output;
  }

  /** Enters a process under the next number. */
  Job add(Process process, String command) {
    discardFinished();
    Job job = new Job(jobs.isEmpty() ? 1 : jobs.lastKey() + 1, process, command);
    jobs.put(job.number(), job);
    return job;
  }

  /** The jobs by number; finished ones stay until they have been shown or waited for. */
  public Collection<Job> all() {
    return List.copyOf(jobs.values());
  }

  /** Looks up {@code %1}, {@code %%}, {@code %+}, {@code %-} or {@code %name}. */
  public Optional<Job> find(String spec) {
    String name = spec.startsWith("%") ? spec.substring(1) : spec;
    List<Job> known = new ArrayList<>(jobs.values());
    if (name.isEmpty() || name.equals("%") || name.equals("+")) {
      return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    }
    if (name.equals("-")) {
      return known.size() < 2 ? Optional.empty() : Optional.of(known.get(known.size() - 2));
    }
    if (name.chars().allMatch(Character::isDigit)) {
      return known.stream().filter(job -> name.equals("" + job.number())).findFirst();
    }
    return known.stream().filter(job -> job.command().startsWith(name)).findFirst();
  }

  void remove(Job job) {
    jobs.remove(job.number());
  }

  void discardFinished() {
    jobs.values().removeIf(job -> !job.process().isRunning());
  }
}
