package passerelle.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What checks of a container's health have shown (api/types/container Health). */
public final class Health {
  private static final int REMEMBERED = 5;

  private Status status = Status.STARTING;
  private int failures;
  private int watch;
  private final Deque<Result> log = new ArrayDeque<>();

  /** How a container is. */
  public enum Status {
    STARTING,
    HEALTHY,
    UNHEALTHY;

    /** As inspect, events and filters name it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A check that was made.
   *
   * @param start when it began, in nanoseconds since the lab was booted
   * @param end when it ended
   * @param exitCode its exit status, -1 when it took too long or could not begin
   * @param output what it printed
   */
  public record Result(long start, long end, int exitCode, String output) {}

  public Status status() {
    return status;
  }

  /** Failures in a row. */
  public int failures() {
    return failures;
  }

  /** The last checks, oldest first. */
  public List<Result> log() {
    return List.copyOf(log);
  }

  /** A container that was just started; the number of who watches it from now on. */
  public int begin() {
    status = Status.STARTING;
    failures = 0;
    return resume();
  }

  /** Checks go on, made by another watch of this number. */
  public int resume() {
    return ++watch;
  }

  /**
   * Checks end. Who is not watched counts as unhealthy ({@code CloseMonitorChannel}: for
   * compatibility).
   */
  public void end() {
    watch++;
    status = Status.UNHEALTHY;
  }

  /** Whether a watch is still the one that counts. */
  public boolean isWatchedBy(int number) {
    return watch == number;
  }

  /**
   * Takes a result into account (daemon/health.go:handleProbeResult).
   *
   * @param age how long the container had run when the check began
   */
  public void take(Result result, long age, HealthCheck check) {
    if (log.size() == REMEMBERED) {
      log.removeFirst();
    }
    log.addLast(result);
    if (result.exitCode() == 0) {
      failures = 0;
      status = Status.HEALTHY;
    } else if (status != Status.STARTING || age >= check.startPeriod()) {
      failures++;
      status = failures >= check.retries() ? Status.UNHEALTHY : status;
    }
  }
}
