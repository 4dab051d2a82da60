package passerelle.sim.ip;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counters of one namespace ({@code struct netns_mib}, a management information base in the
 * sense of RFC 1213), all from 0 when it is made. Counting is an addition: it is done for every
 * packet.
 */
public final class Mib {
  private final long[] values = new long[Counter.values().length];
  private final SortedMap<Integer, Long> icmpIn = new TreeMap<>();
  private final SortedMap<Integer, Long> icmpOut = new TreeMap<>();
  private final SortedMap<Integer, Long> icmp6Out = new TreeMap<>();

  /** One more of something. */
  public void count(Counter counter) {
    values[counter.ordinal()]++;
  }

  /** So many more, or fewer, of something. */
  public void count(Counter counter, int more) {
    values[counter.ordinal()] += more;
  }

  /** A packet and its octets ({@code IP_UPD_PO_STATS}). */
  public void count(Counter packets, Counter octets, int length) {
    values[packets.ordinal()]++;
    values[octets.ordinal()] += length;
  }

  /** An ICMP message of a type came in ({@code ICMPMSGIN_INC_STATS}). */
  public void icmpIn(int type) {
    count(Counter.ICMP_IN_MESSAGES);
    icmpIn.merge(type, 1L, Long::sum);
  }

  /** An ICMP message of a type is sent ({@code icmp_out_count}). */
  public void icmpOut(int type) {
    count(Counter.ICMP_OUT_MESSAGES);
    icmpOut.merge(type, 1L, Long::sum);
  }

  /** An ICMPv6 message of a type is sent ({@code ICMP6MSGOUT_INC_STATS}). */
  public void icmp6Out(int type) {
    count(Counter.ICMP6_OUT_MESSAGES);
    icmp6Out.merge(type, 1L, Long::sum);
  }

  public long get(Counter counter) {
    return values[counter.ordinal()];
  }

  /** ICMP messages of a type that came in. */
  public long icmpReceived(int type) {
    return icmpIn.getOrDefault(type, 0L);
  }

  /** ICMP messages of a type that were sent. */
  public long icmpSent(int type) {
    return icmpOut.getOrDefault(type, 0L);
  }

  /** ICMPv6 messages that were sent, by their types. */
  public SortedMap<Integer, Long> icmp6Sent() {
    return Collections.unmodifiableSortedMap(icmp6Out);
  }
}
