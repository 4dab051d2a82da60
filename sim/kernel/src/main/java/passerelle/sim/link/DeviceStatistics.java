package passerelle.sim.link;

import passerelle.sim.uapi.LinkCounters;

/** The counters of a device ({@code struct rtnl_link_stats64}), link-layer headers counted. */
public final class DeviceStatistics {
  private long rxPackets;
  private long rxBytes;
  private long txPackets;
  private long txBytes;

  void received(Skb skb) {
    rxPackets++;
    rxBytes += skb.length();
  }

  void sent(Skb skb) {
    txPackets++;
    txBytes += skb.length();
  }

  /** As they stand now. */
  public LinkCounters counters() {
    return new LinkCounters(rxPackets, rxBytes, txPackets, txBytes);
  }
}
