package passerelle.sim.uapi;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.trace.HopEvent;

/**
 * The way that a packet would take ({@code rt_fill_info}).
 *
 * @param device name of the device out
 * @param source the address that it leaves with
 * @param mtu of the way, in octets
 * @param learned what an ICMP error taught of the destination
 * @param redirects whoever sent it will be told a better way
 */
public record RouteAnswer(
    HopEvent.RouteKind kind,
    String device,
    Optional<IpAddress> gateway,
    IpAddress source,
    RouteSpec spec,
    int mtu,
    Optional<Learned> learned,
    boolean redirects) {

  /**
   * What was learned of a destination ({@code struct fib_nh_exception}).
   *
   * @param mtu a smaller MTU of the path
   * @param gateway a better router
   * @param expires virtual time in nanoseconds at which it is forgotten
   */
  public record Learned(OptionalInt mtu, Optional<IpAddress> gateway, long expires) {}

  public boolean isLocal() {
    return kind == HopEvent.RouteKind.LOCAL;
  }
}
