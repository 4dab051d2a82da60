package passerelle.sim.userland.ping;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.IcmpMessage;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.userland.traceroute.IcmpMarks;

/** A probe of traceroute and what became of it. */
final class Probe {
  final int index;
  final int ttl;
  private long sentAt = -1;
  private long answeredAt = -1;
  private boolean over;
  private boolean reached;
  private Optional<IpAddress> from = Optional.empty();
  private String mark = "";

  Probe(int index, int ttl) {
    this.index = index;
    this.ttl = ttl;
  }

  void sent(long now) {
    sentAt = now;
  }

  /** Nothing more is waited for. */
  boolean isOver() {
    return over;
  }

  /** The destination answered. */
  void answered(IpAddress address, long time) {
    answeredAt = time;
    from = Optional.of(address);
    over = true;
    reached = true;
  }

  /** An ICMP error came back; all but "time exceeded" mean that the way ends there. */
  void failed(ExtendedError error) {
    answeredAt = error.time();
    from = Optional.of(error.offender());
    over = true;
    if (error.message().isPresent()
        && error.message().get().type() == IcmpMessage.DESTINATION_UNREACHABLE) {
      reached = true;
      mark = (" " + IcmpMarks.of(error.message().get())).stripTrailing();
    }
  }

  /** Whether the way ends at this probe's hop. */
  boolean hasReached() {
    return reached;
  }

  Optional<IpAddress> from() {
    return from;
  }

  /** Nanoseconds from sending to the answer; negative without one. */
  long roundTrip() {
    return answeredAt < 0 ? -1 : answeredAt - sentAt;
  }

  String mark() {
    return mark;
  }
}
