package passerelle.sim.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The processes that run, by their numbers on the machine ({@code kernel/pid.c}). */
final class ProcessTable {
  private static final int FIRST_PID = 1000;

  /** {@code RLIMIT_NPROC} of the whole lab. */
  private static final int MOST_LIMITED = 2000;

  /**
   * All processes together, with those for which there is no such limit, as there is none for
   * dockerd (LimitNPROC=infinity): a proxy for each port of both families, and some.
   */
  private static final int MOST_IN_ALL = 140_000;

  private final Map<Integer, Process> processes = new LinkedHashMap<>();
  private int limited;
  private int lastPid = FIRST_PID;

  /** In the order of their start. */
  Collection<Process> all() {
    return List.copyOf(processes.values());
  }

  /** Throws {@link ForkError} when there are too many for one more. */
  void requireRoom(boolean isLimited) {
    if (processes.size() >= MOST_IN_ALL || isLimited && limited >= MOST_LIMITED) {
      throw new ForkError();
    }
  }

  /** Gives a new process its number: the one that it wants, or the next. */
  int add(Process process, OptionalInt wanted) {
    int number = wanted.orElseGet(() -> ++lastPid);
    processes.put(number, process);
    limited += process.limited ? 1 : 0;
    return number;
  }

  void remove(Process process) {
    if (processes.remove(process.hostPid()) != null && process.limited) {
      limited--;
    }
  }
}
