package passerelle.sim.uapi;

import passerelle.kernel.op.RouteSpec;

/**
 * A route as the kernel tells it ({@code fib_dump_info}).
 *
 * @param linkDown its device has no carrier ({@code RTNH_F_LINKDOWN})
 * @param dead so that it is not used ({@code RTNH_F_DEAD})
 */
public record RouteInfo(RouteSpec spec, boolean linkDown, boolean dead) {}
