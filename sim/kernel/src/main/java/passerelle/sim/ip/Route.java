package passerelle.sim.ip;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.link.Device;
import passerelle.trace.HopEvent;

/**
 * A routing decision ({@code struct rtable}).
 *
 * @param kind what the packet's destination is
 * @param out device that it leaves by; for local delivery the loopback device
 * @param gateway the next hop when it is not the destination itself
 * @param source source address that a packet of our own gets
 * @param fib the route that won
 * @param metric largest packet in octets on this way, where a route or an ICMP error has told it; 0
 *     for what the device takes
 */
public record Route(
    HopEvent.RouteKind kind,
    Device out,
    Optional<IpAddress> gateway,
    IpAddress source,
    FibRoute fib,
    int metric) {

  /** Largest packet in octets on this way, as far as known ({@code ip_dst_mtu_maybe_forward}). */
  public int mtu() {
    return metric == 0 ? out.mtu() : metric;
  }

  /** The route that won, in iproute2's terms. */
  public RouteSpec spec() {
    return fib.spec();
  }

  public boolean isLocal() {
    return kind == HopEvent.RouteKind.LOCAL;
  }

  /** The same for packets that have another source address. */
  public Route from(IpAddress other) {
    return new Route(kind, out, gateway, other, fib, metric);
  }

  /** The same as far as nothing is known of the path behind the device. */
  public Route probed() {
    return new Route(kind, out, gateway, source, fib, 0);
  }

  /** The address to ask the neighbour table for. */
  public IpAddress nextHop(IpAddress destination) {
    return gateway.orElse(destination);
  }
}
