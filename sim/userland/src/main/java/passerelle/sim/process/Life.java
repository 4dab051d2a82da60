package passerelle.sim.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.core.EventLoop;

/** From the first step of a process to its end: what runs, signals, and what happens at exit. */
final class Life {
  /** {@code EX_SOFTWARE} of {@code sysexits.h}. */
  static final int BUG_STATUS = 70;

  private final Process process;
  private final SignalHandlers handlers;
  private final ArrayDeque<Runnable> closers = new ArrayDeque<>(1);
  private final List<Runnable> exitListeners = new ArrayList<>();
  private final List<Runnable> deferred = new ArrayList<>();
  private final WaitList ended = new WaitList();
  private Program program;
  private boolean running = true;
  private boolean suspended;
  private boolean straight;
  private boolean interactive;
  private boolean interrupted;
  private int failed;
  private boolean lingering;
  private final long startedAt;
  private long endedAt;
  private Optional<Signal> deadly = Optional.empty();
  private Optional<Signal> stopper = Optional.empty();
  private int status;
  private final CpuTime cpuTime = new CpuTime();

  Life(Process process, Program program, SignalHandlers handlers) {
    this.process = process;
    this.handlers = handlers;
    this.program = program;
    startedAt = process.scheduler().loop().now();
  }

  long startedAt() {
    return startedAt;
  }

  boolean isRunning() {
    return running;
  }

  boolean isSuspended() {
    return suspended;
  }

  boolean isStraight() {
    return straight;
  }

  int status() {
    return status;
  }

  WaitList ended() {
    return ended;
  }

  void start() {
    guard(() -> program.start(process)).run();
  }

  void runHere() {
    if (program instanceof BlockingProgram blocking) {
      if (!process.scheduler().nest(() -> runStraight(blocking))) {
        start();
      }
    } else {
      start();
    }
  }

  void runStraight(BlockingProgram blocking) {
    runGuarded(
        () -> {
          straight = true;
          mayGoOn();
          exit(blocking.run(process));
        });
  }

  /** False after the end; unwinds the stack of a straight-line program then. */
  boolean mayGoOn() {
    if (!running && (straight || interactive)) {
      throw new Killed(process);
    }
    if (interrupted && running) {
      interrupted = false;
      throw new Interrupted(process, Signal.INT);
    }
    return running;
  }

  /**
   * Runs code for an event-driven process that may wait and be interrupted.
   *
   * @return the status of SIGINT if it was interrupted, else that of the process
   */
  int runInteractively(Runnable code) {
    interactive = true;
    cpuTime.reset();
    try {
      failed = 0;
      runGuarded(code);
      return running ? failed : status;
    } catch (Interrupted interrupt) {
      if (!interrupt.unwinds(process)) {
        throw interrupt;
      }
      return interrupt.signal().status();
    } finally {
      interactive = false;
      interrupted = false;
    }
  }

  /**
   * Ends what an interactive process is doing, whatever it does about the signal: whoever sits
   * there wants an end of that. Another process gets the signal.
   */
  void interrupt(Signal signal) {
    if (interactive) {
      interruptCommand();
    } else {
      signal(signal);
    }
  }

  void interruptCommand() {
    interrupted = interactive;
    process.scheduler().wakeAll(process);
  }

  boolean isInterrupted() {
    return interrupted;
  }

  void exit(int exitStatus) {
    if (running) {
      process.stdout().flushAtExit();
      process.stderr().flushAtExit();
      end(exitStatus & 0xff);
    }
  }

  void compute(long steps) {
    limit(steps);
    process.scheduler().processor().compute(process, steps, straight || interactive);
    mayGoOn();
  }

  void count(long steps) {
    limit(steps);
    process.scheduler().processor().count(steps);
    mayGoOn();
  }

  private void limit(long steps) {
    Scheduler scheduler = process.scheduler();
    if (cpuTime.add(steps, process.now(), scheduler.processor().budget()) && running) {
      exhaust(scheduler);
    }
  }

  private void exhaust(Scheduler scheduler) {
    cpuTime.reset();
    long seconds = 2 * scheduler.processor().budget() * Processor.STEP / EventLoop.SECOND;
    scheduler.notices().tell(process, "cpu", process.name(), seconds);
    if (interactive) {
      throw new Interrupted(process, Signal.XCPU);
    }
    end(Signal.XCPU.status());
    if (straight) {
      throw new Killed(process);
    }
  }

  void signal(Signal signal) {
    if (running) {
      switch (signal) {
        case KILL -> die(signal);
        case STOP -> stop(signal);
        case CONT -> {
          thaw();
          guard(() -> deliver(signal)).run();
        }
        default -> guard(() -> deliver(signal)).run();
      }
    }
  }

  void onExit(Runnable listener) {
    if (running) {
      exitListeners.add(listener);
    } else {
      listener.run();
    }
  }

  void closeAtExit(Runnable closer) {
    closers.push(closer);
  }

  Runnable guard(Runnable action) {
    return () -> {
      if (running && suspended) {
        deferred.add(action);
      } else if (running) {
        runGuarded(action);
      }
    };
  }

  private void runGuarded(Runnable action) {
    try {
      action.run();
    } catch (ExitException exit) {
      exit(exit.status());
    } catch (Exec exec) {
      program = exec.program();
      handlers.flush();
      process.become(exec.argv());
      straight = false;
      process.stdout().renew();
      process.stderr().renew();
      runHere();
    } catch (Killed killed) {
      if (!killed.unwinds(process)) {
        throw killed;
      }
    } catch (ForkError none) {
      process.stderr().sink().write(line(process.name() + ": fork: " + none.getMessage()));
      fail(1);
    } catch (MemoryError full) {
      process.stderr().sink().write(line(process.name() + ": memory exhausted"));
      fail(2);
    } catch (StackOverflowError tooDeep) {
      crash();
    } catch (OutOfMemoryError full) {
      process.scheduler().notices().tell(process, "memory", process.name());
      fail(Signal.KILL.status());
    } catch (RuntimeException bug) {
      if (isTooDeep(bug)) {
        crash();
      } else {
        process.scheduler().notices().tell(process, "bug", process.name(), bug);
        fail(BUG_STATUS);
      }
    }
  }

  /** Of a stack that ends just there, {@link java.util.regex.Pattern} makes a wrong pattern. */
  private static boolean isTooDeep(RuntimeException bug) {
    return bug instanceof PatternSyntaxException wrong
        && wrong.getDescription().startsWith("Stack overflow");
  }

  private void crash() {
    process.stderr().sink().write(line("Segmentation fault"));
    fail(Signal.SEGV.status());
  }

  /** Ends the process, or what an interactive one is doing. */
  private void fail(int failure) {
    if (interactive) {
      failed = failure;
    } else {
      exit(failure);
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void deliver(Signal signal) {
    Optional<Runnable> handler = handlers.of(signal);
    if (handler.isPresent()) {
      handler.get().run();
    } else if (process.pid() != 1) {
      switch (signal.action()) {
        case END -> die(signal);
        case STOP -> stop(signal);
        case NOTHING -> {}
      }
    }
  }

  /** Ends it as a signal does that it does not handle. */
  void die(Signal signal) {
    deadly = Optional.of(signal);
    end(signal.status());
  }

  /** Whether, when it ends now, what it holds open closes a moment later ({@code do_exit}). */
  void setLingering(boolean slow) {
    lingering = slow;
  }

  /** When it ended. */
  long endedAt() {
    return endedAt;
  }

  /** The signal that it died of. */
  Optional<Signal> killedBy() {
    return deadly;
  }

  /** The signal that stopped it last. */
  Optional<Signal> stoppedBy() {
    return stopper;
  }

  private void stop(Signal signal) {
    suspended = true;
    stopper = Optional.of(signal);
    process.group().changed().wake();
  }

  private void thaw() {
    suspended = false;
    process.group().changed().wake();
    List<Runnable> late = List.copyOf(deferred);
    deferred.clear();
    late.forEach(action -> guard(action).run());
    process.scheduler().wakeAll(process);
  }

  private void end(int exitStatus) {
    running = false;
    endedAt = process.now();
    status = exitStatus;
    process.endlessness.end();
    process.numbers.dismiss(process);
    process.scheduler().forget(process);
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
    if (lingering) {
      process.scheduler().loop().schedule(0, process::releaseAll);
    } else {
      process.releaseAll();
    }
    exitListeners.forEach(Runnable::run);
    ended.wake();
    process.group().remove(process);
  }
}
