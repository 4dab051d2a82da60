package passerelle.sim.sched;

import passerelle.sim.link.Skb;

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

  /** Octets that have left. */
  public long bytes() {
    return bytes;
  }

  /** Frames that have left. */
  public long packets() {
    return packets;
  }

  /** Frames that were lost here. */
  public long drops() {
    return drops;
  }

  /** How often a frame had to wait for its turn. */
  public long overlimits() {
    return overlimits;
  }

  /** Frames that were put in front of others. */
  public long requeues() {
    return requeues;
  }

  /** Octets that wait. */
  public long backlog() {
    return backlog;
  }

  /** Frames that wait. */
  public int length() {
    return length;
  }
}
