package passerelle.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.IpPacket;
import passerelle.trace.HopEvent;
import passerelle.trace.render.EventText;

/** Knows what happened to packets between two devices, for the comments of a capture file. */
final class PacketFate {
  private final Map<Long, List<HopEvent>> events = new HashMap<>();
  private final Workbench bench;

  PacketFate(Workbench bench) {
    this.bench = bench;
  }

  void add(HopEvent event) {
    events.computeIfAbsent(event.hop().skb(), skb -> new ArrayList<>()).add(event);
  }

  /**
   * What happened to a packet around a step by which a device sent or received it: after it came
   * in, before it went out, until the next device.
   */
  Optional<String> of(HopEvent step) {
    List<HopEvent> all = events.get(step.hop().skb());
    int at = all.indexOf(step);
    int from = at;
    if (step instanceof HopEvent.Transmitted) {
      while (from > 0 && !isAtDevice(all.get(from - 1))) {
        from--;
      }
    }
    int to = at + 1;
    while (to < all.size() && !isAtDevice(all.get(to))) {
      to++;
    }
    List<String> said = new ArrayList<>();
    all.subList(from, to).forEach(event -> say(event).ifPresent(said::add));
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
  }

  private static boolean isAtDevice(HopEvent event) {
    return event instanceof HopEvent.Transmitted || event instanceof HopEvent.Received;
  }

  private Optional<String> say(HopEvent event) {
    if (event instanceof HopEvent.Translated e) {
      return Optional.of(e.kind().name().replace('_', '-') + " " + change(e.before(), e.after()));
    }
    if (event instanceof HopEvent.Dropped e) {
      return Optional.of(bench.text("fate.dropped", e.reason(), e.detail()).stripTrailing());
    }
    if (event instanceof HopEvent.Delivered e) {
      return Optional.of(bench.text("fate.delivered", e.to()));
    }
    if (event instanceof HopEvent.Split e) {
      return Optional.of(bench.text("fate.split", e.into().size(), e.why()));
    }
    if (event instanceof HopEvent.TtlDecremented e) {
      return Optional.of(bench.text("fate.forwarded", e.ttl()));
    }
    return Optional.empty();
  }

  private static String change(IpPacket before, IpPacket after) {
    String source = EventText.end(before, true);
    String newSource = EventText.end(after, true);
    String destination = EventText.end(before, false);
    String newDestination = EventText.end(after, false);
    List<String> sides = new ArrayList<>();
    if (!source.equals(newSource)) {
      sides.add(source + " -> " + newSource);
    }
    if (!destination.equals(newDestination)) {
      sides.add(destination + " -> " + newDestination);
    }
    return String.join(", ", sides);
  }
}
