package passerelle.cli.player;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.journey.Journey;
import passerelle.cli.journey.Story;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;
import passerelle.trace.render.PacketText;

/** Makes traces ready to be played. */
public final class PlayedTraces {
  /** More packets than anybody steps through. */
  private static final int MOST_PACKETS = 200;

  private PlayedTraces() {}

  /**
   * The packets of a story with all their stops.
   *
   * @param command what was typed for it
   * @param verdict what became of it all, a sentence each
   */
  public static PlayedTrace of(
      String command, Story story, List<String> verdict, Surroundings around) {
    List<Journey> journeys = story.journeys();
    Optional<L3Packet> first =
        journeys.stream()
            .filter(j -> j.events().get(0) instanceof HopEvent.Originated)
            .map(Journey::packet)
            .filter(p -> !HeaderFields.isChatter(p))
            .findFirst();
    long start = journeys.isEmpty() ? 0 : journeys.get(0).events().get(0).hop().time();
    Questions questions = new Questions(new StopText(around.language()), journeys);
    List<PlayedTrace.Packet> packets = new ArrayList<>();
    for (Journey journey : journeys.subList(0, Math.min(MOST_PACKETS, journeys.size()))) {
      List<PlayedTrace.Stop> stops = new StopMaker(around, start, questions).of(journey);
      boolean chatter = HeaderFields.isChatter(journey.packet()) && journey.dropped().isEmpty();
      boolean reply = isReply(journey, first);
      packets.add(
          new PlayedTrace.Packet(
              journey.skb(),
              PacketText.of(journey.packet()),
              HeaderFields.mark(journey.packet()),
              chatter,
              reply,
              fate(journey),
              stops));
    }
    return new PlayedTrace(
        command,
        List.copyOf(packets),
        journeys.size() - packets.size(),
        List.copyOf(verdict),
        Optional.empty());
  }

  private static boolean isReply(Journey journey, Optional<L3Packet> first) {
    return first.filter(f -> goesBack(journey.packet(), f)).isPresent()
        || journey.events().stream()
            .anyMatch(e -> e instanceof HopEvent.Tracked tracked && tracked.replyDirection());
  }

  private static boolean goesBack(L3Packet packet, L3Packet first) {
    return packet instanceof IpPacket ip
        && first instanceof IpPacket out
        && ip.destination().equals(out.source())
        && !ip.source().equals(out.source());
  }

  static PlayedTrace.Fate fate(Journey journey) {
    if (journey.delivered().isPresent()) {
      return PlayedTrace.Fate.DELIVERED;
    }
    return journey.dropped().filter(d -> d.reason() != DropReason.TCP_RESET).isPresent()
        ? PlayedTrace.Fate.DROPPED
        : PlayedTrace.Fate.OTHER;
  }
}
