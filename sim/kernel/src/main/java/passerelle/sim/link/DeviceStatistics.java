package passerelle.sim.link;

import passerelle.sim.uapi.LinkCounters;

/** The counters of a device ({@code struct rtnl_link_stats64}). */
public final class DeviceStatistics {
  private long rxPackets;
  private long rxBytes;
  private long txPackets;
  private long txBytes;
  private long rxDropped;
  private long txDropped;
  private long multicast;

  void received(int length) {
    rxPackets++;
    rxBytes += length;
  }

  /** What was received was for a group. */
  public void receivedForGroup() {
    multicast++;
  }

  void sent(int length) {
    txPackets++;
    txBytes += length;
  }

  /** One that came and was not taken. */
  void lostAtArrival() {
    rxDropped++;
  }

  /** One that was to leave and could not. */
  void lostAtSending() {
    txDropped++;
  }

  /** As they stand now. */
  public LinkCounters counters() {
    return new LinkCounters(
        rxPackets, rxBytes, txPackets, txBytes, rxDropped, txDropped, multicast);
  }
}
