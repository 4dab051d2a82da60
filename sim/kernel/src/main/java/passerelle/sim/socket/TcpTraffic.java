package passerelle.sim.socket;

/**
 * What a connection has sent and received so far, and when it did last, in nanoseconds since the
 * lab was booted: for those who ask ({@code struct tcp_info}), the protocol itself needs none of
 * it.
 */
final class TcpTraffic {
  long bytesSent;
  long bytesRetransmitted;
  int segmentsOut;
  int segmentsIn;
  int dataSegmentsOut;
  int dataSegmentsIn;
  int retransmitted;

  /** Segments that the peer has, SYN included. */
  int delivered;

  /** Time-outs, after each of which Linux tries another of several paths. */
  int rehashes;

  long lastSent;
  long lastReceived;
  long lastAcknowledged;

  private long busy;
  private long busySince = -1;

  /** The connection is there. */
  void established(long now) {
    lastSent = now;
    lastReceived = now;
    lastAcknowledged = now;
  }

  /** A segment goes out ({@code __tcp_transmit_skb}). */
  void sent(int length, long now) {
    segmentsOut++;
    if (length > 0) {
      dataSegmentsOut++;
      bytesSent += length;
      lastSent = now;
    }
  }

  /** A segment came in ({@code tcp_segs_in}). */
  void received(int length, boolean acknowledges, long now) {
    segmentsIn++;
    if (length > 0) {
      dataSegmentsIn++;
      lastReceived = now;
    }
    if (acknowledges) {
      lastAcknowledged = now;
    }
  }

  /** From now on something is under way, or nothing any more ({@code tcp_chrono_start}). */
  void setBusy(boolean isBusy, long now) {
    if (isBusy && busySince < 0) {
      busySince = now;
    } else if (!isBusy && busySince >= 0) {
      busy += now - busySince;
      busySince = -1;
    }
  }

  /** How long something has been under way altogether. */
  long busy(long now) {
    return busy + (busySince < 0 ? 0 : now - busySince);
  }
}
