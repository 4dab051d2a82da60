package passerelle.sim.ip;

import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.RouteSpec;
import passerelle.sim.link.Device;

/**
 * A route in a table, with the device itself ({@code struct fib_alias} and its {@code fib_info}).
 *
 * @param spec what was asked for, completed by the kernel
 * @param device the device out; empty for the types that refuse
 * @param throughOurselves its gateway was an address of ours when it was made: destinations are
 *     then looked for on the link ({@code nh_scope} is host, {@code rt_set_nexthop})
 */
public record FibRoute(RouteSpec spec, Optional<Device> device, boolean throughOurselves) {
  /** A route through a router, or to a link. */
  public FibRoute(RouteSpec spec, Optional<Device> device) {
    this(spec, device, false);
  }

  /** The router that packets go to; empty when the destination itself is on the link. */
  Optional<Ipv4Address> nextHop() {
    return throughOurselves ? Optional.empty() : spec.gateway();
  }
}
