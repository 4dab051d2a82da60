package passerelle.driver;

import java.util.Optional;
import passerelle.addr.IpAddress;

/**
 * How a network publishes ports.
 *
 * @param translates a port of the host leads to the container's; otherwise the container's own is
 *     opened
 * @param binding the host's address for ports that name none; all of them if empty
 */
public record Publication(boolean translates, Optional<IpAddress> binding) {}
