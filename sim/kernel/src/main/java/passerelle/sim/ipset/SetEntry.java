package passerelle.sim.ipset;

import passerelle.sim.core.EventLoop;
import passerelle.sim.uapi.SetElement;
import passerelle.sim.uapi.SetMember;

/** A member with what is kept beside it ({@code struct ip_set_ext}). */
public final class SetEntry {
  private static final long NEVER = -1;

  private final SetMember member;
  private final long expires;
  private final boolean exception;
  private final String comment;
  private long packets;
  private long bytes;

  /** A member that is put in at a moment, in nanoseconds of virtual time. */
  public SetEntry(SetElement element, long now) {
    member = element.member();
    expires = element.timeout() == 0 ? NEVER : now + element.timeout() * EventLoop.SECOND;
    exception = element.exception();
    comment = element.comment();
    packets = element.packets();
    bytes = element.bytes();
  }

  /** As programs are told of it at a moment. */
  public SetElement element(long now) {
    long left = expires == NEVER ? 0 : (expires - now) / EventLoop.SECOND;
    return new SetElement(member, left, exception, comment, packets, bytes);
  }

  public SetMember member() {
    return member;
  }

  public boolean isException() {
    return exception;
  }

  String comment() {
    return comment;
  }

  /** A packet matched. */
  void count(int octets) {
    packets++;
    bytes += octets;
  }

  boolean isGone(long now) {
    return expires != NEVER && expires <= now;
  }
}
