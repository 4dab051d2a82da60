package passerelle.sim.process;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The straight-line programs of a lab that wait, and which of them goes on next. */
final class RunQueue implements AutoCloseable {
  /** So many programs wait for one another on one stack; more have stacks of their own. */
  private static final int DEEPEST_NESTING = 20;

  private final Map<Waiter, Coroutine> parked = new LinkedHashMap<>();
  private final Set<Waiter> polled = new LinkedHashSet<>();
  private final ArrayDeque<Waiter> woken = new ArrayDeque<>();
  private final CoroutinePool coroutines = new CoroutinePool();
  private Optional<Coroutine> current = Optional.empty();
  private int nesting;

  /** Begins with a body as soon as others may run. */
  void start(Waiter start, Runnable body) {
    parked.put(start, coroutines.with(body));
    woken.add(start);
  }

  /** Whether one of these programs runs now. */
  boolean isInProgram() {
    return current.isPresent();
  }

  /**
   * The program that runs waits.
   *
   * @param polling whether it is looked at after every event, or only when woken
   * @param step moves the lab on, on the stack of who waits; false where the driver has to look
   */
  void park(Waiter waiter, boolean polling, BooleanSupplier step) {
    Coroutine self = current.orElseThrow();
    parked.put(waiter, self);
    if (polling) {
      polled.add(waiter);
    }
    int mine = nesting;
    current = Optional.empty();
    Optional<Waiter> next = nextReady();
    while (next.isEmpty() && step.getAsBoolean()) {
      next = nextReady();
    }
    current = Optional.of(self);
    nesting = mine;
    if (next.filter(ready -> ready == waiter).isPresent()) {
      parked.remove(waiter);
      polled.remove(waiter);
    } else {
      next.ifPresent(woken::addFirst);
      self.pass();
    }
  }

  boolean isParked(Waiter waiter) {
    return parked.containsKey(waiter);
  }

  void wake(Waiter waiter) {
    if (parked.containsKey(waiter)) {
      woken.add(waiter);
    }
  }

  /** Looks again at whatever the process waits for: it ended, or goes on after a STOP. */
  void wakeAll(Process process) {
    parked.keySet().stream().filter(waiter -> waiter.belongsTo(process)).forEach(woken::add);
  }

  /** Nobody has been woken that has not been looked at. */
  boolean isQuiet() {
    return woken.isEmpty();
  }

  /** Lets all go on that are ready, until they wait again. */
  void resumeReady() {
    Optional<Waiter> next = nextReady();
    while (next.isPresent()) {
      resume(next.get());
      next = nextReady();
    }
  }

  private Optional<Waiter> nextReady() {
    while (!woken.isEmpty()) {
      Waiter waiter = woken.poll();
      if (parked.containsKey(waiter) && waiter.isReady()) {
        return Optional.of(waiter);
      }
    }
    if (polled.isEmpty()) {
      return Optional.empty();
    }
    for (Waiter waiter : polled) {
      if (waiter.isReady()) {
        return Optional.of(waiter);
      }
    }
    return Optional.empty();
  }

  private void resume(Waiter waiter) {
    polled.remove(waiter);
    Coroutine coroutine = parked.remove(waiter);
    current = Optional.of(coroutine);
    int outer = nesting;
    nesting = coroutine.nesting();
    try {
      coroutine.resume();
    } finally {
      current = Optional.empty();
      coroutine.nesting(nesting);
      nesting = outer;
      if (coroutine.isFinished()) {
        coroutines.giveBack(coroutine);
      }
    }
  }

  /**
   * Runs a program for which another waits on that one's stack.
   *
   * @return false when that stack is too deep already
   */
  boolean nest(Runnable program) {
    if (nesting >= DEEPEST_NESTING) {
      return false;
    }
    int outer = nesting++;
    try {
      program.run();
      return true;
    } finally {
      nesting = outer;
    }
  }

  /** Ends every thread. */
  @Override
  public void close() {
    coroutines.close();
  }
}
