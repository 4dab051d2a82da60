package passerelle.sim.ipset;

import passerelle.sim.uapi.SetMember;

/** A member with what is kept beside it ({@code struct ip_set_ext}). */
public final class SetEntry {
  private final SetMember member;
  private final long expires;
  private final boolean exception;
  private final String comment;
  private long packets;
  private long bytes;

  /**
   * A member.
   *
   * @param expires nanoseconds of virtual time; negative for never
   * @param exception what is in it does not match ({@code nomatch})
   * @param comment empty for none
   */
  public SetEntry(SetMember member, long expires, boolean exception, String comment) {
    this.member = member;
    this.expires = expires;
    this.exception = exception;
    this.comment = comment;
  }

  public SetMember member() {
    return member;
  }

  /** When it goes, in nanoseconds of virtual time; negative for never. */
  public long expires() {
    return expires;
  }

  public boolean isException() {
    return exception;
  }

  public String comment() {
    return comment;
  }

  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }

  /** A packet matched. */
  void count(int octets) {
    packets++;
    bytes += octets;
  }

  /** Starts the counters at other values than 0. */
  public void setCounters(long packetsSeen, long bytesSeen) {
    packets = packetsSeen;
    bytes = bytesSeen;
  }

  boolean isGone(long now) {
    return expires >= 0 && expires <= now;
  }
}
