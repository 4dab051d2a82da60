package passerelle.sim.netfilter;

/** What connection tracking counts ({@code struct ip_conntrack_stat}). */
public final class ConntrackCounters {
  private long invalid;
  private long insertFailed;
  private long dropped;
  private long earlyDropped;

  void invalidSeen() {
    invalid++;
  }

  void insertionFailed() {
    insertFailed++;
    dropped++;
  }

  void tableFull() {
    dropped++;
  }

  void madeRoom() {
    earlyDropped++;
  }

  /** Packets that are of no connection. */
  public long invalid() {
    return invalid;
  }

  /** Connections whose tuple was taken when they were to enter the table. */
  public long insertFailed() {
    return insertFailed;
  }

  /** Packets that were dropped for want of room or of a tuple. */
  public long dropped() {
    return dropped;
  }

  /** Connections that made room for new ones. */
  public long earlyDropped() {
    return earlyDropped;
  }
}
