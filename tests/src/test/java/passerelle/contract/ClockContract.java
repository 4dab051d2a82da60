package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import passerelle.kernel.Kernel;

/** Time. */
abstract class ClockContract extends KernelContract {
  private static final long MILLISECOND = 1_000_000L;

  private final List<String> rung = new ArrayList<>();

  ClockContract(Supplier<Kernel> maker) {
    super(maker);
  }

  @Test
  void timePasses() {
    long before = kernel.clock().now();
    kernel.clock().advance(20 * MILLISECOND);
    assertTrue(kernel.clock().now() - before >= 20 * MILLISECOND);
  }

  @Test
  void timersRingInTheOrderOfTheirTimes() {
    // So far apart that a busy machine cannot pass over one before the next is set.
    kernel.clock().after(900 * MILLISECOND, () -> rung.add("third"));
    kernel.clock().after(300 * MILLISECOND, () -> rung.add("first"));
    kernel.clock().after(600 * MILLISECOND, () -> rung.add("second"));
    assertTrue(kernel.clock().advanceUntil(() -> rung.size() == 3, 60_000 * MILLISECOND));
    assertEquals(List.of("first", "second", "third"), rung);
  }

  @Test
  void whoWaitsGoesOnWhenItsConditionHolds() {
    long before = kernel.clock().now();
    kernel.clock().after(20 * MILLISECOND, () -> rung.add("bell"));
    assertTrue(kernel.clock().advanceUntil(() -> !rung.isEmpty(), 60_000 * MILLISECOND));
    assertTrue(kernel.clock().now() - before < 30_000 * MILLISECOND);
  }

  @Test
  void whoWaitsInVainIsToldSo() {
    long before = kernel.clock().now();
    assertFalse(kernel.clock().advanceUntil(() -> false, 30 * MILLISECOND));
    assertTrue(kernel.clock().now() - before >= 30 * MILLISECOND);
  }

  @Test
  void aTimerMaySetAnother() {
    kernel
        .clock()
        .after(
            10 * MILLISECOND,
            () -> kernel.clock().after(10 * MILLISECOND, () -> rung.add("second")));
    assertTrue(kernel.clock().advanceUntil(() -> !rung.isEmpty(), 60_000 * MILLISECOND));
  }
}
