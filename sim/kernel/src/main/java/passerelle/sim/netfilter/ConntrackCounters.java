package passerelle.sim.netfilter;

import passerelle.sim.uapi.ConntrackStatistics;

/** Counts for {@link ConntrackStatistics} ({@code NF_CT_STAT_INC}). */
public final class ConntrackCounters {
  private long invalid;
  private long inserted;
  private long insertFailed;
  private long dropped;
  private long earlyDropped;

  void invalidSeen() {
    invalid++;
  }

  void inserted() {
    inserted++;
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

  /** As programs are told. */
  public ConntrackStatistics statistics() {
    return new ConntrackStatistics(inserted, invalid, insertFailed, dropped, earlyDropped);
  }
}
