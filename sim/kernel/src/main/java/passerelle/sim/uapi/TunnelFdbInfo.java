package passerelle.sim.uapi;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;

/**
 * A forwarding entry of a tunnel ({@code vxlan_fdb_info}).
 *
 * @param mac zero stands for all that nothing else is known of
 * @param destination the machine behind which the address is
 * @param via name of the device that leads there, where one was named
 * @param permanent it does not age
 */
public record TunnelFdbInfo(
    MacAddress mac, IpAddress destination, Optional<String> via, boolean permanent) {}
