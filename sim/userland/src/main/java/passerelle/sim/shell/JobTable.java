package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;

/** The jobs of one shell that it does not wait for ({@code jobs.c}). */
public final class JobTable {
  private final TreeMap<Integer, Job> jobs = new TreeMap<>();

  /** The numbers, the one that was put away last at the end. */
  private final List<Integer> order = new ArrayList<>();

  private Optional<Sink> output = Optional.empty();

  /** The same jobs, for a subshell that lists them. */
  JobTable copy() {
    JobTable copy = new JobTable();
    copy.jobs.putAll(jobs);
    copy.order.addAll(order);
    return copy;
  }

  /** Sends what later jobs print elsewhere than the shell's own output. */
  public void setOutput(Sink sink) {
    output = Optional.of(sink);
  }

  Optional<Sink> output() {
    return output;
  }

  /** Enters a process, the last of its pipeline, under the next number. */
  Job add(Process process, String command) {
    Job job = new Job(jobs.isEmpty() ? 1 : jobs.lastKey() + 1, process, command);
    jobs.put(job.number(), job);
    order.add(job.number());
    return job;
  }

  /** The jobs by number; finished ones stay until they have been shown or waited for. */
  public Collection<Job> all() {
    return List.copyOf(jobs.values());
  }

  /** The jobs as they are listed: by number in bash, in ash the current one first. */
  List<Job> listed(Dialect dialect) {
    List<Job> listed = new ArrayList<>(jobs.values());
    if (dialect != Dialect.BASH) {
      listed.sort(Comparator.comparingInt(job -> -order.indexOf(job.number())));
      current()
          .ifPresent(
              job -> {
                listed.remove(job);
                listed.add(0, job);
              });
    }
    return listed;
  }

  /** A job was put away again: it is the current one. */
  void touch(Job job) {
    order.remove((Integer) job.number());
    order.add(job.number());
  }

  /** The current job, {@code %+}: the one stopped last, or else started last. */
  Optional<Job> current() {
    return last(Optional.empty());
  }

  /** The job before it, {@code %-}. */
  Optional<Job> previous() {
    return current().flatMap(job -> last(Optional.of(job)));
  }

  private Optional<Job> last(Optional<Job> but) {
    Optional<Job> found = Optional.empty();
    for (int number : order) {
      Job job = jobs.get(number);
      boolean better = found.isEmpty() || job.isStopped() || !found.get().isStopped();
      if (better && (but.isEmpty() || but.get() != job)) {
        found = Optional.of(job);
      }
    }
    return found;
  }

  /** {@code +} for the current job, {@code -} for the one before it. */
  String mark(Job job) {
    return current().filter(job::equals).isPresent()
        ? "+"
        : previous().filter(job::equals).isPresent() ? "-" : " ";
  }

  /** Looks up {@code %1}, {@code %%}, {@code %+}, {@code %-} or {@code %name}. */
  public Optional<Job> find(String spec) {
    String name = spec.startsWith("%") ? spec.substring(1) : spec;
    if (name.isEmpty() || name.equals("%") || name.equals("+")) {
      return current();
    }
    if (name.equals("-")) {
      return previous().or(this::current);
    }
    if (name.chars().allMatch(Character::isDigit)) {
      return all().stream().filter(job -> name.equals("" + job.number())).findFirst();
    }
    return all().stream().filter(job -> job.command().startsWith(name)).findFirst();
  }

  void remove(Job job) {
    jobs.remove(job.number());
    order.remove((Integer) job.number());
  }

  /** Forgets those that have ended, as a prompt does that has told of it. */
  public void discardFinished() {
    all().stream().filter(Job::isEnded).forEach(this::remove);
  }
}
