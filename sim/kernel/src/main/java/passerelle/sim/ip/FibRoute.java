package passerelle.sim.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.link.Device;

/**
 * A route in a table, with the device itself ({@code struct fib_alias} and its {@code fib_info}).
 * Packets that come in and take it all get the same decision, which is kept with it ({@code
 * nh_rth_input}), as is that on packets of our own where it says their source ({@code
 * nh_pcpu_rth_output}).
 *
 * <p>A route of several next hops has a leg for each, which is what packets take: a route as if it
 * were alone. It has no device itself.
 */
public final class FibRoute {
  private final RouteSpec spec;
  private final Optional<Device> device;
  private final boolean throughOurselves;
  private final List<FibRoute> legs;
  private Optional<FibRoute> whole = Optional.empty();
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
    legs = List.of();
  }

  /**
   * A route of several next hops.
   *
   * @param asked what was asked for
   * @param legs a route for each of its hops, in this order
   */
  public static FibRoute of(RouteSpec asked, List<FibRoute> legs) {
    List<RouteSpec.Hop> hops = new ArrayList<>();
    for (int i = 0; i < legs.size(); i++) {
      RouteSpec leg = legs.get(i).spec();
      int weight = asked.options().hops().get(i).weight();
      hops.add(new RouteSpec.Hop(leg.gateway(), leg.device(), weight, leg.options().onLink()));
    }
    return new FibRoute(asked.withHops(hops), legs);
  }

  private FibRoute(RouteSpec spec, List<FibRoute> legs) {
    this.spec = spec;
    device = Optional.empty();
    throughOurselves = false;
    this.legs = List.copyOf(legs);
    legs.forEach(leg -> leg.whole = Optional.of(this));
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

  /** The legs of a route of several next hops; empty for one that has one. */
  public List<FibRoute> legs() {
    return legs;
  }

  /** The route as it stands in its table: of several next hops, where this is a leg of one. */
  public FibRoute whole() {
    return whole.orElse(this);
  }

  /** Whether packets may go by a device on it. */
  public boolean uses(Device other) {
    return device.isPresent() && device.get() == other
        || legs.stream().anyMatch(leg -> leg.uses(other));
  }

  /** What of it is wanted: itself, or its first leg that is ({@code fib_table_lookup}). */
  Optional<FibRoute> first(Predicate<FibRoute> usable) {
    if (legs.isEmpty()) {
      return usable.test(this) ? Optional.of(this) : Optional.empty();
    }
    return legs.stream().filter(FibRoute::isAlive).filter(usable).findFirst();
  }

  /** A leg by a device that is down is dead ({@code RTNH_F_DEAD}). */
  public boolean isAlive() {
    return device.isEmpty() || device.get().isUp();
  }

  /**
   * The leg for a packet, by its share of all hashes ({@code fib_select_multipath}).
   *
   * @param hash of the packet, from 0
   */
  FibRoute select(int hash) {
    List<FibRoute> alive = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < legs.size(); i++) {
      if (legs.get(i).isAlive()) {
        alive.add(legs.get(i));
        total += spec.options().hops().get(i).weight();
        weights.add(total);
      }
    }
    for (int i = 0; i < alive.size(); i++) {
      long upper = ((long) weights.get(i) << 31) / total;
      if (hash < upper) {
        return alive.get(i);
      }
    }
    return legs.get(0);
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
        && legs.equals(route.legs)
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
