package passerelle.sim.ipv4;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.InputRoute;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.trace.DropReason;

/**
 * Whether an answer to the source of a packet that came in could go back
 * (net/ipv4/fib_frontend.c:fib_validate_source): the source must not be one of our own addresses,
 * and with {@code rp_filter} its route must lead where the packet came from.
 */
record SourceValidation(Ipv4Stack stack) {
  private static final String FUNCTION = "fib_validate_source";
  private static final Result FINE = new Result(Optional.empty(), false);

  /**
   * What was found.
   *
   * @param refusal why the packet may not have this source
   * @param onLink the source is directly on the link that the packet came in by
   */
  record Result(Optional<InputRoute> refusal, boolean onLink) {}

  /**
   * Checks.
   *
   * @param out the device that the packet will leave by; empty when it is for this machine
   */
  Result validate(RouteKey key, Device in, Optional<Device> out) {
    IpAddress source = key.source();
    if (in.isLoopback() || source.isUnspecified()) {
      return FINE;
    }
    int filter = stack.conf().rpFilter(in);
    boolean back = out.isPresent() && out.get() == in && stack.conf().sendRedirects(in);
    if (filter != 0 || back) {
      return wayBack(key, in, out, filter);
    }
    if (stack.conf().acceptLocal(in)) {
      return FINE;
    }
    if (stack.fib().hasCustomLocalRoutes() || stack.fib().hasCustomRules()) {
      return wayBack(key, in, out, filter);
    }
    return stack.addresses().has(source)
        ? refused(DropReason.IP_LOCAL_SOURCE, ownAddress(source))
        : FINE;
  }

  /** {@code __fib_validate_source}. */
  private Result wayBack(RouteKey key, Device in, Optional<Device> out, int filter) {
    String onward = out.map(Device::name).orElse("lo");
    IpAddress source = key.source();
    Optional<FibRoute> found = stack.fib().lookup(RouteKey.answerTo(key, onward));
    if (found.isEmpty() || found.get().device().isEmpty()) {
      return filter == 0
          ? FINE
          : refused(DropReason.IP_RPFILTER, "rp_filter: no route back to " + source);
    }
    FibRoute route = found.get();
    RouteSpec.Type type = route.spec().type();
    boolean local = type == RouteSpec.Type.LOCAL && stack.conf().acceptLocal(in);
    if (type != RouteSpec.Type.UNICAST && !local) {
      return refused(DropReason.IP_LOCAL_SOURCE, ownAddress(source));
    }
    if (route.whole().uses(in)) {
      return new Result(Optional.empty(), route.nextHop().isEmpty());
    }
    boolean bare = stack.addresses().of(in, Family.IPV4).isEmpty();
    if (bare ? filter != 0 : filter == 1) {
      String detail = "rp_filter: the route back to " + source + " is " + route.spec();
      return refused(DropReason.IP_RPFILTER, detail);
    }
    if (bare) {
      return FINE;
    }
    Optional<FibRoute> byIt =
        stack
            .fib()
            .lookup(
                RouteKey.answerTo(key, onward).by(in.name()),
                r -> r.device().filter(device -> device == in).isPresent());
    boolean onLink =
        byIt.filter(r -> r.spec().type() == RouteSpec.Type.UNICAST && r.nextHop().isEmpty())
            .isPresent();
    return new Result(Optional.empty(), onLink);
  }

  private static Result refused(DropReason reason, String detail) {
    return new Result(Optional.of(new InputRoute.Martian(FUNCTION, reason, detail)), false);
  }

  private static String ownAddress(IpAddress source) {
    return "source " + source + " is one of our own addresses";
  }
}
