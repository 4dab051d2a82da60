package passerelle.sim.process;

import java.util.Optional;

/**
 * Whether a process ends by itself, counted where it is asked: by those whose foreground its group
 * is, and by those who wait for it or for a process that has started it. It is asked at each step
 * of the lab, so that nothing must be looked for then.
 */
final class Endlessness {
  private final Process process;
  private boolean declared;
  private int inBranch;

  Endlessness(Process process) {
    this.process = process;
  }

  void declare() {
    if (!declared && process.isRunning()) {
      declared = true;
      count(1);
    }
  }

  /** The process has ended, after all. */
  void end() {
    if (declared) {
      declared = false;
      count(-1);
    }
  }

  /** Whether it, or one that it has started, directly or not, runs without end. */
  boolean isInBranch() {
    return inBranch > 0;
  }

  private void count(int more) {
    process.group().countEndless(more);
    Optional<Process> each = Optional.of(process);
    while (each.isPresent()) {
      each.get().endlessness.inBranch += more;
      each = each.get().parent();
    }
  }
}
