package passerelle.sim.uapi;

import java.util.List;
import passerelle.kernel.op.RouteSpec;

/**
 * A route as the kernel tells it ({@code fib_dump_info}).
 *
 * @param linkDown its device has no carrier ({@code RTNH_F_LINKDOWN})
 * @param dead so that it is not used ({@code RTNH_F_DEAD})
 * @param legs each of several next hops as a route of its own
 */
public record RouteInfo(RouteSpec spec, boolean linkDown, boolean dead, List<RouteInfo> legs) {

  /** By which next hop it is told where only one can be ({@code fib_info_nhc(fi, 0)}). */
  public RouteSpec first() {
    return legs.isEmpty() ? spec : legs.get(0).spec();
  }
}
