package passerelle.sim.uapi;

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

  /** A match that does not ask who made the route. */
  public RouteMatch(
      IpPrefix destination,
      int table,
      Optional<RouteSpec.Type> type,
      Optional<IpAddress> gateway,
      Optional<String> device,
      Optional<IpAddress> preferredSource,
      OptionalInt metric,
      Optional<RouteSpec.Scope> scope) {
    this(
        destination,
        table,
        type,
        gateway,
        device,
        preferredSource,
        metric,
        scope,
        Optional.empty(),
        RouteSpec.Options.NONE);
  }

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
        Optional.of(spec.scope()));
  }

  public boolean matches(RouteSpec spec) {
    return spec.destination().equals(destination)
        && spec.table() == table
        && type.filter(t -> t != spec.type()).isEmpty()
        && (gateway.isEmpty() || gateway.equals(spec.gateway()))
        && (device.isEmpty() || device.equals(spec.device()))
        && (preferredSource.isEmpty() || preferredSource.equals(spec.preferredSource()))
        && (metric.isEmpty() || metric.getAsInt() == spec.metric())
        && scope.filter(s -> s != spec.scope()).isEmpty()
        && protocol.filter(p -> p != spec.protocol()).isEmpty()
        && metricsMatch(spec.options());
  }

  /** {@code fib_metrics_match}. */
  private boolean metricsMatch(RouteSpec.Options its) {
    return (options.mtu() == 0 || options.mtu() == its.mtu())
        && (options.advmss() == 0 || options.advmss() == its.advmss());
  }
}
