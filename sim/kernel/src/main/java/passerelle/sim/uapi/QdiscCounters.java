package passerelle.sim.uapi;

/**
 * What a queueing discipline counts ({@code struct gnet_stats_basic} and {@code gnet_stats_queue}).
 *
 * @param bytes octets that left
 * @param packets packets that left
 * @param overlimits how often one had to wait
 * @param backlog octets that wait
 * @param length packets that wait
 */
public record QdiscCounters(
    long bytes,
    long packets,
    long drops,
    long overlimits,
    long requeues,
    long backlog,
    int length) {
  public static final QdiscCounters NONE = new QdiscCounters(0, 0, 0, 0, 0, 0, 0);
}
