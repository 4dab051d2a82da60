package passerelle.cli.journey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.trace.HopEvent;
import passerelle.trace.render.PacketText;

/**
 * The packets of a trace that are worth telling.
 *
 * @param events all steps of these packets, in the order in which they happened
 * @param journeys the same by packet
 */
public record Story(List<HopEvent> events, List<Journey> journeys) {

  public static Story ofAll(List<HopEvent> events) {
    return new Story(events, Journey.of(events));
  }

  /**
   * Of a probe to an address: the first try, the answer to it, what carries them through a tunnel,
   * and the ARP that they needed.
   */
  public static Story ofProbe(List<HopEvent> events, IpAddress target) {
    Conversation conversation = new Conversation();
    Set<Long> kept = new HashSet<>();
    Set<Long> copies = new HashSet<>();
    Set<String> seen = new HashSet<>();
    boolean begun = false;
    Story all = ofAll(events);
    for (Journey journey : all.journeys()) {
      boolean first = !begun && isRequest(journey, target);
      begun |= first;
      boolean copy = copies.contains(journey.skb());
      if (first || copy || conversation.has(journey)) {
        conversation.add(journey);
        if (copy || !isBareAck(journey) && seen.add(identity(journey))) {
          kept.add(journey.skb());
          copies.addAll(journey.copies());
          all.carriers(journey).forEach(carrier -> copies.add(carrier.skb()));
        }
      } else if (journey.isArp()) {
        kept.add(journey.skb());
      }
    }
    return all.only(journey -> kept.contains(journey.skb()));
  }

  /** Those that carry a packet through a tunnel. */
  private Stream<Journey> carriers(Journey carried) {
    return journeys.stream().filter(journey -> journey.carries(carried));
  }

  private static boolean isRequest(Journey journey, IpAddress target) {
    return journey.events().get(0) instanceof HopEvent.Originated
        && journey.packet() instanceof IpPacket ip
        && ip.destination().equals(target);
  }

  /** The third step of the handshake: it says nothing new, and is under way when the trace ends. */
  private static boolean isBareAck(Journey journey) {
    return journey.packet() instanceof IpPacket ip
        && ip.transport() instanceof TcpSegment tcp
        && !tcp.has(TcpSegment.SYN)
        && !tcp.has(TcpSegment.RST);
  }

  /** The same for a packet and for the one that is sent again because no answer came. */
  private static String identity(Journey journey) {
    boolean error =
        journey.packet() instanceof IpPacket ip
            && ip.transport() instanceof IcmpMessage icmp
            && icmp.isError();
    return (error ? "error " : "") + PacketText.of(journey.packet());
  }

  /** The same packet by packet instead of in the order of time. */
  public Story byPacket() {
    return new Story(
        journeys.stream().flatMap(journey -> journey.events().stream()).toList(), journeys);
  }

  public Story withoutArp() {
    return only(journey -> !journey.isArp());
  }

  /** Of the packets from one end to the other the first, and all that were dropped. */
  public Story firsts() {
    Set<String> seen = new HashSet<>();
    return only(
        journey -> {
          String flow = PacketText.of(journey.packet()).replaceFirst("(> \\S+).*", "$1");
          return seen.add(flow) || journey.dropped().isPresent();
        });
  }

  private Story only(Predicate<Journey> wanted) {
    List<Journey> some = journeys.stream().filter(wanted).toList();
    Set<Long> skbs = new HashSet<>();
    some.forEach(journey -> skbs.add(journey.skb()));
    List<HopEvent> steps = new ArrayList<>(events);
    steps.removeIf(event -> !skbs.contains(event.hop().skb()));
    return new Story(steps, some);
  }
}
