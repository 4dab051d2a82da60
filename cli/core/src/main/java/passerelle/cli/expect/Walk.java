package passerelle.cli.expect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.netfilter.RuleReference;
import passerelle.packet.ArpPacket;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * What the packets of a try go through, answers and a proxy's own connection included.
 *
 * @param end how the try ended
 */
record Walk(List<HopEvent> events, Aim.End end) {
  /** Long enough for a proxy to ask in its turn; nanoseconds. */
  private static final long AFTERWARDS = 500_000_000;

  /** Tries, and listens. */
  static Walk of(Aim aim, Scene scene) {
    Lab lab = scene.trial();
    // Names are looked up before anybody listens.
    Optional<IpAddress> address = aim.address(scene);
    Aim literal =
        new Aim(aim.from(), address.map(IpAddress::toString).orElse(aim.host()), aim.port());
    try {
      Lab.Listening listening = lab.listen(Depth.FULL, event -> event);
      Aim.End end = literal.tried(scene, () -> {});
      lab.kernel().clock().advance(AFTERWARDS);
      return new Walk(
          listening.stop().stream()
              .filter(event -> !(event.hop().packet() instanceof ArpPacket))
              .toList(),
          end);
    } catch (LabException deaf) {
      throw new IllegalStateException(deaf.getMessage(), deaf);
    }
  }

  /** Who asks in the eyes of the last one who was asked. */
  Optional<IpAddress> source() {
    return events.stream()
        .filter(HopEvent.Delivered.class::isInstance)
        .map(event -> event.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(IpPacket.class::cast)
        .filter(Walk::asks)
        .<IpAddress>map(IpPacket::source)
        .reduce((first, last) -> last);
  }

  private static boolean asks(IpPacket packet) {
    return packet.transport() instanceof TcpSegment tcp
            && tcp.has(TcpSegment.SYN)
            && !tcp.has(TcpSegment.ACK)
        || packet.transport() instanceof UdpDatagram udp && udp.destinationPort() < 32768
        || packet.transport() instanceof IcmpMessage icmp
            && icmp.type() == IcmpMessage.ECHO_REQUEST;
  }

  /** Whether a packet's addresses were rewritten. */
  boolean isTranslated() {
    return events.stream().anyMatch(HopEvent.Translated.class::isInstance);
  }

  /** Whether a bridge of a namespace has passed a packet on. */
  boolean isBridged(String netns) {
    return events.stream()
        .anyMatch(e -> e instanceof HopEvent.FdbLookup && e.hop().netns().equals(netns));
  }

  /** Whether a program takes packets, perhaps to ask somebody else in its turn. */
  boolean isTakenBy(Optional<String> netns, String program) {
    return events.stream()
        .filter(HopEvent.Delivered.class::isInstance)
        .map(HopEvent.Delivered.class::cast)
        .anyMatch(e -> e.to().startsWith(program + " ") && isThere(e.hop(), netns));
  }

  /** The rules and policies of a namespace that stopped a packet. */
  List<RuleReference> stoppedBy(String netns) {
    List<RuleReference> stopping = new ArrayList<>();
    Map<Long, RuleReference> last = new HashMap<>();
    for (HopEvent event : events) {
      event.looked().ifPresent(rule -> last.put(event.hop().skb(), rule));
      if (event instanceof HopEvent.Dropped dropped
          && dropped.reason() == DropReason.NETFILTER_DROP
          && isThere(event.hop(), Optional.of(netns))) {
        Optional.ofNullable(last.get(event.hop().skb())).ifPresent(stopping::add);
      }
    }
    return stopping;
  }

  private static boolean isThere(Hop hop, Optional<String> netns) {
    return netns.isEmpty() || hop.netns().equals(netns.get());
  }

  /** Whether packets go through a device; of any namespace where none is told. */
  boolean crosses(Optional<String> netns, String device) {
    return events.stream()
        .map(HopEvent::hop)
        .anyMatch(hop -> hop.device().equals(device) && isThere(hop, netns));
  }
}
