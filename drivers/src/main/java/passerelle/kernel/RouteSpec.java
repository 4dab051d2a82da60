package passerelle.kernel;

import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv4Prefix;

/**
 * An IPv4 route.
 *
 * @param destination the prefix; {@link Ipv4Prefix#DEFAULT} is {@code default}
 * @param type unicast, local, broadcast, or one that refuses
 * @param gateway the next hop; empty when the destination is on the link
 * @param device name of the device out; empty for the refusing types
 * @param preferredSource source address for packets of our own
 * @param scope how far away the destination is
 * @param protocol who made the route
 * @param metric priority, lower wins; 0 is the default
 * @param table table number: 254 main, 255 local
 */
public record RouteSpec(
    Ipv4Prefix destination,
    Type type,
    Optional<Ipv4Address> gateway,
    Optional<String> device,
    Optional<Ipv4Address> preferredSource,
    Scope scope,
    Protocol protocol,
    int metric,
    int table) {
  public static final int MAIN = 254;
  public static final int LOCAL = 255;

  /** Route types (rtnetlink(7), rtm_type). */
  public enum Type {
    UNICAST,
    LOCAL,
    BROADCAST,
    UNREACHABLE,
    PROHIBIT,
    BLACKHOLE
  }

  /** Scopes (rtm_scope), from far to near. */
  public enum Scope {
    GLOBAL,
    LINK,
    HOST
  }

  /** Who made a route (rtm_protocol). */
  public enum Protocol {
    BOOT,
    KERNEL,
    STATIC
  }

  /** A route of table main made by hand: through {@code gateway}, scope global. */
  public static RouteSpec via(Ipv4Prefix destination, Ipv4Address gateway, String device) {
    return new RouteSpec(
        destination,
        Type.UNICAST,
        Optional.of(gateway),
        Optional.of(device),
        Optional.empty(),
        Scope.GLOBAL,
        Protocol.BOOT,
        0,
        MAIN);
  }

  public RouteSpec withTable(int newTable) {
    return new RouteSpec(
        destination, type, gateway, device, preferredSource, scope, protocol, metric, newTable);
  }

  /** As {@code ip route} prints it, without flags and without the blank at the end. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (type != Type.UNICAST) {
      out.append(type.name().toLowerCase(Locale.ROOT)).append(' ');
    }
    if (destination.length() == 0) {
      out.append("default");
    } else {
      out.append(destination.length() == 32 ? destination.network() : destination);
    }
    gateway.ifPresent(g -> out.append(" via ").append(g));
    device.ifPresent(d -> out.append(" dev ").append(d));
    if (protocol != Protocol.BOOT) {
      out.append(" proto ").append(protocol.name().toLowerCase(Locale.ROOT));
    }
    if (scope != Scope.GLOBAL) {
      out.append(" scope ").append(scope.name().toLowerCase(Locale.ROOT));
    }
    preferredSource.ifPresent(s -> out.append(" src ").append(s));
    if (metric != 0) {
      out.append(" metric ").append(metric);
    }
    return out.toString();
  }
}
