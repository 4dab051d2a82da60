package passerelle.cli.cast;

import java.util.function.LongSupplier;

/** How long a recording goes on, in nanoseconds: never less than before. */
public final class Stopwatch implements LongSupplier {
  private LongSupplier clock;
  private long last;
  private long passed;

  private Stopwatch(LongSupplier clock) {
    this.clock = clock;
    last = clock.getAsLong();
  }

  /** That on the wall. */
  public static Stopwatch onTheWall() {
    return new Stopwatch(System::nanoTime);
  }

  /**
   * From now on it goes by another clock, which may be set back when a lab is made anew.
   *
   * @param anew from nothing
   */
  synchronized void follow(LongSupplier other, boolean anew) {
    passed = anew ? 0 : getAsLong();
    clock = other;
    last = other.getAsLong();
  }

  /** So much time passes for whoever looks on, which no clock shows. */
  synchronized void pass(long nanos) {
    passed += nanos;
  }

  @Override
  public synchronized long getAsLong() {
    long now = clock.getAsLong();
    passed += Math.max(0, now - last);
    last = now;
    return passed;
  }
}
