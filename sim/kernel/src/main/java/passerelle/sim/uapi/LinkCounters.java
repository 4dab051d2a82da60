package passerelle.sim.uapi;

/** {@code struct rtnl_link_stats64}, as far as anything counts. */
public record LinkCounters(
    long rxPackets,
    long rxBytes,
    long txPackets,
    long txBytes,
    long rxDropped,
    long txDropped,
    long multicast) {}
