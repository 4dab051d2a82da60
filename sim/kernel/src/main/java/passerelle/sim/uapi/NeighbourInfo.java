package passerelle.sim.uapi;

import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;

/**
 * An entry of the neighbour table ({@code neigh_fill_info}).
 *
 * @param index of the device
 * @param device its name
 * @param mac the zero address where none is known
 * @param used virtual time in nanoseconds of the last use
 * @param confirmed that of the last confirmation
 * @param updated that of the last change
 * @param probes how often it was asked for, as {@code NDA_PROBES} counts
 */
public record NeighbourInfo(
    IpAddress address,
    int index,
    String device,
    MacAddress mac,
    NeighbourState state,
    long used,
    long confirmed,
    long updated,
    int probes) {}
