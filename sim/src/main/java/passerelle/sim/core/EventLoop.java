package passerelle.sim.core;

import java.util.PriorityQueue;

/**
 * The virtual clock and everything that is still to happen. Events run in the order of (time,
 * sequence of scheduling), kernel timers first, one after the other on one thread, so the same
 * commands give the same run. Time stands still while an event runs.
 */
public final class EventLoop {
  /** Nanoseconds in a millisecond. */
  public static final long MILLISECOND = 1_000_000L;

  /** Nanoseconds in a second. */
  public static final long SECOND = 1_000_000_000L;

  /** A coarser level's timers come before a finer one's ({@code __run_timers}). */
  private static final int LEVEL_ORDER = 56;

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long now;
  private long sequence;

  /** Something scheduled, which can be cancelled until it has run. */
  public static final class Timer implements Comparable<Timer> {
    private final long time;
    private final long sequence;
    private Runnable action;

    private Timer(long time, long sequence, Runnable action) {
      this.time = time;
      this.sequence = sequence;
      this.action = action;
    }

    /** Nanoseconds of virtual time at which it is due. */
    public long time() {
      return time;
    }

    /** Makes the action not happen; without effect once it has run. */
    public void cancel() {
      action = null;
    }

    /** Neither run nor cancelled yet. */
    public boolean isPending() {
      return action != null;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /** Nanoseconds of virtual time since the lab was booted. */
  public long now() {
    return now;
  }

  /**
   * Runs {@code action} when {@code delay} nanoseconds have passed.
   *
   * @param delay nanoseconds, at least 0
   */
  public Timer schedule(long delay, Runnable action) {
    long time = delay > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + Math.max(0, delay);
    Timer timer = new Timer(time, sequence++, action);
    queue.add(timer);
    return timer;
  }

  /**
   * Runs {@code action} by a kernel timer ({@code mod_timer}): not before {@code delay} nanoseconds
   * have passed, at a tick that is the later the longer the delay ({@link TimerWheel}). Timers come
   * before all else that is due at their tick (TIMER_SOFTIRQ), and of several that are due together
   * the one set last comes first ({@code enqueue_timer} puts it at the head of its bucket).
   *
   * @param delay nanoseconds, at least 0
   */
  public Timer startTimer(long delay, Runnable action) {
    long order = -(((long) TimerWheel.level(delay) << LEVEL_ORDER) + sequence++);
    Timer timer = new Timer(TimerWheel.expiry(now, delay), order, action);
    queue.add(timer);
    return timer;
  }

  /**
   * Runs the next event and moves the clock to its time.
   *
   * @return false when nothing is scheduled
   */
  public boolean step() {
    Timer next = queue.poll();
    while (next != null && next.action == null) {
      next = queue.poll();
    }
    if (next == null) {
      return false;
    }
    now = next.time;
    Runnable action = next.action;
    next.action = null;
    action.run();
    return true;
  }

  /**
   * Runs all events due within {@code duration} nanoseconds, and moves the clock on by that much.
   */
  public void advance(long duration) {
    long end = now + duration;
    while (dueAt() <= end) {
      step();
    }
    now = Math.max(now, end);
  }

  /** The time of the next event, {@link Long#MAX_VALUE} when there is none. */
  public long dueAt() {
    Timer next = queue.peek();
    while (next != null && next.action == null) {
      queue.poll();
      next = queue.peek();
    }
    return next == null ? Long.MAX_VALUE : next.time;
  }
}
