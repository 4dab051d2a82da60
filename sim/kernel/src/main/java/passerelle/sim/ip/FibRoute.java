package passerelle.sim.ip;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.link.Device;

/**
 * A route in a table, with the device itself ({@code struct fib_alias} and its {@code fib_info}).
 * Packets that come in and take it all get the same decision, which is kept with it ({@code
 * nh_rth_input}), as is that on packets of our own where it says their source ({@code
 * nh_pcpu_rth_output}).
 */
public final class FibRoute {
  private final RouteSpec spec;
  private final Optional<Device> device;
  private final boolean throughOurselves;
  private Optional<InputRoute.Accepted> input = Optional.empty();
  private Optional<Route> output = Optional.empty();
  private String text = "";

  /**
   * A route.
   *
   * @param spec what was asked for, completed by the kernel
   * @param device the device out; empty for the types that refuse
   * @param throughOurselves its gateway was an address of ours when it was made: destinations are
   *     then looked for on the link ({@code nh_scope} is host, {@code rt_set_nexthop})
   */
  public FibRoute(RouteSpec spec, Optional<Device> device, boolean throughOurselves) {
    this.spec = spec;
    this.device = device;
    this.throughOurselves = throughOurselves;
  }

  /** A route through a router, or to a link. */
  public FibRoute(RouteSpec spec, Optional<Device> device) {
    this(spec, device, false);
  }

  public RouteSpec spec() {
    return spec;
  }

  public Optional<Device> device() {
    return device;
  }

  public boolean throughOurselves() {
    return throughOurselves;
  }

  /** The router that packets go to; empty when the destination itself is on the link. */
  public Optional<IpAddress> nextHop() {
    return throughOurselves ? Optional.empty() : spec.gateway();
  }

  /** The decision on packets that come in, made by {@code first} once. */
  public InputRoute.Accepted input(Supplier<Route> first) {
    if (input.isEmpty()) {
      input = Optional.of(new InputRoute.Accepted(first.get(), false));
    }
    return input.get();
  }

  /** The decision on packets of our own that nothing else was learned for, made once. */
  public Route output(Supplier<Route> first) {
    if (output.isEmpty()) {
      output = Optional.of(first.get());
    }
    return output.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FibRoute route
        && spec.equals(route.spec)
        && device.equals(route.device)
        && throughOurselves == route.throughOurselves;
  }

  @Override
  public int hashCode() {
    return Objects.hash(spec, device, throughOurselves);
  }

  /** As {@code ip route} prints it; worded once, for many packets. */
  @Override
  public String toString() {
    if (text.isEmpty()) {
      text = spec.toString();
    }
    return text;
  }
}
