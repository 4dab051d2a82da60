package passerelle.sim.uapi;

/** How a queueing discipline of some kind is to be ({@code TCA_KIND}, {@code TCA_OPTIONS}). */
public sealed interface QdiscSettings {

  /** The kind as {@code tc} names it. */
  String kind();

  /**
   * A queue of packets, or of octets ({@code pfifo}, {@code bfifo}).
   *
   * @param inOctets the limit counts octets, not packets
   * @param limit how much may wait; 0 stands for the device's queue length
   */
  record Fifo(boolean inOctets, int limit) implements QdiscSettings {
    @Override
    public String kind() {
      return inOctets ? "bfifo" : "pfifo";
    }
  }

  /** Three queues by the type of service, the first served before the others. */
  record FastFifo() implements QdiscSettings {
    @Override
    public String kind() {
      return "pfifo_fast";
    }
  }

  /**
   * A token bucket filter.
   *
   * @param rate octets a second
   * @param burst octets that the bucket holds: what may leave at once
   * @param limit octets that may wait
   * @param peakRate octets a second within a burst; 0 for none
   * @param peakBurst octets of the second bucket
   */
  record TokenBucket(long rate, long burst, long limit, long peakRate, long peakBurst)
      implements QdiscSettings {
    /** Nanoseconds that the burst takes at the rate. */
    public long buffer() {
      return new SendingTime(rate).of(burst);
    }

    /** Nanoseconds that the second bucket's octets take; 0 without one. */
    public long peakBuffer() {
      return peakRate == 0 ? 0 : new SendingTime(peakRate).of(peakBurst);
    }

    /** The longest frame that the buckets can ever pay for, in octets. */
    public long longest() {
      return peakRate == 0 ? burst : Math.min(burst, peakBurst);
    }

    @Override
    public String kind() {
      return "tbf";
    }
  }

  /**
   * Classes that lend each other what they do not need ({@code htb}).
   *
   * @param usual number of the class for what no filter says; 0 for none
   * @param divisor a class is served its rate in octets a second by this, in one turn
   */
  record Hierarchy(int usual, int divisor) implements QdiscSettings {
    @Override
    public String kind() {
      return "htb";
    }
  }

  /** What happens to packets on a long or bad line. */
  record Netem(NetemSettings line) implements QdiscSettings {
    @Override
    public String kind() {
      return "netem";
    }
  }
}
