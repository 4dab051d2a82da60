package passerelle.sim.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers of the processes of a machine or a container ({@code kernel/pid_namespace.c}). */
final class PidNamespace {
  private final Map<Integer, Process> processes = new LinkedHashMap<>();
  private final boolean own;
  private int last;

  /**
   * Numbers of nobody yet.
   *
   * @param own whether they begin with 1, or are those of the whole lab
   */
  PidNamespace(boolean own) {
    this.own = own;
  }

  /** In the order of their start. */
  Collection<Process> all() {
    return List.copyOf(processes.values());
  }

  Optional<Process> find(int pid) {
    return Optional.ofNullable(processes.get(pid));
  }

  /** Gives a process its number. */
  int admit(Process process, int hostPid) {
    last = own ? last + 1 : hostPid;
    processes.put(last, process);
    return last;
  }

  /** A process has ended; process 1 takes all others along (zap_pid_ns_processes). */
  void dismiss(Process process) {
    processes.remove(process.pid());
    if (own && process.pid() == 1) {
      all().forEach(other -> other.signal(Signal.KILL));
    }
  }
}
