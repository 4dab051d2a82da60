package passerelle.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The turns that people take at one lab, who each sit at a terminal and have a thread of their own:
 * a monitor (Hoare). Whoever does something has the turn. Of those who wait for something to
 * happen, one has it, too, and moves the lab on; it is handed over, between two steps of the lab,
 * to whoever wants to do something else, or has waited long enough.
 *
 * <p>At every moment at most one thread works in the lab. Who waits is woken by whoever gives the
 * turn back, so that the lab moves on as long as anybody waits.
 */
public final class Turns {
  private static final long LONGEST_PAUSE = 100;

  private final ReentrantLock lock = new ReentrantLock(true);

  /** Those who want a turn, and whom the one who moves the lab on makes room for. */
  private final AtomicInteger wanted = new AtomicInteger();

  private final List<Wait> waits = new ArrayList<>();
  private final ThreadLocal<Person> mine = ThreadLocal.withInitial(() -> Person.FIRST);
  private volatile Person present = Person.FIRST;
  private volatile Runnable waker = () -> {};
  private Consumer<Person> announcer = person -> {};
  private final Runnable breath;

  /** Turns of people with a thread each. */
  public Turns() {
    this(() -> {});
  }

  /**
   * Turns of people whose threads are not the machine's.
   *
   * @param breath done often while the lab moves on; lets whatever else there is have the processor
   */
  public Turns(Runnable breath) {
    this.breath = breath;
  }

  /** Somebody who waits. */
  private record Wait(Thread who, BooleanSupplier done, Condition turn) {}

  /**
   * Another lab has come, or the first.
   *
   * @param announce tells it from now on who has the turn
   * @param wake ends its wait for the clock; any thread calls it
   */
  public void serve(Consumer<Person> announce, Runnable wake) {
    announcer = announce;
    waker = wake;
    announce.accept(present);
  }

  /** Who has the turn, or had it last. */
  public Person present() {
    return present;
  }

  /** Who calls, also while somebody else has the turn. */
  public Person mine() {
    return mine.get();
  }

  /** Does something when it is a person's turn; within a turn at once. */
  public <T> T take(Person person, Supplier<T> deed) {
    enter(person);
    try {
      return deed.get();
    } finally {
      leave();
    }
  }

  /** The same without an answer. */
  public void take(Person person, Runnable deed) {
    enter(person);
    try {
      deed.run();
    } finally {
      leave();
    }
  }

  /** The same, unless the turn does not come soon. */
  public <T> Optional<T> takeSoon(Person person, long milliseconds, Supplier<T> deed) {
    wanted.incrementAndGet();
    boolean mine;
    try {
      waker.run();
      mine = lock.tryLock(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      wanted.decrementAndGet();
    }
    if (!mine) {
      return Optional.empty();
    }
    try {
      begin(person);
      return Optional.of(deed.get());
    } finally {
      leave();
    }
  }

  private void enter(Person person) {
    if (!lock.isHeldByCurrentThread()) {
      wanted.incrementAndGet();
      waker.run();
      lock.lock();
      wanted.decrementAndGet();
      begin(person);
    } else {
      lock.lock();
    }
  }

  private void begin(Person person) {
    present = person;
    mine.set(person);
    announcer.accept(person);
  }

  private void leave() {
    if (lock.getHoldCount() == 1) {
      passOn();
    }
    lock.unlock();
  }

  /** Wakes one of those who wait: who has waited long enough, else whoever moves the lab on. */
  private void passOn() {
    waits.stream()
        .filter(wait -> wait.done().getAsBoolean())
        .findFirst()
        .or(() -> waits.stream().findFirst())
        .ifPresent(wait -> wait.turn().signal());
  }

  /**
   * Waits until something is done. Outside of a turn, where nobody else is, it is moved on at once.
   *
   * @param mover moves the lab on until what it is given is true; false when nothing is left that
   *     could happen
   * @return whether it is done
   */
  boolean await(BooleanSupplier done, Predicate<BooleanSupplier> mover) {
    if (!lock.isHeldByCurrentThread()) {
      return mover.test(done);
    }
    Person mine = present;
    Wait wait = new Wait(Thread.currentThread(), done, lock.newCondition());
    waits.add(wait);
    try {
      // What was asked for a moment ago is only begun when the lab is moved on.
      while (mover.test(() -> done.getAsBoolean() || isAskedFor(wait)) && !done.getAsBoolean()) {
        wakeOther(wait);
        pause(wait.turn());
        begin(mine);
        if (done.getAsBoolean()) {
          return true;
        }
      }
      return done.getAsBoolean();
    } finally {
      waits.remove(wait);
    }
  }

  /** Until it is one's turn again: whoever wanted one may have given up meanwhile. */
  private static void pause(Condition turn) {
    try {
      turn.await(LONGEST_PAUSE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAskedFor(Wait mine) {
    return wanted.get() > 0
        || waits.stream().anyMatch(wait -> wait != mine && wait.done().getAsBoolean());
  }

  private void wakeOther(Wait mine) {
    waits.stream()
        .filter(wait -> wait != mine && wait.done().getAsBoolean())
        .findFirst()
        .ifPresent(wait -> wait.turn().signal());
  }

  /**
   * Lets others have the turn who want it, or have waited long enough: for whoever moves the lab on
   * and does not {@link #await}.
   */
  public void giveWay() {
    breathe();
    if (lock.isHeldByCurrentThread() && !isWaiting() && isAskedFor()) {
      aside(() -> {});
    }
  }

  /** Lets whatever else there is have the processor, also from a lab that nobody sits at. */
  public void breathe() {
    breath.run();
  }

  private boolean isWaiting() {
    return waits.stream().anyMatch(wait -> wait.who() == Thread.currentThread());
  }

  /** Asked between any two steps of the lab, so without a stream. */
  private boolean isAskedFor() {
    boolean asked = wanted.get() > 0;
    for (int i = 0; i < waits.size() && !asked; i++) {
      asked = waits.get(i).done().getAsBoolean();
    }
    return asked;
  }

  /** Does something that does not touch the lab and may take long; others have the turn then. */
  public void aside(Runnable deed) {
    if (!lock.isHeldByCurrentThread()) {
      deed.run();
      return;
    }
    Person mine = present;
    int depth = lock.getHoldCount();
    passOn();
    for (int i = 0; i < depth; i++) {
      lock.unlock();
    }
    try {
      deed.run();
    } finally {
      wanted.incrementAndGet();
      waker.run();
      for (int i = 0; i < depth; i++) {
        lock.lock();
      }
      wanted.decrementAndGet();
      begin(mine);
    }
  }
}
