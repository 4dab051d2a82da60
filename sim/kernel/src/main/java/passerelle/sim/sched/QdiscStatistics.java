package passerelle.sim.sched;

import passerelle.sim.link.Skb;
import passerelle.sim.uapi.QdiscCounters;

/**
 * What a queueing discipline counts ({@code gnet_stats_basic}, {@code gnet_stats_queue}); lengths
 * in octets with the link-layer header.
 */
public final class QdiscStatistics {
  private long bytes;
  private long packets;
  private long drops;
  private long overlimits;
  private long requeues;
  private long backlog;
  private int length;

  void queued(Skb skb) {
    backlog += skb.length();
    length++;
  }

  void sent(Skb skb) {
    backlog -= skb.length();
    length--;
    bytes += skb.length();
    packets++;
  }

  /** One went through that had waited below. */
  void passed(Skb skb) {
    bytes += skb.length();
    packets++;
  }

  void dropped() {
    drops++;
  }

  /** A frame that waited here was lost further down. */
  void lostBelow(Skb skb) {
    backlog -= skb.length();
    length--;
    drops++;
  }

  void overLimit() {
    overlimits++;
  }

  void requeued() {
    requeues++;
  }

  /** Nothing waits any more. */
  void emptied() {
    backlog = 0;
    length = 0;
  }

  int length() {
    return length;
  }

  long backlog() {
    return backlog;
  }

  /** As they stand now. */
  public QdiscCounters counters() {
    return new QdiscCounters(bytes, packets, drops, overlimits, requeues, backlog, length);
  }
}
