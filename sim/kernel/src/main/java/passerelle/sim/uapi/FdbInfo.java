package passerelle.sim.uapi;

import passerelle.addr.MacAddress;

/**
 * A forwarding entry of a bridge ({@code fdb_fill_info}).
 *
 * @param port index of the device behind which the address is
 * @param number of that port
 * @param local it is an address of the bridge's own
 * @param permanent it does not age
 * @param used virtual time in nanoseconds at which a frame of another port last went to it
 * @param updated virtual time in nanoseconds at which a frame last came from there
 */
public record FdbInfo(
    MacAddress mac,
    int port,
    int number,
    boolean local,
    boolean permanent,
    long used,
    long updated) {}
