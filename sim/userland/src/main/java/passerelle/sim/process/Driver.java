package passerelle.sim.process;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import passerelle.sim.core.EventLoop;

/**
 * Moves a lab on: events of the loop, in between the programs that can go on, and whatever other
 * threads ask. One thread of the caller does it; a program that waits while no other can go on does
 * some of it on its own stack, which saves two changes of thread a step.
 */
final class Driver {
  private static final Runnable NOBODY = () -> {};

  private final EventLoop loop;
  private final RunQueue programs;
  private final Foregrounds foregrounds;
  private final Notices notices;
  private final Inbox inbox = new Inbox();
  private volatile Pacer pacer = Pacer.NONE;
  private volatile Runnable courtesy = NOBODY;
  private volatile Runnable breath = NOBODY;
  private Patience patience = Patience.A_DAY;
  private boolean inEvent;

  /** A program has moved the lab on since it was last listened. */
  private boolean movedWithin;

  /** What is waited for; empty while nobody moves the lab on. */
  private Optional<BooleanSupplier> awaited = Optional.empty();

  Driver(EventLoop loop, RunQueue programs, Foregrounds foregrounds, Notices notices) {
    this.loop = loop;
    this.programs = programs;
    this.foregrounds = foregrounds;
    this.notices = notices;
  }

  void setPacer(Pacer newPacer) {
    pacer = newPacer;
  }

  /** See {@link Scheduler#setCourtesy}. */
  void setCourtesy(Runnable between, Runnable within) {
    courtesy = between;
    breath = within;
  }

  void setPatience(Patience howLong) {
    patience = howLong;
  }

  /** See {@link Scheduler#post}. */
  void post(Runnable task) {
    inbox.put(task);
    pacer.wake();
  }

  /** Ends a wait for the clock. Any thread may call this. */
  void wake() {
    pacer.wake();
  }

  /** Whether the callback of an event runs, which must not wait. */
  boolean isInEvent() {
    return inEvent;
  }

  /**
   * Moves the lab on until {@code done}.
   *
   * @return false when nothing is left that could happen, and it is still not done
   */
  boolean drive(BooleanSupplier done) {
    if (inEvent) {
      throw new IllegalStateException("the callback of an event must not wait");
    }
    Optional<BooleanSupplier> outer = awaited;
    awaited = Optional.of(done);
    try {
      return driveOn(done);
    } finally {
      awaited = outer;
    }
  }

  private boolean driveOn(BooleanSupplier done) {
    while (true) {
      courtesy.run();
      programs.resumeReady();
      movedWithin = false;
      if (!pacer.isBehind(loop.dueAt())) {
        listen();
        programs.resumeReady();
      }
      if (done.getAsBoolean()) {
        return true;
      }
      if (movedWithin) {
        // What has happened there, Ctrl-C above all, is heard before the next step.
        continue;
      }
      if (foregrounds.present().isInterruptedWithoutCommand()) {
        return false;
      }
      boolean late = foregrounds.isLate(loop.now(), patience);
      boolean stuck = late || !step();
      boolean silent = stuck && programs.isQuiet() && inbox.isEmpty();
      if (silent && !giveUp(late)) {
        return false;
      }
    }
  }

  /**
   * One step of the lab on the stack of a program that waits, while no other can go on.
   *
   * @return false where whoever moves the lab on has to look, or others may have the lab
   */
  boolean stepWithin() {
    boolean alone = pacer == Pacer.NONE && courtesy == breath;
    if (!alone
        || awaited.filter(done -> !done.getAsBoolean()).isEmpty()
        || !inbox.isEmpty()
        || foregrounds.isInterrupted()
        || foregrounds.isLate(loop.now(), patience)) {
      return false;
    }
    breath.run();
    movedWithin = true;
    return step();
  }

  private boolean giveUp(boolean late) {
    return late
        ? foregrounds.endLate(patience, loop.now(), notices)
        : foregrounds.giveUp(false, loop.now(), notices);
  }

  /** Hears what other threads ask, in the midst of a computation. */
  void listen() {
    breath.run();
    hear();
  }

  /** The same without a breath. */
  void hear() {
    inbox.work();
    foregrounds.deliverInterrupts(loop.now());
  }

  private boolean step() {
    if (loop.isIdle() && !pacer.isPatient()) {
      return false;
    }
    long due = loop.dueAt();
    long now = pacer.passUntil(foregrounds.deadline(due, patience));
    if (now < due) {
      loop.advance(Math.max(0, now - loop.now()));
      return true;
    }
    inEvent = true;
    try {
      return loop.step();
    } catch (RuntimeException | StackOverflowError bug) {
      notices.tell("bug", "kernel", bug);
      return true;
    } finally {
      inEvent = false;
    }
  }
}
