package passerelle.compare;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.BiFunction;
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

  /** Five seconds after it has refused, web asks whether tools is still there. */
  private static final Transcript FORGETFUL_BRIDGE =
      Runs.parse(
          """
          ```console
          host$ docker run -d --name web nginx
          host$ docker run -d --name tools nicolaka/netshoot sleep 1000
          host$ sleep 3
          tools# curl -s http://172.17.0.2:81/
          host$ ip link set docker0 down && ip link set docker0 up
          ```
          """);

  @Test
  void aQuestionThatPassesABridgeBetweenTwoLooksIsSeenAtTheNext() throws TranscriptException {
    LabFactory looking =
        request ->
            request.kernel() == KernelKind.SIM
                ? QUICK.open(request)
                : new SlowlySeen(QUICK.open(request));
    Report report =
        new Twins(QUICK, looking, KnownDifferences.NONE).compare(FORGETFUL_BRIDGE, Runs.request());
    assertTrue(report.same(), report::toString);
  }

  /** Every look at a place of this kernel takes a second. */
  private static Kernel slowlySeen(Kernel kernel) {
    Kernel.View view =
        proxy(
            Kernel.View.class,
            kernel.view(),
            (method, seen) -> {
              kernel.clock().advance(method.equals("snapshot") ? SECOND : 0);
              return seen;
            });
    return proxy(Kernel.class, kernel, (method, part) -> method.equals("view") ? view : part);
  }

  private static <T> T proxy(Class<T> type, T own, BiFunction<String, Object, Object> answer) {
    InvocationHandler handler =
        (self, method, words) -> answer.apply(method.getName(), method.invoke(own, words));
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private record SlowlySeen(LabSession lab, Kernel kernel) implements LabSession {
    SlowlySeen(LabSession lab) {
      this(lab, slowlySeen(lab.kernel()));
    }

    @Override
    public Output run(Place place, String commandLine) throws LabException {
      return lab.run(place, commandLine);
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
