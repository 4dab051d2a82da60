package passerelle.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.cli.real.RealLabFactory;
import passerelle.cli.session.SimLabFactory;
import passerelle.scenarios.Requests;
import passerelle.scenarios.compare.Difference;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.compare.Report;
import passerelle.scenarios.compare.Twins;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabRequest;

/**
 * Random labs on both kernels: what commands answer, the packets on every device, and the state
 * that is left. {@code -Dcases=10000} runs more of them, {@code -Dseed=4711 -Dcases=1} one again.
 *
 * <p>Real processes race with each other: a lab that differs is run again, and only what differs
 * each time is a difference, which is made small and printed as a transcript.
 */
@Tag("real")
@Tag("only-campaign")
class DifferentialTest {
  private static final int CASES = Integer.getInteger("cases", 45);
  private static final long SEED = Long.getLong("seed", 1);

  /** Labs mostly wait: for a lost packet's time to be over, for a link to settle. */
  private static final int JOBS = Integer.getInteger("jobs", 18);

  /** How many runs the shrinking of a case may take. */
  private static final int TRIES = Integer.getInteger("tries", 40);

  /** How long it may take. */
  private static final Duration SHRINKING = Duration.ofSeconds(Integer.getInteger("shrink", 90));

  /** How often a lab is run before it counts as different. */
  private static final int RUNS = 3;

  private final Twins twins =
      new Twins(new SimLabFactory(), new RealLabFactory(), KnownDifferences.load());

  @Test
  @Timeout(24 * 3600)
  void randomLabsAreAlikeOnBothKernels() throws InterruptedException {
    Campaign.Limits limits = new Campaign.Limits(JOBS, RUNS, TRIES, SHRINKING);
    List<RandomCase> found = new Campaign(this::compare, limits, System.out).run(SEED, CASES);
    assertEquals(List.of(), found.stream().map(RandomCase::source).toList());
  }

  private Optional<Finding> compare(RandomCase input) {
    LabRequest request = Requests.simulated(input.engine(), "stand-in", input.name());
    try {
      Report report = twins.compare(input.transcript(), request);
      return report.first().map(first -> new Finding(kind(first), report.toString()));
    } catch (TranscriptException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String kind(Difference difference) {
    return difference.aspect().word() + ", " + difference.what();
  }
}
