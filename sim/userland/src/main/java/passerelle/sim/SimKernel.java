package passerelle.sim;

import java.util.Set;
import java.util.function.BooleanSupplier;
import passerelle.kernel.Kernel;
import passerelle.sim.core.Backlog;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.Scheduler;

/** The simulated kernel: one machine, its namespaces and its processes. */
public final class SimKernel implements Kernel {
  private final Machine machine;
  private final Namespaces namespaces;
  private final Scheduler scheduler;
  private final SimControl control;
  private final SimView view;
  private final SimSpaces spaces;
  private final SimCaptures captures;
  private final Clock clock = new SimClock();
  private boolean closed;

  /**
   * A kernel without namespaces.
   *
   * @param seed what all randomness grows from: one seed, one run
   */
  public SimKernel(long seed) {
    machine = new Machine(seed);
    namespaces = new Namespaces(machine);
    scheduler = new Scheduler(machine.loop());
    view = new SimView(namespaces);
    spaces = new SimSpaces(this);
    control = new SimControl(namespaces, spaces.settings(), spaces.modules());
    captures = new SimCaptures(machine.tracer());
    machine.backlog().onOverflow(this::tellOfStorm);
  }

  private void tellOfStorm(Set<String> bridges) {
    if (bridges.isEmpty()) {
      scheduler.notices().tell("flood", Backlog.LONGEST);
    } else {
      scheduler.notices().tell("storm", String.join(", ", bridges), Backlog.LONGEST);
    }
  }

  public Machine machine() {
    return machine;
  }

  public Namespaces namespaces() {
    return namespaces;
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  /** The lab ends: nobody is told of the end of single processes any more. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public Control control() {
    return control;
  }

  @Override
  public View view() {
    return view;
  }

  @Override
  public SimSpaces spaces() {
    return spaces;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Captures captures() {
    return captures;
  }

  @Override
  public void close() {
    closed = true;
    scheduler.close();
  }

  private final class SimClock implements Clock {
    @Override
    public long now() {
      return machine.now();
    }

    @Override
    public void advance(long nanos) {
      scheduler.advance(nanos);
    }

    @Override
    public boolean advanceUntil(BooleanSupplier condition, long limit) {
      boolean[] late = {false};
      EventLoop.Timer end = machine.loop().schedule(limit, () -> late[0] = true);
      scheduler.runUntil(() -> late[0] || condition.getAsBoolean());
      end.cancel();
      return condition.getAsBoolean();
    }

    @Override
    public void after(long nanos, Runnable task) {
      machine.loop().schedule(nanos, () -> scheduler.startTask(task));
    }
  }
}
