package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import passerelle.cli.journey.Story;
import passerelle.packet.ArpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.trace.HopEvent;
import passerelle.trace.TracedTraffic;

/**
 * A trace is read from top to bottom: what a packet causes, an answer, an error or the release of
 * those that waited for it, stands after all that happened to the packet itself at that place.
 */
class CauseBeforeEffectTest {

  /** A step that the one before it in the list of steps has caused, and where that one stands. */
  private record Effect(HopEvent step, int at) {}

  private static List<String> broken(List<HopEvent> events) {
    List<String> wrong = new ArrayList<>();
    Map<Long, List<Effect>> effects = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      HopEvent step = events.get(i);
      for (Effect effect : effects.getOrDefault(step.hop().skb(), List.of())) {
        if (isThereAndThen(step, effect.step())) {
          wrong.add("caused " + effect.step() + "\n    before " + step);
        }
      }
      int at = i;
      if (step instanceof HopEvent.Originated made) {
        made.causedBy().ifPresent(cause -> add(effects, cause, new Effect(step, at)));
        acknowledged(step, events).forEach(cause -> add(effects, cause, new Effect(step, at)));
      } else if (step instanceof HopEvent.NeighbourFound found) {
        answered(found, events.subList(0, i))
            .forEach(cause -> add(effects, cause, new Effect(step, at)));
      }
    }
    return wrong;
  }

  private static void add(Map<Long, List<Effect>> effects, long cause, Effect effect) {
    effects.computeIfAbsent(cause, skb -> new ArrayList<>()).add(effect);
  }

  private static boolean isThereAndThen(HopEvent one, HopEvent other) {
    return one.hop().time() == other.hop().time() && one.hop().netns().equals(other.hop().netns());
  }

  /** The segments that came in there and then and that a segment acknowledges. */
  private static List<Long> acknowledged(HopEvent sent, List<HopEvent> events) {
    if (!(sent.hop().packet() instanceof Ipv4Packet answer)
        || !(answer.transport() instanceof TcpSegment ack)
        || !ack.has(TcpSegment.ACK)) {
      return List.of();
    }
    return events.stream()
        .filter(event -> event instanceof HopEvent.Delivered && isThereAndThen(event, sent))
        .filter(
            event ->
                event.hop().packet() instanceof Ipv4Packet ip
                    && ip.source().equals(answer.destination())
                    && ip.destination().equals(answer.source())
                    && ip.transport() instanceof TcpSegment data
                    && data.sourcePort() == ack.destinationPort()
                    && data.destinationPort() == ack.sourcePort()
                    && data.sequenceLength() > 0
                    && ack.acknowledgment() - data.sequence() > 0)
        .map(event -> event.hop().skb())
        .toList();
  }

  /** The ARP packets that told there and then where the next hop is. */
  private static List<Long> answered(HopEvent.NeighbourFound found, List<HopEvent> before) {
    return before.stream()
        .filter(
            event ->
                event instanceof HopEvent.NeighbourUpdated told
                    && isThereAndThen(event, found)
                    && event.hop().packet() instanceof ArpPacket
                    && told.address().equals(found.nextHop()))
        .map(event -> event.hop().skb())
        .toList();
  }

  private static void assertLaw(List<HopEvent> events, List<String> commands) {
    Story all = Story.ofAll(events);
    for (List<HopEvent> told :
        List.of(events, all.byPacket().events(), all.withoutArp().byPacket().events())) {
      List<String> wrong = broken(told);
      assertEquals(
          List.of(),
          wrong.subList(0, Math.min(6, wrong.size())),
          () -> wrong.size() + " after\n" + String.join("\n", commands) + "\n");
    }
  }

  @Test
  void anAnswerStandsAfterTheDeliveryOfWhatItAnswers() {
    List<String> commands =
        List.of(
            "host: ip neigh flush all",
            "laptop: curl -s http://192.0.2.10:8080/",
            "laptop: ping -c 1 192.0.2.10",
            "laptop: curl -s -m 3 http://192.0.2.10:8081/",
            "host: iptables -I OUTPUT -p tcp -j REJECT",
            "host: curl -s -m 3 http://172.17.0.2/",
            "laptop: ping -c 1 -W 5 192.0.2.77");
    List<HopEvent> events = new TracedTraffic().of(commands);
    assertTrue(events.size() > 500, "too little happened: " + events.size());
    assertLaw(events, commands);
  }

  @Property(tries = 8, seed = "11")
  void aCauseStandsBeforeItsEffectInRandomTraffic(@ForAll long seed) {
    List<String> commands = TracedTraffic.random(seed);
    assertLaw(new TracedTraffic().of(commands), commands);
  }
}
