package passerelle.sim.core;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The virtual clock and everything that is still to happen. Events run in the order of (time,
 * sequence of scheduling), kernel timers first, one after the other on one thread, so the same
 * commands give the same run. Time stands still while an event runs. It is the twin of the timers
 * of the kernel (kernel/time/timer.c) and of all that runs at once there.
 */
public final class EventLoop {
  /** Nanoseconds in a millisecond. */
  public static final long MILLISECOND = 1_000_000L;

  /** Nanoseconds in a second. */
  public static final long SECOND = 1_000_000_000L;

  /** A coarser level's timers come before a finer one's ({@code __run_timers}). */
  private static final int LEVEL_ORDER = 56;

  /** So many events are sifted of those that were cancelled, and again when as many have come. */
  private static final int MANY = 256;

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final PriorityQueue<Event> deferrable = new PriorityQueue<>();

  /** What was scheduled in the order in which it happens, as frames are: nobody need sort it. */
  private final ArrayDeque<Event> line = new ArrayDeque<>();

  private long now;
  private long sequence;
  private int room = MANY;

  /** Something that is to happen once. */
  public abstract static class Event implements Comparable<Event> {
    private long time;
    private long sequence;
    private boolean pending;

    /** Happens. */
    protected abstract void run();

    /** Nanoseconds of virtual time at which it is due. */
    public final long time() {
      return time;
    }

    /** Neither run nor cancelled yet. */
    public final boolean isPending() {
      return pending;
    }

    @Override
    public final int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /** Something scheduled, which can be cancelled until it has run. */
  public static final class Timer extends Event {
    private static final Runnable NOTHING = () -> {};

    private Runnable action;

    private Timer(Runnable action) {
      this.action = action;
    }

    /** Makes the action not happen; without effect once it has run. */
    public void cancel() {
      super.pending = false;
      action = NOTHING;
    }

    @Override
    protected void run() {
      Runnable due = action;
      action = NOTHING;
      due.run();
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
    Timer timer = new Timer(action);
    queue.add(prepared(timer, after(delay), sequence++));
    sift();
    return timer;
  }

  /**
   * Has a frame arrive when {@code delay} nanoseconds, at least 0, have passed: nearly always it
   * comes behind those that are on their way already.
   */
  public void schedule(long delay, Event frame) {
    prepared(frame, after(delay), sequence++);
    boolean last = line.isEmpty() || line.peekLast().time <= frame.time;
    (last ? line : queue).add(frame);
  }

  private long after(long delay) {
    return delay > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + Math.max(0, delay);
  }

  private static Event prepared(Event event, long time, long order) {
    event.time = time;
    event.sequence = order;
    event.pending = true;
    return event;
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
    return startTimer(queue, delay, action);
  }

  /**
   * The same by a timer for whose sake nobody waits ({@code TIMER_DEFERRABLE}): while nothing else
   * is scheduled the loop {@linkplain #isIdle is idle}. For what would go on for ever.
   *
   * @param delay nanoseconds, at least 0
   */
  public Timer startDeferrable(long delay, Runnable action) {
    return startTimer(deferrable, delay, action);
  }

  private Timer startTimer(PriorityQueue<Event> in, long delay, Runnable action) {
    long order = -(((long) TimerWheel.level(delay) << LEVEL_ORDER) + sequence++);
    Timer timer = new Timer(action);
    in.add(prepared(timer, TimerWheel.expiry(now, delay), order));
    sift();
    return timer;
  }

  /** A timer that was set for days and cancelled at once would stay for days. */
  private void sift() {
    if (queue.size() > room) {
      List<Event> pending = queue.stream().filter(Event::isPending).toList();
      queue.clear();
      queue.addAll(pending);
      room = Math.max(MANY, 2 * queue.size());
    }
  }

  /**
   * Runs the next event and moves the clock to its time.
   *
   * @return false when nothing is scheduled
   */
  public boolean step() {
    Event next = first();
    if (next == null) {
      return false;
    }
    if (next == line.peek()) {
      line.poll();
    } else {
      (next == queue.peek() ? queue : deferrable).poll();
    }
    now = next.time;
    next.pending = false;
    next.run();
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
    Event next = first();
    return next == null ? Long.MAX_VALUE : next.time;
  }

  /** How many events are kept, cancelled ones among them. */
  int size() {
    return queue.size() + deferrable.size() + line.size();
  }

  /** Whether nothing is scheduled but by {@linkplain #startDeferrable deferrable timers}. */
  public boolean isIdle() {
    return line.isEmpty() && first(queue) == null;
  }

  private Event first() {
    return sooner(sooner(first(queue), line.peek()), first(deferrable));
  }

  private static Event sooner(Event one, Event other) {
    return one == null || other != null && other.compareTo(one) < 0 ? other : one;
  }

  private static Event first(PriorityQueue<Event> of) {
    Event sorted = of.peek();
    while (sorted != null && !sorted.pending) {
      of.poll();
      sorted = of.peek();
    }
    return sorted;
  }
}
