package passerelle.compare;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import passerelle.kernel.Kernel;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.compare.Observer;
import passerelle.scenarios.compare.Report;
import passerelle.scenarios.compare.Twins;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabSession;

/** Two labs of which one takes its time. */
class TwinsTest {
  private static final long SECOND = 1_000_000_000L;

  /** Nobody is at .99; three seconds after the first question that is known. */
  private static final Transcript DEAD_NEIGHBOUR =
      Runs.parse(
          """
          ```console
          host$ ping -c 1 -W 1 192.0.2.99
          laptop$ ip route
          host$ ping -c 1 -W 4 192.0.2.99
          ```
          """);

  private static final LabFactory QUICK = Runs.drawing(1);

  /** Each command takes a second longer. */
  private static final LabFactory SLOW =
      request ->
          request.kernel() == KernelKind.SIM
              ? QUICK.open(request)
              : new SlowLab(Runs.drawing(2).open(request));

  @Test
  void theSimulatedLabKeepsTheRealOnesPace() throws TranscriptException {
    Twins twins = new Twins(SLOW, SLOW, KnownDifferences.NONE);
    Report report = twins.compare(DEAD_NEIGHBOUR, Runs.request());
    assertTrue(report.same(), report::toString);
  }

  @Test
  void withoutThatANeighbourFailsInOneLabAndNotYetInTheOther() throws TranscriptException {
    Twins twins = new Twins(QUICK, SLOW, KnownDifferences.NONE);
    Report report =
        twins.compare(
            DEAD_NEIGHBOUR,
            "session",
            Observer.run(QUICK, DEAD_NEIGHBOUR, Runs.request()),
            Observer.run(r -> new SlowLab(QUICK.open(r)), DEAD_NEIGHBOUR, Runs.request()));
    assertFalse(report.same());
  }

  private record SlowLab(LabSession lab) implements LabSession {
    @Override
    public Output run(Place place, String commandLine) throws LabException {
      Output output = lab.run(place, commandLine);
      lab.kernel().clock().advance(SECOND);
      return output;
    }

    @Override
    public Kernel kernel() {
      return lab.kernel();
    }

    @Override
    public Map<String, String> netnsLabels() {
      return lab.netnsLabels();
    }

    @Override
    public void close() {
      lab.close();
    }
  }
}
