package passerelle.real.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.kernel.CapturedFrame;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * The builder with nothing but frames and snapshots, which the simulator gives: where no rules are,
 * it finds out the steps that the simulator took.
 */
class TraceBuilderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "laptop | ping -c 1 -W 1 198.51.100.80",
        "laptop | ping -c 1 -W 1 192.0.2.1",
        "laptop | ping -c 1 -W 1 203.0.113.5",
        "laptop | ping -c 1 -W 1 -t 1 198.51.100.80",
        "laptop | ping -c 1 -W 1 127.0.0.1",
        "laptop | nc -z -w 1 198.51.100.80 81",
        "internet | nc -u -z -w 1 192.0.2.20 5000",
      })
  void findsTheStepsFromFramesAlone(String machine, String command) throws Exception {
    List<HopEvent> expected;
    try (SimTracedLab lab = new SimTracedLab()) {
      expected = lab.trace(Depth.FULL, machine, command);
    }
    try (SimTracedLab lab = new SimTracedLab()) {
      List<HopEvent> found = TraceBuilder.build(lab.observe(machine, command), false);
      assertEquals(rows(expected), rows(found));
    }
  }

  /** Steps on the host, which has rules, are left out: frames do not tell of those. */
  private static String rows(List<HopEvent> events) {
    List<HopEvent> elsewhere =
        events.stream().filter(e -> !e.hop().netns().equals("host")).toList();
    return Rows.of(Depth.FULL, elsewhere).stream().sorted().collect(Collectors.joining("\n"));
  }

  @Test
  void endsTheWayOfEachPacketOnce() throws Exception {
    try (SimTracedLab lab = new SimTracedLab()) {
      Observations observed = lab.observe("laptop", "nc -z -w 1 192.0.2.10 8080");
      Map<Long, Integer> ends = new HashMap<>();
      Set<Long> seen = new HashSet<>();
      for (HopEvent event : TraceBuilder.build(observed, false)) {
        seen.add(event.hop().skb());
        if (event instanceof HopEvent.Terminal) {
          ends.merge(event.hop().skb(), 1, Integer::sum);
        }
      }
      assertFalse(seen.isEmpty());
      assertTrue(ends.values().stream().allMatch(count -> count == 1), ends.toString());
    }
  }

  @Test
  void tellsWhatItCanOfFramesWithoutTheirContext() throws Exception {
    try (SimTracedLab lab = new SimTracedLab()) {
      Observations whole = lab.observe("laptop", "ping -c 1 -W 1 198.51.100.80");
      List<CapturedFrame> every = whole.frames();
      for (int i = 0; i < every.size(); i++) {
        List<CapturedFrame> some = every.subList(i, every.size());
        Observations torn =
            new Observations("ping", some, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
        assertFalse(TraceBuilder.build(torn, true).isEmpty());
      }
    }
  }
}
