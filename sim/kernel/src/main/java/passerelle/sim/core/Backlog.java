package passerelle.sim.core;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Received frames that wait for the processor ({@code enqueue_to_backlog}, {@code net_rx_action} in
 * net/core/dev.c). Of a great many it takes one after the other, and the others wait or, when too
 * many wait, are dropped: so does the storm that a loop of bridges raises find its bounds. They are
 * wide, since all that one call sends is on its way at once here.
 */
public final class Backlog {
  /** Frames on their way at one time. */
  public static final int LONGEST = 10_000;

  /** Nanoseconds of the processor that a frame takes. */
  private static final long WORK = 10_000;

  /** Nanoseconds of work that take no time: so many frames without a pause. */
  private static final long FREE = 200_000 * WORK;

  /** So many late frames are looked at before they are spoken of. */
  private static final int SAMPLE = 4096;

  private final EventLoop loop;
  private Consumer<Set<String>> listener = bridges -> {};
  private Set<String> bridges = new LinkedHashSet<>();
  private int waiting;
  private long work;
  private long since;
  private int late;

  Backlog(EventLoop loop) {
    this.loop = loop;
  }

  /** Sets who is told that frames are late or dropped, and the bridges that they come to. */
  public void onOverflow(Consumer<Set<String>> other) {
    listener = other;
  }

  /** Whether no frame is on its way. */
  public boolean isIdle() {
    return waiting == 0;
  }

  /** Whether there is room for one more frame. */
  public boolean hasRoom() {
    return waiting < LONGEST;
  }

  /**
   * A frame is on its way.
   *
   * @return nanoseconds that it waits for the processor
   */
  public long enter() {
    long now = loop.now();
    work = Math.max(0, work - (now - since)) + WORK;
    since = now;
    waiting++;
    return Math.max(0, work - FREE);
  }

  /** A frame that was on its way has arrived. */
  public void leave() {
    waiting--;
  }

  /**
   * A frame is late, or was dropped.
   *
   * @param bridge to which it comes; empty when to none
   */
  public void late(String bridge) {
    if (!bridge.isEmpty()) {
      bridges.add(bridge);
    }
    if (++late % SAMPLE == 0) {
      listener.accept(bridges);
      bridges = new LinkedHashSet<>();
    }
  }
}
