package passerelle.sim.uapi;

/**
 * What connection tracking counts ({@code struct ip_conntrack_stat}).
 *
 * @param inserted connections that processes made
 * @param invalid packets that are of no connection
 * @param insertFailed connections whose tuple was taken when they were to enter the table
 * @param dropped packets that were dropped for want of room or of a tuple
 * @param earlyDropped connections that made room for new ones
 */
public record ConntrackStatistics(
    long inserted, long invalid, long insertFailed, long dropped, long earlyDropped) {}
