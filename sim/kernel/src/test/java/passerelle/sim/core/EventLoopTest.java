package passerelle.sim.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is scheduled when, it happens in the order of (time, scheduling). */
class EventLoopTest {
  private final EventLoop loop = new EventLoop();
  private final List<Planned> planned = new ArrayList<>();
  private final List<Planned> happened = new ArrayList<>();

  private record Planned(long time, int number) {}

  private final class Frame extends EventLoop.Event {
    private final Planned planned;

    private Frame(Planned planned) {
      this.planned = planned;
    }

    @Override
    protected void run() {
      happened.add(planned);
    }
  }

  @Example
  void whatIsCancelledLongBeforeItIsDueIsNotKept() {
    for (int i = 0; i < 10_000; i++) {
      loop.startTimer(5 * 86_400 * EventLoop.SECOND, () -> {}).cancel();
      loop.schedule(i, new Frame(new Planned(i, i)));
    }
    assertTrue(loop.size() < 15_000, "kept: " + loop.size());
    loop.advance(10_000);
    assertEquals(10_000, happened.size());
  }

  /** A frame, something else, or something else that is cancelled; each may begin another. */
  private void schedule(int kind, long delay, int number) {
    Planned next = new Planned(loop.now() + delay, number);
    if (kind == 0) {
      planned.add(next);
      loop.schedule(delay, new Frame(next));
    } else if (kind == 1) {
      planned.add(next);
      loop.schedule(
          delay,
          () -> {
            happened.add(next);
            schedule(0, delay / 2, number + 1000);
          });
    } else {
      loop.schedule(delay, () -> happened.add(next)).cancel();
    }
  }

  @Property(tries = 300)
  void eventsHappenInOrder(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 89) Integer> choices) {
    for (int i = 0; i < choices.size(); i++) {
      schedule(choices.get(i) % 3, choices.get(i) / 3, i);
      if (choices.get(i) % 5 == 0) {
        loop.step();
      }
    }
    while (loop.dueAt() != Long.MAX_VALUE) {
      loop.step();
    }
    planned.sort(Comparator.comparingLong(Planned::time));
    // The list was in the order of scheduling, which sorting by time keeps.
    assertEquals(planned, happened);
  }
}
