package passerelle.cli.journey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.ArpPacket;
import passerelle.packet.L3Packet;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * All that happened to one packet, from its origin to its end; the copies and fragments that were
 * made of it have journeys of their own.
 */
public final class Journey {
  private final List<HopEvent> events = new ArrayList<>();

  /** Sorts the events of a trace by packet, in the order in which the packets first appeared. */
  public static List<Journey> of(List<HopEvent> events) {
    Map<Long, Journey> journeys = new LinkedHashMap<>();
    for (HopEvent event : events) {
      journeys.computeIfAbsent(event.hop().skb(), skb -> new Journey()).events.add(event);
    }
    return List.copyOf(journeys.values());
  }

  public List<HopEvent> events() {
    return events;
  }

  /** The packet as it was first seen. */
  public L3Packet packet() {
    return events.get(0).hop().packet();
  }

  public boolean isArp() {
    return packet() instanceof ArpPacket;
  }

  /** Where and to whom it was delivered. */
  public Optional<HopEvent.Delivered> delivered() {
    return last(HopEvent.Delivered.class);
  }

  /** Where and why it was dropped; a flooded copy that nobody wanted does not count. */
  public Optional<HopEvent.Dropped> dropped() {
    return last(HopEvent.Dropped.class).filter(drop -> drop.reason() != DropReason.OTHERHOST);
  }

  /** What of the rules was looked at last: where they dropped the packet, that did it. */
  public Optional<HopEvent> lastRule() {
    return events.stream().filter(e -> e.looked().isPresent()).reduce((first, last) -> last);
  }

  /** Whether it carries another packet, which was last seen as it went into a tunnel. */
  public boolean carries(Journey other) {
    return events.get(0) instanceof HopEvent.Originated origin
        && origin.causedBy().filter(cause -> cause == other.skb()).isPresent()
        && other.last(HopEvent.Transmitted.class).isPresent();
  }

  /** The copies or fragments that it became. */
  public List<Long> copies() {
    return last(HopEvent.Split.class).map(HopEvent.Split::into).orElse(List.of());
  }

  public long skb() {
    return events.get(0).hop().skb();
  }

  private <E extends HopEvent> Optional<E> last(Class<E> kind) {
    HopEvent event = events.get(events.size() - 1);
    return kind.isInstance(event) ? Optional.of(kind.cast(event)) : Optional.empty();
  }
}
