package passerelle.sim.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Kernel timers go off when the timer wheel of Linux lets them. */
class KernelTimersTest {
  private static final long TICK = 4_000_000;
  private static final long SECOND = EventLoop.SECOND;

  private final EventLoop loop = new EventLoop();

  private long firing(long now, long delay) {
    EventLoop fresh = new EventLoop();
    fresh.advance(now);
    return fresh.startTimer(delay, () -> {}).time();
  }

  @Test
  void aSecondTakesUpTo1032MillisecondsAndThen1024() {
    assertEquals(1_024_000_000L, firing(0, SECOND));
    assertEquals(1_024_000_000L, firing(23_999_999, SECOND));
    assertEquals(1_056_000_000L, firing(24_000_000, SECOND));
    assertEquals(2_048_000_000L, firing(1_024_000_000L, SECOND));
  }

  /** The gaps between SYNs that a Linux 6.18 sent to a neighbour that never answered. */
  @Test
  void longerDelaysAreRoundedMore() {
    assertEquals(2_016_000_000L, firing(0, 2 * SECOND));
    assertEquals(4_096_000_000L, firing(0, 4 * SECOND));
    assertEquals(8_192_000_000L, firing(0, 8 * SECOND));
    assertEquals(16_128_000_000L, firing(0, 16 * SECOND));
    assertEquals(32_768_000_000L, firing(0, 32 * SECOND));
  }

  @Property
  void noTimerIsEarlyOrAnEighthAndATickLate(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long now,
      @ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long delay) {
    long late = firing(now, delay) - now - delay;
    assertTrue(late > 0, "early by " + -late);
    assertTrue(late <= delay / 7 + 2 * TICK, "late by " + late);
    assertEquals(0, firing(now, delay) % TICK);
  }

  @Test
  void ofTimersOfOneTickTheLastSetComesFirstAndAllBeforeWhatElseIsDue() {
    List<String> order = new ArrayList<>();
    long due = 1_024_000_000L;
    loop.schedule(due, () -> order.add("frame"));
    loop.startTimer(SECOND, () -> order.add("first set"));
    loop.advance(10_000_000);
    loop.startTimer(SECOND, () -> order.add("last set"));
    loop.advance(SECOND - 10_000_000 + 24_000_000);
    assertEquals(List.of("last set", "first set", "frame"), order);
  }
}
