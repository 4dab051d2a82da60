package passerelle.real.space;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import passerelle.kernel.KernelException;
import passerelle.real.clock.RealClock;

/** The processes that the JVM has started for a lab and not yet waited for. */
final class ProcessTable implements AutoCloseable {
  private static final long PATIENCE = 2_000_000_000L;

  private final RealClock clock;
  private final Reactor reactor;
  private final Set<RealProcess> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ProcessTable(RealClock clock) throws KernelException {
    this.clock = clock;
    reactor = new Reactor();
  }

  RealClock clock() {
    return clock;
  }

  Reactor reactor() {
    return reactor;
  }

  /** Nobody listens any more to what processes print and how they end. */
  boolean isClosed() {
    return closed;
  }

  void add(RealProcess process) {
    running.add(process);
  }

  /** Called holding the clock, so that who waits for it wakes up. */
  void remove(RealProcess process) {
    running.remove(process);
  }

  /** Kills all and waits until they are gone. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(running).forEach(process -> process.send(Signals.KILL));
    clock.advanceUntil(running::isEmpty, PATIENCE);
    reactor.close();
  }
}
