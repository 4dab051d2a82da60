package passerelle.sim.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What all namespaces of the simulated kernel share: the clock, the randomness, the tracer and the
 * number of the next socket buffer. The kernel has no twin of it, but global variables.
 */
public final class Machine {
  private final EventLoop loop = new EventLoop();
  private final Backlog backlog = new Backlog(loop);
  private final LabRandom random;
  private final Tracer tracer = new Tracer();
  private final List<LogLine> log = new ArrayList<>();
  private boolean frameHooks;
  private long lastSkb;
  private long lastSocket;

  public Machine(long seed) {
    random = new LabRandom(seed);
  }

  public EventLoop loop() {
    return loop;
  }

  public Backlog backlog() {
    return backlog;
  }

  /** Ticks of the clock since it began. */
  public long jiffies() {
    return now() / TimerWheel.TICK;
  }

  public LabRandom random() {
    return random;
  }

  public Tracer tracer() {
    return tracer;
  }

  /** Nanoseconds of virtual time. */
  public long now() {
    return loop.now();
  }

  /**
   * Whether some namespace has had rules for frames: only then it is asked for them ({@code
   * nf_hooks_needed}).
   */
  public boolean needsFrameHooks() {
    return frameHooks;
  }

  /** A namespace has rules for frames. */
  public void needFrameHooks() {
    frameHooks = true;
  }

  /** The number for a new socket buffer, from 1. */
  public long nextSkb() {
    return ++lastSkb;
  }

  /** The number for a new socket, from 1. */
  public long nextSocket() {
    return ++lastSocket;
  }

  /** Writes a line to the kernel's log ({@code printk}); kept for {@code dmesg}. */
  public void log(String line) {
    log.add(new LogLine(now(), line));
  }

  /** The kernel's log, oldest line first. */
  public List<LogLine> log() {
    return List.copyOf(log);
  }

  /**
   * A line of the kernel's log.
   *
   * @param time nanoseconds since boot
   * @param text what it says
   */
  public record LogLine(long time, String text) {}
}
