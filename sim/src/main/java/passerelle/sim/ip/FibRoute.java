package passerelle.sim.ip;

import java.util.Optional;
import passerelle.kernel.RouteSpec;
import passerelle.sim.link.Device;

/**
 * A route in a table, with the device itself ({@code struct fib_alias} and its {@code fib_info}).
 *
 * @param spec what was asked for, completed by the kernel
 * @param device the device out; empty for the types that refuse
 */
public record FibRoute(RouteSpec spec, Optional<Device> device) {}
