package passerelle.engine;

import java.util.List;
import java.util.Optional;
import passerelle.gotemplate.GoDuration;

/**
 * How the engine sees whether a container is well (api/types/container HealthConfig). Times are
 * nanoseconds.
 *
 * @param command what {@code /bin/sh -c} runs in the container: well is what ends with status 0
 * @param interval between the end of a check and the next, and before the first
 * @param timeout a check that takes longer has failed
 * @param retries so many failures in a row make a container unhealthy
 * @param startPeriod failures of so young a container do not count
 * @param startInterval the interval meanwhile
 */
public record HealthCheck(
    String command,
    long interval,
    long timeout,
    int retries,
    long startPeriod,
    long startInterval) {
  private static final long SECOND = 1_000_000_000L;

  /** The check that a container was given; empty without one. */
  public static Optional<HealthCheck> of(ContainerSpec spec) {
    String command = spec.shown("health-cmd");
    if (command.isEmpty()) {
      return Optional.empty();
    }
    String retries = spec.shown("health-retries");
    int count = retries.matches("[1-9]\\d{0,8}") ? Integer.parseInt(retries) : 3;
    return Optional.of(
        new HealthCheck(
            command,
            duration(spec, "health-interval", 30 * SECOND),
            duration(spec, "health-timeout", 30 * SECOND),
            count,
            duration(spec, "health-start-period", 0),
            duration(spec, "health-start-interval", 5 * SECOND)));
  }

  /** Zero stands for the default. */
  private static long duration(ContainerSpec spec, String option, long usual) {
    return GoDuration.parse(spec.shown(option)).filter(nanos -> nanos > 0).orElse(usual);
  }

  public List<String> argv() {
    return List.of("/bin/sh", "-c", command);
  }
}
