package passerelle.sim.core;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Received frames that wait for the processor ({@code enqueue_to_backlog}, {@code net_rx_action} in
 * net/core/dev.c). There is room for many, but not for the storm that a loop of bridges raises:
 * what is above the bounds is dropped, on Linux as here. The bounds are wide, since here all that
 * one call sends is on its way at once.
 */
public final class Backlog {
  /** Frames on their way at one time. */
  public static final int LONGEST = 10_000;

  /** Nanoseconds of the processor that a frame takes. */
  private static final long WORK = 4_000;

  /** As many nanoseconds of work may be left undone: a million frames without a pause. */
  private static final long MOST_WORK = 1_000_000 * WORK;

  /** So many refused frames are looked at before they are spoken of. */
  private static final int SAMPLE = 256;

  private final EventLoop loop;
  private Consumer<Set<String>> listener = bridges -> {};
  private Set<String> refusing = new LinkedHashSet<>();
  private int waiting;
  private long work;
  private long since;
  private int refused;

  Backlog(EventLoop loop) {
    this.loop = loop;
  }

  /** Sets who is told that frames are dropped, and at the ports of which bridges. */
  public void onOverflow(Consumer<Set<String>> other) {
    listener = other;
  }

  /**
   * A frame is on its way.
   *
   * @return false when there is no room for it
   */
  public boolean enter() {
    long now = loop.now();
    work = Math.max(0, work - (now - since)) + WORK;
    since = now;
    if (waiting >= LONGEST || work > MOST_WORK) {
      work -= WORK;
      return false;
    }
    waiting++;
    return true;
  }

  /** A frame that was on its way has arrived. */
  public void leave() {
    waiting--;
  }

  /**
   * A frame was refused.
   *
   * @param bridge whose port it came to; empty when to none
   */
  public void refuse(String bridge) {
    if (!bridge.isEmpty()) {
      refusing.add(bridge);
    }
    if (++refused % SAMPLE == 0) {
      listener.accept(refusing);
      refusing = new LinkedHashSet<>();
    }
  }
}
