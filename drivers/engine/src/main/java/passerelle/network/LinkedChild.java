package passerelle.network;

import java.util.List;
import passerelle.addr.IpAddress;

/**
 * Another container that a link lets an endpoint talk to, where its network lets nobody talk.
 *
 * @param address the other container's address
 * @param ports the ports that it exposes: {@code 80/tcp}
 */
public record LinkedChild(IpAddress address, List<String> ports) {}
