package passerelle.sim.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import passerelle.sim.core.EventLoop;

/**
 * Decides what runs next: an event of the loop, or a straight-line program whose wait is over.
 * Exactly one of them runs at any moment, in an order that depends on nothing but virtual time and
 * the order of scheduling, never on Java's threads ({@code kernel/sched/core.c}, without
 * preemption).
 *
 * <p>One thread of the caller, the driver, moves the lab on: with {@link #runForeground}, {@link
 * #runUntil} or {@link #advance}.
 */
public final class Scheduler implements AutoCloseable {
  private final EventLoop loop;
  private final ProcessTable processes = new ProcessTable();
  private final RunQueue programs = new RunQueue();
  private final Foregrounds foregrounds = new Foregrounds();
  private long announced;
  private long prepared;
  private final Processor processor;
  private final Memory memory = new Memory();
  private final Notices notices = new Notices(foregrounds);
  private final Driver driver;

  /** A scheduler on {@code loop}; there is one a lab. */
  public Scheduler(EventLoop loop) {
    this.loop = loop;
    processor = new Processor(this, foregrounds, notices);
    driver = new Driver(loop, programs, foregrounds, notices);
  }

  /** The loop that gives the time. */
  public EventLoop loop() {
    return loop;
  }

  /** Sets who is asked before the clock moves. */
  public void setPacer(Pacer newPacer) {
    driver.setPacer(newPacer);
  }

  /**
   * What is done so that others need not wait for whoever moves the lab on.
   *
   * @param between between two steps of the lab, where others may have it
   * @param within in the midst of a computation as well, where the lab must be left alone; any
   *     thread of the lab does it
   */
  public void setCourtesy(Runnable between, Runnable within) {
    driver.setCourtesy(between, within);
  }

  /** What Passerelle itself has to say of the lab. */
  public Notices notices() {
    return notices;
  }

  /**
   * Sets how many steps a process may compute more than it rests; 5 million at first. Who does
   * nothing but compute gets twice as many, since half of them pass for rest.
   */
  public void setBudget(long steps) {
    processor.setBudget(steps);
  }

  /** Sets after how long a foreground command is interrupted; a day at first. */
  public void setPatience(Patience howLong) {
    driver.setPatience(howLong);
  }

  /** The processes that run, of all places, in the order of their start. */
  public Collection<Process> processes() {
    return processes.all();
  }

  /**
   * Does something between two steps of the lab, at the moment that the clock shows then: a key
   * that is typed, above all. Any thread may call this; a wait for the clock ends.
   */
  public void post(Runnable task) {
    driver.post(task);
  }

  /** One more person who may wait for something in this lab, at another terminal. */
  public Foreground anotherForeground() {
    return new Foreground();
  }

  /** Who has the turn: what is waited for from now on is that person's. */
  public void setForeground(Foreground next) {
    foregrounds.setPresent(next);
  }

  /**
   * Ctrl-C of the person who has the turn: the foreground command gets SIGINT. Any thread may call
   * this.
   */
  public void requestInterrupt() {
    requestInterrupt(foregrounds.present());
  }

  /** Ctrl-C of a person. Any thread may call this. */
  public void requestInterrupt(Foreground person) {
    person.requestInterrupt();
    driver.wake();
  }

  /** When the foreground command has heard Ctrl-C, in nanoseconds since it began. */
  public List<Long> interrupts() {
    return foregrounds.present().heard();
  }

  /** Lets time pass after a command, but that whoever has pressed Ctrl-C is not kept waiting. */
  public void settle(long nanos) {
    if (!foregrounds.present().wasInterrupted()) {
      advance(nanos);
    }
  }

  /** A program that nobody waits for is going to show something on a terminal at that moment. */
  public void announce(long moment) {
    announced = Math.max(announced, moment);
  }

  /** A server prepares its work until that moment; nobody types so fast. */
  public void prepares(long moment) {
    prepared = Math.max(prepared, moment);
  }

  /** How long it takes until all servers are prepared, in nanoseconds. */
  public long untilPrepared() {
    return Math.max(0, prepared - loop.now());
  }

  /** How long it takes until all that was announced is shown, in nanoseconds. */
  public long untilShown() {
    return Math.max(0, announced - loop.now());
  }

  /** Forgets a Ctrl-C that nobody was there for any more. */
  public void forgetInterrupt() {
    foregrounds.present().forgetInterrupt();
  }

  /**
   * Runs a process that was made and not yet started to its end, on the caller's thread, while the
   * rest of the lab goes on.
   *
   * @return the exit status
   */
  public int runForeground(Process process) {
    return inForeground(
        Seat.of(process),
        () -> {
          process.runHere();
          driver.drive(() -> !process.isRunning());
          return process.status();
        });
  }

  /**
   * Runs code of an event-driven process that may wait, such as one line of a shell session, on the
   * caller's thread, while the rest of the lab goes on. Ctrl-C ends the code, not the process.
   *
   * @return 130 if it was interrupted, the exit status if it ended the process, else 0
   */
  public int runForeground(Process process, Runnable code) {
    return inForeground(Seat.of(process), () -> process.life().runInteractively(code));
  }

  /**
   * Somebody waits for a command until the code ends, which moves the lab on by {@link #runUntil},
   * or leaves that for a while to others who wait.
   */
  public boolean waitAt(Seat seat, BooleanSupplier code) {
    return inForeground(seat, () -> code.getAsBoolean() ? 1 : 0) == 1;
  }

  private int inForeground(Seat seat, IntSupplier code) {
    Foreground mine = foregrounds.present();
    Optional<Seat> outer = foregrounds.enter(mine, seat, loop.now());
    notices.rearm();
    processor.beginCommand();
    try {
      return code.getAsInt();
    } finally {
      foregrounds.leave(mine, outer);
    }
  }

  /**
   * Moves the lab on until {@code done}. Also for straight-line programs, which wait for it.
   *
   * @return false when nothing is left that could happen, and it is still not done
   */
  public boolean runUntil(BooleanSupplier done) {
    if (programs.isInProgram()) {
      Waiter waiter = new Waiter(Optional.empty(), done);
      if (!waiter.isReady()) {
        programs.park(waiter, true, driver::stepWithin);
      }
      return true;
    }
    return driver.drive(done);
  }

  /** Lets {@code nanos} of virtual time pass. */
  public void advance(long nanos) {
    boolean[] passed = {false};
    loop.schedule(nanos, () -> passed[0] = true);
    runUntil(() -> passed[0]);
  }

  /** Ends all processes at once and every thread. */
  @Override
  public void close() {
    for (Process process : processes()) {
      process.signal(Signal.KILL);
    }
    programs.resumeReady();
    programs.close();
  }

  ProcessTable table() {
    return processes;
  }

  void forget(Process process) {
    processes.remove(process);
    wakeAll(process);
  }

  /** Looks again at whatever the process waits for: it ended, or goes on after a STOP. */
  void wakeAll(Process process) {
    programs.wakeAll(process);
  }

  void wake(Waiter waiter) {
    programs.wake(waiter);
  }

  boolean isParked(Waiter waiter) {
    return programs.isParked(waiter);
  }

  void startCoroutine(Process process, BlockingProgram program) {
    Waiter start = new Waiter(Optional.of(process), () -> true);
    programs.start(start, () -> process.life().runStraight(program));
  }

  /** Runs work of the lab's own, which may wait, beside everything else. */
  public void startTask(Runnable task) {
    programs.start(
        new Waiter(Optional.empty(), () -> true),
        () -> {
          try {
            task.run();
          } catch (RuntimeException | StackOverflowError bug) {
            notices.tell("bug", "dockerd", bug);
          }
        });
  }

  Memory memory() {
    return memory;
  }

  Processor processor() {
    return processor;
  }

  /** Whether whoever runs now may wait: everybody but the callback of an event. */
  boolean mayWait() {
    return programs.isInProgram() || !driver.isInEvent();
  }

  /**
   * Runs a program for which another waits on that one's stack.
   *
   * @return false when that stack is too deep already
   */
  boolean nest(Runnable program) {
    return programs.nest(program);
  }

  void timeOut(Waiter waiter) {
    waiter.timeOut();
    wake(waiter);
  }

  /**
   * Waits until the waiter is ready.
   *
   * @param polling whether it is looked at after every event, or only when woken
   */
  void await(Process process, Waiter waiter, boolean polling) {
    if (waiter.isReady()) {
      return;
    }
    if (programs.isInProgram()) {
      programs.park(waiter, polling, driver::stepWithin);
    } else if (!driver.drive(waiter::isReady)) {
      process.signal(Signal.KILL);
    }
  }

  /** Hears what other threads ask, in the midst of a computation. */
  void listen() {
    driver.listen();
  }

  /** The same without a breath. */
  void hear() {
    driver.hear();
  }
}
