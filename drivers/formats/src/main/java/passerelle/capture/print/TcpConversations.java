package passerelle.capture.print;

import java.util.HashMap;
import java.util.Map;

/**
 * The first sequence numbers of each connection seen, from which tcpdump counts (print-tcp.c:
 * struct tcp_seq_hash). Connections are told apart by the capture's own addresses and ports,
 * whatever happens to them elsewhere.
 */
final class TcpConversations {
  private final Map<Key, Start> starts = new HashMap<>();

  private record Key(String low, int lowPort, String high, int highPort) {}

  /** Of the end that comes first in the key, and of the other one. */
  private record Start(long first, long second) {}

  /**
   * Sequence numbers as printed.
   *
   * @param sequence of the segment
   * @param acknowledgment of the segment
   * @param acknowledgedStart what SACK blocks count from
   */
  record Numbers(long sequence, long acknowledgment, long acknowledgedStart) {}

  /**
   * Numbers of a segment with ACK; the first segment of a connection, and each SYN, keep theirs and
   * become what the next ones count from.
   */
  Numbers relative(
      String source,
      int sourcePort,
      String target,
      int targetPort,
      boolean syn,
      long seq,
      long ack) {
    boolean reversed =
        sourcePort > targetPort || sourcePort == targetPort && source.compareTo(target) > 0;
    Key key =
        reversed
            ? new Key(target, targetPort, source, sourcePort)
            : new Key(source, sourcePort, target, targetPort);
    Start start = starts.get(key);
    if (start == null || syn) {
      Start begun = reversed ? new Start(ack - 1, seq) : new Start(seq, ack - 1);
      starts.put(key, begun);
      return new Numbers(seq, ack, reversed ? begun.first : begun.second);
    }
    long own = reversed ? start.second : start.first;
    long others = reversed ? start.first : start.second;
    return new Numbers(seq - own, ack - others, others);
  }
}
