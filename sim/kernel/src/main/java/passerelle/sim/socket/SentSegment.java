package passerelle.sim.socket;

import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;

/** A segment in flight, kept until it is acknowledged ({@code tcp_rtx_queue}). */
final class SentSegment {
  private final int sequence;
  private final int flags;
  private final Payload payload;
  private final int end;
  private long sentAt;
  private int transmissions;
  private boolean sacked;

  /**
   * A segment about to be sent.
   *
   * @param flags SYN, FIN and PSH as far as they are set
   * @param end the sequence number after its last
   */
  SentSegment(int sequence, int flags, Payload payload, int end) {
    this.sequence = sequence;
    this.flags = flags;
    this.payload = payload;
    this.end = end;
  }

  int sequence() {
    return sequence;
  }

  int flags() {
    return flags;
  }

  boolean isSyn() {
    return (flags & TcpSegment.SYN) != 0;
  }

  Payload payload() {
    return payload;
  }

  int end() {
    return end;
  }

  void sent(long now) {
    sentAt = now;
    transmissions++;
  }

  long sentAt() {
    return sentAt;
  }

  boolean isRetransmitted() {
    return transmissions > 1;
  }

  boolean isSacked() {
    return sacked;
  }

  void setSacked() {
    sacked = true;
  }
}
