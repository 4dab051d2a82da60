package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.op.RouteSpec;

/**
 * What is told of a route that is to be deleted ({@code RTM_DELROUTE}); what is empty may be
 * anything.
 *
 * @param destination the exact prefix
 * @param table table number
 */
public record RouteMatch(
    IpPrefix destination,
    int table,
    Optional<RouteSpec.Type> type,
    Optional<IpAddress> gateway,
    Optional<String> device,
    Optional<IpAddress> preferredSource,
    OptionalInt metric,
    Optional<RouteSpec.Scope> scope,
    Optional<RouteSpec.Protocol> protocol,
    RouteSpec.Options options) {

  /** The route as it stands in a table. */
  public static RouteMatch exactly(RouteSpec spec) {
    return new RouteMatch(
        spec.destination(),
        spec.table(),
        Optional.of(spec.type()),
        spec.gateway(),
        spec.device(),
        spec.preferredSource(),
        OptionalInt.of(spec.metric()),
        Optional.of(spec.scope()),
        Optional.empty(),
        RouteSpec.Options.NONE);
  }

  public boolean matches(RouteSpec spec) {
    return spec.destination().equals(destination)
        && spec.table() == table
        && type.filter(t -> t != spec.type()).isEmpty()
        && (options.hops().isEmpty()
            ? hopMatches(gateway, device, spec)
            : hopsMatch(spec.options().hops()))
        && (preferredSource.isEmpty() || preferredSource.equals(spec.preferredSource()))
        && (metric.isEmpty() || metric.getAsInt() == spec.metric())
        && scope.filter(s -> s != spec.scope()).isEmpty()
        && protocol.filter(p -> p != spec.protocol()).isEmpty()
        && metricsMatch(spec.options());
  }

  /** Of several next hops the first is asked ({@code fib_nh_match}). */
  private static boolean hopMatches(
      Optional<IpAddress> gateway, Optional<String> device, RouteSpec spec) {
    List<RouteSpec.Hop> hops = spec.options().hops();
    RouteSpec first = hops.isEmpty() ? spec : spec.byHop(hops.get(0));
    return (gateway.isEmpty() || gateway.equals(first.gateway()))
        && (device.isEmpty() || device.equals(first.device()));
  }

  private boolean hopsMatch(List<RouteSpec.Hop> its) {
    boolean same = options.hops().size() == its.size();
    for (int i = 0; same && i < its.size(); i++) {
      RouteSpec.Hop asked = options.hops().get(i);
      same =
          (asked.gateway().isEmpty() || asked.gateway().equals(its.get(i).gateway()))
              && (asked.device().isEmpty() || asked.device().equals(its.get(i).device()));
    }
    return same;
  }

  /** {@code fib_metrics_match}. */
  private boolean metricsMatch(RouteSpec.Options its) {
    return (options.mtu() == 0 || options.mtu() == its.mtu())
        && (options.advmss() == 0 || options.advmss() == its.advmss());
  }
}
