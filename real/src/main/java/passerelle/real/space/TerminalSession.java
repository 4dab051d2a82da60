package passerelle.real.space;

import java.util.List;
import passerelle.real.clock.RealClock;

/**
 * The processes that share a terminal (credentials(7)).
 *
 * @param leader the shell that leads it
 */
record TerminalSession(int leader) {
  /** So long after a fork everybody has handlers of their own, in nanoseconds. */
  private static final long HEARD = 500_000_000L;

  /** Whether a process is one of them. */
  boolean contains(int pid) {
    return ProcFiles.inSession(leader).contains(pid);
  }

  /**
   * The terminal is no more: SIGHUP for the jobs (disassociate_ctty), and the end for the shell.
   */
  void hangUp(RealClock clock) {
    // Whoever is killed forks no more (copy_process), so that all there are can be told.
    Signals.send(leader, Signals.KILL);
    List<Integer> jobs = ProcFiles.inSession(leader);
    jobs.forEach(pid -> Signals.send(pid, Signals.HUP));
    clock.after(HEARD, () -> hangUpAgain(jobs));
  }

  /** What was forked a moment ago still had the shell's handler, and has forgotten it by exec. */
  private void hangUpAgain(List<Integer> jobs) {
    ProcFiles.inSession(leader).stream()
        .filter(jobs::contains)
        .forEach(pid -> Signals.send(pid, Signals.HUP));
  }

  /** Ends them all. */
  void kill() {
    ProcFiles.inSession(leader).forEach(pid -> Signals.send(pid, Signals.KILL));
  }
}
