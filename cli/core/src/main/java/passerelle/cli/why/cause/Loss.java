package passerelle.cli.why.cause;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.journey.Journey;
import passerelle.netfilter.Hook;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * The packet by whose loss a try failed.
 *
 * @param journey its way
 * @param drop the end of it
 * @param isAnswer the request had arrived
 */
public record Loss(Journey journey, HopEvent.Dropped drop, boolean isAnswer) {
  /** Of packets that find no way on. */
  private static final Set<DropReason> UNCONNECTED =
      EnumSet.of(
          DropReason.NEIGH_FAILED,
          DropReason.IP_INNOROUTES,
          DropReason.IP_OUTNOROUTES,
          DropReason.OTHERHOST,
          DropReason.DEV_READY,
          DropReason.BRIDGE_NO_EGRESS_PORT,
          DropReason.NOT_SPECIFIED);

  /** What was lost: the request, or else what came back. */
  public static Optional<Loss> of(Attempt attempt) {
    Optional<Loss> request = attempt.lostJourney().flatMap(journey -> of(journey, false));
    return request.isPresent() || attempt.outcome().answered()
        ? request
        : attempt.lostAnswer().flatMap(journey -> of(journey, true));
  }

  private static Optional<Loss> of(Journey journey, boolean answer) {
    return journey.dropped().map(drop -> new Loss(journey, drop, answer));
  }

  public DropReason reason() {
    return drop.reason();
  }

  /** Where it was lost. */
  public String netns() {
    return drop.hop().netns();
  }

  /** As it was then, whatever NAT had made of it. */
  public Optional<IpPacket> packet() {
    return drop.hop().packet() instanceof IpPacket ip ? Optional.of(ip) : Optional.empty();
  }

  /** The hook at which it was looked at last. */
  public Optional<Hook> hook() {
    return last(HopEvent.HookEntered.class).map(HopEvent.HookEntered::hook);
  }

  /** The device by which it had come into the namespace; empty for one made there. */
  public Optional<String> in() {
    return here().stream()
        .filter(HopEvent.Received.class::isInstance)
        .map(event -> event.hop().device())
        .reduce((first, last) -> last);
  }

  /** The last routing decision there. */
  public Optional<HopEvent.Routed> route() {
    return last(HopEvent.Routed.class);
  }

  private <E extends HopEvent> Optional<E> last(Class<E> kind) {
    return here().stream().filter(kind::isInstance).map(kind::cast).reduce((a, b) -> b);
  }

  /** Its last stay in the namespace where it was lost. */
  private List<HopEvent> here() {
    List<HopEvent> all = journey.events();
    int from = all.size();
    while (from > 0 && all.get(from - 1).hop().netns().equals(netns())) {
      from--;
    }
    return all.subList(from, all.size());
  }

  /**
   * The protocol and the port that it is for, as iptables takes them: {@code -p tcp --dport 80}.
   */
  public static String service(IpPacket packet) {
    if (packet.transport() instanceof TcpSegment tcp) {
      return "-p tcp --dport " + tcp.destinationPort();
    }
    return packet.transport() instanceof UdpDatagram udp
        ? "-p udp --dport " + udp.destinationPort()
        : "-p " + IpProtocol.name(packet.protocol());
  }

  /** From where to where the packet was: addresses, for a sentence. */
  public static String ends(IpPacket packet) {
    return packet.source() + " > " + packet.destination();
  }

  /** It came to a machine or a container that took it, refused it, or would not pass it on. */
  public static boolean hasArrived(Attempt attempt) {
    return attempt.delivered().isPresent()
        || of(attempt).filter(loss -> !UNCONNECTED.contains(loss.reason())).isPresent();
  }
}
