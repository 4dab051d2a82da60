package passerelle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * No packet comes from nowhere and none is lost without a word: every socket buffer is originated
 * or split off, and has exactly one terminal event, its last.
 */
class EveryPacketEndsOnceTest {
  /** What breaks the law, in words. */
  private static List<String> broken(List<HopEvent> events) {
    List<String> wrong = new ArrayList<>();
    Set<Long> announced = new HashSet<>();
    Map<Long, HopEvent> last = new LinkedHashMap<>();
    for (HopEvent event : events) {
      long skb = event.hop().skb();
      if (event instanceof HopEvent.Originated && !announced.add(skb)) {
        wrong.add("originated again: " + event);
      }
      if (!announced.contains(skb)) {
        wrong.add("from nowhere: " + event);
        announced.add(skb);
      }
      if (last.get(skb) instanceof HopEvent.Terminal) {
        wrong.add("after its end " + last.get(skb) + "\n    came " + event);
      }
      if (event instanceof HopEvent.Split split) {
        split.into().stream()
            .filter(part -> !announced.add(part))
            .forEach(part -> wrong.add(part + " was known before " + event));
      }
      if (event instanceof HopEvent.Reassembled part && !announced.contains(part.into())) {
        wrong.add("into nothing: " + event);
      }
      last.put(skb, event);
    }
    announced.stream()
        .filter(skb -> !(last.get(skb) instanceof HopEvent.Terminal))
        .forEach(skb -> wrong.add("no end: " + last.get(skb)));
    return wrong;
  }

  private static void assertLaw(List<HopEvent> events, List<String> commands) {
    List<String> wrong = broken(events);
    assertEquals(
        List.of(),
        wrong.subList(0, Math.min(6, wrong.size())),
        () -> wrong.size() + " after\n" + String.join("\n", commands) + "\n");
  }

  @Test
  void everyPacketOfAnUndisturbedLabEndsOnce() {
    List<HopEvent> events = new TracedTraffic().of(TracedTraffic.COMMANDS);
    assertLaw(events, TracedTraffic.COMMANDS);
    Set<Class<?>> seen = new HashSet<>();
    events.forEach(event -> seen.add(event.getClass()));
    assertTrue(
        seen.containsAll(
            List.of(
                HopEvent.Delivered.class,
                HopEvent.Dropped.class,
                HopEvent.Split.class,
                HopEvent.Reassembled.class)),
        "too little happened: " + seen);
  }

  @Property(tries = 12, seed = "7")
  void everyPacketEndsOnceWhateverWasChangedBefore(@ForAll long seed) {
    List<String> commands = TracedTraffic.random(seed);
    assertLaw(new TracedTraffic().of(commands), commands);
  }
}
