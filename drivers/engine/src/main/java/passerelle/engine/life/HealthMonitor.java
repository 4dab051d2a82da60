package passerelle.engine.life;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.ExecSpec;
import passerelle.engine.Health;
import passerelle.engine.HealthCheck;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.gotemplate.GoDuration;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;

/** Runs the health checks of containers, one after the other (daemon/health.go:monitor). */
public record HealthMonitor(Host host, EngineState state, Execs execs) {
  private static final int MOST_OUTPUT = 4096;
  private static final int COLUMNS = 80;

  /** A container has started: what is known of it is forgotten, and its checks begin. */
  void begin(Container container) {
    HealthCheck.of(container.spec())
        .ifPresent(check -> new Watch(container, check, container.beginHealth().begin()).rest());
  }

  /** A container that was paused goes on. */
  void resume(Container container) {
    Optional<Health> health = container.health();
    HealthCheck.of(container.spec())
        .ifPresent(
            check -> health.ifPresent(known -> new Watch(container, check, known.resume()).rest()));
  }

  /** A container is paused or has ended. */
  void end(Container container) {
    container.health().ifPresent(Health::end);
  }

  /** Watches a container until it is told another number. */
  private final class Watch {
    private final Container container;
    private final HealthCheck check;
    private final Health health;
    private final int number;

    Watch(Container container, HealthCheck check, int number) {
      this.container = container;
      this.check = check;
      this.health = container.health().orElseThrow();
      this.number = number;
    }

    private boolean goesOn() {
      return health.isWatchedBy(number) && state.has(container);
    }

    /** Waits for the time of the next check. */
    void rest() {
      boolean young = host.now() - container.started() < check.startPeriod();
      boolean often = young && health.status() == Health.Status.STARTING;
      long pause = often ? check.startInterval() : check.interval();
      host.kernel().clock().after(pause, this::probe);
    }

    private void probe() {
      if (!goesOn()) {
        return;
      }
      Probe probe = new Probe(host.now());
      try {
        ExecSpec spec = new ExecSpec(check.argv(), false, COLUMNS);
        KernelProcess process = execs.start(container, spec, ProcessOutput.both(probe::print));
        host.kernel().clock().after(check.timeout(), () -> probe.isLate(process));
        process.onExit(status -> take(probe.result(status)));
      } catch (EngineException e) {
        take(new Health.Result(probe.start, host.now(), -1, e.getMessage()));
      }
    }

    private void take(Health.Result result) {
      if (!goesOn()) {
        return;
      }
      Health.Status before = health.status();
      health.take(result, result.start() - container.started(), check);
      if (health.status() != before) {
        state.events().container(container, "health_status: " + health.status().label());
      }
      rest();
    }

    /** A check that goes on. */
    private final class Probe {
      private final long start;
      private final StringBuilder output = new StringBuilder();
      private boolean late;

      Probe(long start) {
        this.start = start;
      }

      void print(String text) {
        int room = MOST_OUTPUT + 1 - output.length();
        output.append(text, 0, Math.min(Math.max(room, 0), text.length()));
      }

      void isLate(KernelProcess process) {
        if (process.exitStatus().isEmpty()) {
          late = true;
          process.signal("KILL");
        }
      }

      Health.Result result(int status) {
        boolean cut = output.length() > MOST_OUTPUT;
        String printed = cut ? output.substring(0, MOST_OUTPUT) + "..." : output.toString();
        String why = "Health check exceeded timeout (" + GoDuration.text(check.timeout()) + ")";
        return late
            ? new Health.Result(
                start, host.now(), -1, why + (printed.isEmpty() ? "" : ": " + printed))
            : new Health.Result(start, host.now(), status, printed);
      }
    }
  }
}
