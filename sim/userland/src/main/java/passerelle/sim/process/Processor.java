package passerelle.sim.process;

import passerelle.sim.core.EventLoop;

/**
 * The lab's one processor. A little computation takes no time; who computes for more than a time
 * slice waits until as much time has passed ({@code scheduler_tick} in kernel/sched/core.c), so
 * that everything else goes on meanwhile. Ctrl-C is heard between two steps.
 */
final class Processor {
  /** Nanoseconds that one step of computation stands for. */
  static final long STEP = 1_000;

  /** Steps; what does nothing but compute is ended after twice as many. */
  private static final long DEFAULT_BUDGET = 5_000_000L;

  /** How many budgets all processes together may use while one command is waited for. */
  private static final int BUDGETS = 10;

  private static final long SLICE = 250 * EventLoop.MILLISECOND;

  /** What cannot wait, the callback of an event, runs up no longer bill for others. */
  private static final long LONGEST_BILL = EventLoop.SECOND;

  /**
   * How many times as long computation takes once Ctrl-C was heard: who pressed it waits for a
   * command to end, not for what others compute meanwhile.
   */
  private static final int SLOWER_WHEN_INTERRUPTED = 20;

  private final Scheduler scheduler;
  private final Foregrounds foregrounds;
  private final Notices notices;
  private long budget = DEFAULT_BUDGET;
  private long computed;
  private long bill;
  private long since;

  Processor(Scheduler scheduler, Foregrounds foregrounds, Notices notices) {
    this.scheduler = scheduler;
    this.foregrounds = foregrounds;
    this.notices = notices;
  }

  void setBudget(long steps) {
    budget = steps;
  }

  /** Steps that a process may compute more than it rests. */
  long budget() {
    return budget;
  }

  /** A command begins for which somebody waits. */
  void beginCommand() {
    computed = 0;
  }

  /** A process computes; it waits for its next time slice if it can. */
  void compute(Process process, long steps, boolean canWait) {
    computed += steps;
    if (computed > BUDGETS * budget) {
      computed = 0;
      foregrounds.giveUp(true, scheduler.loop().now(), notices);
    }
    scheduler.listen();
    charge(steps);
    if (bill > SLICE && canWait && scheduler.mayWait() && process.isRunning()) {
      Waiting.sleep(process, Math.min(bill, LONGEST_BILL));
    }
  }

  /** A process has computed where it cannot wait; it does so the next time that it can. */
  void count(long steps) {
    computed += steps;
    scheduler.hear();
    charge(steps);
  }

  private void charge(long steps) {
    long now = scheduler.loop().now();
    long step = foregrounds.isInterrupted() ? STEP * SLOWER_WHEN_INTERRUPTED : STEP;
    bill = Math.max(0, bill - (now - since)) + Math.min(LONGEST_BILL, steps * step);
    since = now;
  }
}
