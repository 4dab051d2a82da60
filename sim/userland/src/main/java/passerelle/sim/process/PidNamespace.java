package passerelle.sim.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The numbers of processes, of a machine or within a container ({@code kernel/pid_namespace.c}).
 * Those within one have numbers further out, too.
 */
final class PidNamespace {
  private final Map<Integer, Process> processes = new LinkedHashMap<>();
  private final Optional<PidNamespace> outer;
  private int last;

  private PidNamespace(Optional<PidNamespace> outer) {
    this.outer = outer;
  }

  /** That of a machine; its numbers are those of the whole lab. */
  static PidNamespace ofMachine() {
    return new PidNamespace(Optional.empty());
  }

  /** One within a machine's, whose first process is number 1. */
  PidNamespace inner() {
    return new PidNamespace(Optional.of(this));
  }

  /** In the order of their start. */
  Collection<Process> all() {
    return List.copyOf(processes.values());
  }

  Optional<Process> find(int pid) {
    return Optional.ofNullable(processes.get(pid));
  }

  /**
   * Gives a process its number, here and further out ({@code alloc_pid}).
   *
   * @param least the least number that it may have within a container
   * @param threads how many numbers behind its own are used up there
   */
  int admit(Process process, int hostPid, int least, int threads) {
    outer.ifPresent(namespace -> namespace.admit(process, hostPid, least, threads));
    int number = outer.isPresent() ? Math.max(last + 1, least) : hostPid;
    last = number + threads;
    processes.put(number, process);
    return number;
  }

  /** The number of a process here ({@code pid_nr_ns}); empty when it is not seen here. */
  OptionalInt number(Process process) {
    int number = process.numbers == this ? process.pid() : process.hostPid();
    if (find(number).filter(found -> found == process).isPresent()) {
      return OptionalInt.of(number);
    }
    return processes.entrySet().stream()
        .filter(entry -> entry.getValue() == process)
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  /** A process has ended; process 1 takes all others along (zap_pid_ns_processes). */
  void dismiss(Process process) {
    boolean first = outer.isPresent() && process.pid() == 1;
    forget(process);
    if (first) {
      all().forEach(other -> other.signal(Signal.KILL));
    }
  }

  private void forget(Process process) {
    number(process).ifPresent(processes::remove);
    outer.ifPresent(namespace -> namespace.forget(process));
  }
}
