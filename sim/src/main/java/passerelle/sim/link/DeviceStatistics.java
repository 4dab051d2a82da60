package passerelle.sim.link;

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

  public long rxPackets() {
    return rxPackets;
  }

  public long rxBytes() {
    return rxBytes;
  }

  public long txPackets() {
    return txPackets;
  }

  public long txBytes() {
    return txBytes;
  }
}
