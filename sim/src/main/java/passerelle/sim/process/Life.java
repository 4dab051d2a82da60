package passerelle.sim.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From the first step of a process to its end: what runs, signals, and what happens at exit. */
final class Life {
  private final Process process;
  private final Map<Signal, Runnable> handlers = new EnumMap<>(Signal.class);
  private final ArrayDeque<Runnable> closers = new ArrayDeque<>();
  private final List<Runnable> exitListeners = new ArrayList<>();
  private final List<Runnable> deferred = new ArrayList<>();
  private final WaitList ended = new WaitList();
  private Program program;
  private boolean running = true;
  private boolean suspended;
  private boolean straight;
  private boolean interactive;
  private boolean interrupted;
  private int status;

  Life(Process process, Program program) {
    this.process = process;
    this.program = program;
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
      runStraight(blocking);
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
      throw new Interrupted(process);
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
    try {
      runGuarded(code);
      return status;
    } catch (Interrupted interrupt) {
      if (!interrupt.unwinds(process)) {
        throw interrupt;
      }
      return Signal.INT.status();
    } finally {
      interactive = false;
      interrupted = false;
    }
  }

  /** Ends what an interactive process is doing, or the process. */
  void interrupt(Signal signal) {
    if (interactive) {
      interrupted = true;
      process.scheduler().wakeAll(process);
    } else {
      signal(signal);
    }
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

  void exhaust() {
    if (running) {
      if (process.scheduler().isFirstExhausted()) {
        process.stderr().sink().write(Messages.exhausted(process.name()));
      }
      if (interactive) {
        throw new Interrupted(process);
      }
      end(Signal.INT.status());
    }
    throw new Killed(process);
  }

  void onSignal(Signal signal, Runnable handler) {
    handlers.put(signal, handler);
  }

  void resetSignal(Signal signal) {
    handlers.remove(signal);
  }

  boolean handles(Signal signal) {
    return handlers.containsKey(signal);
  }

  void signal(Signal signal) {
    if (running) {
      switch (signal) {
        case KILL -> end(signal.status());
        case STOP -> suspended = true;
        case CONT -> thaw();
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
      process.become(exec.argv());
      straight = false;
      runHere();
    } catch (Killed killed) {
      if (!killed.unwinds(process)) {
        throw killed;
      }
    } catch (RuntimeException | StackOverflowError bug) {
      process.stderr().sink().write(Messages.bug(process.name(), bug));
      exit(Messages.BUG_STATUS);
    }
  }

  private void deliver(Signal signal) {
    Runnable handler = handlers.get(signal);
    if (handler != null) {
      handler.run();
    } else if (!process.isInit()) {
      end(signal.status());
    }
  }

  private void thaw() {
    suspended = false;
    List<Runnable> late = List.copyOf(deferred);
    deferred.clear();
    late.forEach(action -> guard(action).run());
    process.scheduler().wakeAll(process);
  }

  private void end(int exitStatus) {
    running = false;
    status = exitStatus;
    process.place().dismiss(process);
    process.scheduler().forget(process);
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
    process.releaseStreams();
    exitListeners.forEach(Runnable::run);
    ended.wake();
  }
}
