package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Those who want to hear that something changed ({@code wait_queue_head_t}): once woken they look
 * again, and enlist again if they must.
 */
public final class WaitList {
  private List<Runnable> waiters = List.of();

  /** Calls {@code waiter} at the next {@link #wake}, once. */
  public void add(Runnable waiter) {
    if (waiters.isEmpty()) {
      waiters = new ArrayList<>();
    }
    waiters.add(waiter);
  }

  /** Calls, in the order of their enlisting, all that wait now. */
  public void wake() {
    if (!waiters.isEmpty()) {
      List<Runnable> woken = waiters;
      waiters = List.of();
      woken.forEach(Runnable::run);
    }
  }
}
