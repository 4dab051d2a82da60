package passerelle.real.capture;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Namespaces;

/**
 * One capture. A thread of its own goes round all devices, puts their frames in the order of time
 * and hands them to the ear; a frame is held back for a moment, for another device may have seen an
 * earlier one. That thread is in no namespace and holds no lock when it calls the ear. The ear must
 * not wait for who closes the capture, who waits for it.
 */
final class LiveCapture implements Kernel.Capture {
  /** Longer than the kernel takes from stamping a frame to putting it into the ring. */
  private static final long HOLD = 5_000_000;

  /**
   * A round is followed by a pause as many times as long, so that a capture costs little: to look
   * at a device takes libpcap and its binding some 10 microseconds, even if nothing has come.
   */
  private static final int BUSY = 16;

  private static final int IDLE = 80;

  private static final int MILLI = 1_000_000;
  private static final long SHORTEST_PAUSE = 4;
  private static final long LONGEST_PAUSE = 50;

  private static final Comparator<DeviceTap.Seen> IN_ORDER =
      Comparator.<DeviceTap.Seen>comparingLong(seen -> seen.frame().at())
          .thenComparingInt(DeviceTap.Seen::layer);

  private final RealClock clock;
  private final Consumer<CapturedFrame> ear;
  private final Taps taps;
  private final PriorityQueue<DeviceTap.Seen> waiting = new PriorityQueue<>(IN_ORDER);
  private final Thread thread = Daemon.thread("capture", this::listen);
  private volatile boolean closing;
  private volatile Optional<Exception> failure = Optional.empty();

  LiveCapture(
      Namespaces namespaces,
      RealClock clock,
      Predicate<CapturedDevice> wanted,
      Consumer<CapturedFrame> ear) {
    this.clock = clock;
    this.ear = ear;
    taps = new Taps(namespaces, wanted, clock.bootedAt(), this::keep);
  }

  /**
   * Begins to listen to the devices there are.
   *
   * @throws KernelException where the kernel lets nobody listen
   */
  void start() throws KernelException {
    try {
      taps.refresh();
    } catch (KernelException e) {
      taps.releaseAll();
      throw e;
    }
    thread.start();
  }

  /** Something has changed: listens to the devices that there are now. */
  void refresh() {
    try {
      taps.refresh();
    } catch (KernelException e) {
      failed(e);
    }
  }

  /** A namespace is about to be deleted; the frames seen there are kept. */
  void release(String netns) {
    taps.release(netns);
  }

  private void failed(Exception e) {
    failure = Optional.of(e);
  }

  private void keep(DeviceTap.Seen seen) {
    synchronized (waiting) {
      waiting.add(seen);
    }
  }

  private void listen() {
    try {
      while (!closing) {
        long begin = clock.now();
        taps.refresh();
        taps.drain();
        int rest = deliver(begin - HOLD) ? BUSY : IDLE;
        long pause = (clock.now() - begin) * rest / MILLI;
        taps.await((int) Math.max(SHORTEST_PAUSE, Math.min(pause, LONGEST_PAUSE)));
      }
      Thread.sleep(HOLD / MILLI);
      taps.drain();
      deliver(Long.MAX_VALUE);
    } catch (KernelException | RuntimeException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      taps.releaseAll();
    }
  }

  /**
   * Tells of all that was seen before a time: nothing earlier can come any more.
   *
   * @return whether something has been seen, or is still held back
   */
  private boolean deliver(long before) {
    boolean any = false;
    for (Optional<CapturedFrame> next = take(before); next.isPresent(); next = take(before)) {
      any = true;
      ear.accept(next.get());
    }
    synchronized (waiting) {
      return any || !waiting.isEmpty();
    }
  }

  private Optional<CapturedFrame> take(long before) {
    synchronized (waiting) {
      boolean due = !waiting.isEmpty() && waiting.peek().frame().at() < before;
      return due ? Optional.of(waiting.poll().frame()) : Optional.empty();
    }
  }

  @Override
  public long missed() {
    return taps.missed();
  }

  /**
   * Ends the capture.
   *
   * @throws IllegalStateException when it ended before, because the kernel or the ear failed
   */
  @Override
  public void close() {
    closing = true;
    Daemon.await(thread);
    failure.ifPresent(
        e -> {
          throw new IllegalStateException("the capture ended early: " + e.getMessage(), e);
        });
  }
}
