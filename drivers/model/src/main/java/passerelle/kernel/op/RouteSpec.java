package passerelle.kernel.op;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/**
 * A route of either family.
 *
 * @param destination the prefix; one that {@link IpPrefix#isAll} is {@code default}
 * @param type unicast, local, broadcast, or one that refuses
 * @param gateway the next hop; empty when the destination is on the link
 * @param device name of the device out; empty for the refusing types
 * @param preferredSource source address for packets of our own
 * @param scope how far away the destination is
 * @param protocol who made the route
 * @param metric priority, lower wins; 0 is the default
 * @param table table number: 254 main, 255 local, 253 default
 * @param options what it says of packets that go by it
 */
public record RouteSpec(
    IpPrefix destination,
    Type type,
    Optional<IpAddress> gateway,
    Optional<String> device,
    Optional<IpAddress> preferredSource,
    Scope scope,
    Protocol protocol,
    int metric,
    int table,
    Options options) {
  public static final int MAIN = 254;
  public static final int LOCAL = 255;
  public static final int DEFAULT = 253;

  /**
   * Metrics and flags of a route (RTA_METRICS, rtm_flags).
   *
   * @param mtu largest packet in octets; 0 for that of the device
   * @param mtuLocked no smaller one is learned for a destination, and DF is not set
   * @param advmss largest TCP segment that is asked for, in octets; 0 for what fits the MTU
   * @param onLink the gateway is on the link, whatever the other routes say
   * @param hops the next hops that share the packets; empty for a route with one of its own
   */
  public record Options(int mtu, boolean mtuLocked, int advmss, boolean onLink, List<Hop> hops) {
    public static final Options NONE = new Options(0, false, 0, false);

    /** Options of a route that has one next hop at most. */
    public Options(int mtu, boolean mtuLocked, int advmss, boolean onLink) {
      this(mtu, mtuLocked, advmss, onLink, List.of());
    }
  }

  /**
   * One of several next hops (RTA_MULTIPATH).
   *
   * @param gateway the router; empty when destinations are on the link
   * @param device name of the device out; empty for that by which the router is reached
   * @param weight its share of the packets, from 1 to 256
   * @param onLink as {@link Options#onLink}
   */
  public record Hop(
      Optional<IpAddress> gateway, Optional<String> device, int weight, boolean onLink) {
    @Override
    public String toString() {
      String via = gateway.map(g -> " via " + g).orElse("");
      return "nexthop" + via + device.map(d -> " dev " + d).orElse("") + " weight " + weight;
    }
  }

  /** A route without options. */
  public RouteSpec(
      IpPrefix destination,
      Type type,
      Optional<IpAddress> gateway,
      Optional<String> device,
      Optional<IpAddress> preferredSource,
      Scope scope,
      Protocol protocol,
      int metric,
      int table) {
    this(
        destination,
        type,
        gateway,
        device,
        preferredSource,
        scope,
        protocol,
        metric,
        table,
        Options.NONE);
  }

  /** Route types (rtnetlink(7), rtm_type). */
  public enum Type {
    UNICAST,
    LOCAL,
    BROADCAST,
    UNREACHABLE,
    PROHIBIT,
    BLACKHOLE,
    /** Ends the search in its table; the next rule decides. */
    THROW
  }

  /** Scopes (rtm_scope), from far to near. */
  public enum Scope {
    GLOBAL,
    LINK,
    HOST
  }

  /** Who made a route (rtm_protocol). */
  public enum Protocol {
    REDIRECT(1),
    KERNEL(2),
    BOOT(3),
    STATIC(4),
    RA(9),
    ZEBRA(11),
    BIRD(12),
    DHCP(16),
    BABEL(42),
    BGP(186),
    ISIS(187),
    OSPF(188),
    RIP(189);

    private final int number;

    Protocol(int number) {
      this.number = number;
    }

    /** {@code RTPROT_...}. */
    public int number() {
      return number;
    }
  }

  /** A route of table main made by hand: through {@code gateway}, scope global. */
  public static RouteSpec via(IpPrefix destination, IpAddress gateway, String device) {
    return byHand(
        destination, Type.UNICAST, Optional.of(gateway), Optional.of(device), Scope.GLOBAL);
  }

  /** A route of table main made by hand to what is all on a device's link. */
  public static RouteSpec onLink(IpPrefix destination, String device) {
    return byHand(destination, Type.UNICAST, Optional.empty(), Optional.of(device), Scope.LINK);
  }

  /** A route of table main made by hand that leads nowhere. */
  public static RouteSpec refusing(IpPrefix destination, Type type) {
    return byHand(destination, type, Optional.empty(), Optional.empty(), Scope.GLOBAL);
  }

  private static RouteSpec byHand(
      IpPrefix destination,
      Type type,
      Optional<IpAddress> gateway,
      Optional<String> device,
      Scope scope) {
    return new RouteSpec(
        destination, type, gateway, device, Optional.empty(), scope, Protocol.BOOT, 0, MAIN);
  }

  public RouteSpec withTable(int newTable) {
    return with(gateway, device, newTable, options);
  }

  /** The same by a device, or by one that has another name now. */
  public RouteSpec withDevice(String name) {
    return with(gateway, Optional.of(name), table, options);
  }

  /** The same by other next hops. */
  public RouteSpec withHops(List<Hop> hops) {
    Options its =
        new Options(options.mtu(), options.mtuLocked(), options.advmss(), options.onLink(), hops);
    return with(gateway, device, table, its);
  }

  /** The same by one of its next hops alone. */
  public RouteSpec byHop(Hop hop) {
    Options its = new Options(options.mtu(), options.mtuLocked(), options.advmss(), hop.onLink());
    return with(hop.gateway(), hop.device(), table, its);
  }

  private RouteSpec with(
      Optional<IpAddress> newGateway,
      Optional<String> newDevice,
      int newTable,
      Options newOptions) {
    return new RouteSpec(
        destination,
        type,
        newGateway,
        newDevice,
        preferredSource,
        scope,
        protocol,
        metric,
        newTable,
        newOptions);
  }

  /** As {@code ip route} prints it, without flags and without the blank at the end. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (type != Type.UNICAST) {
      out.append(type.name().toLowerCase(Locale.ROOT)).append(' ');
    }
    if (destination.isAll()) {
      out.append("default");
    } else {
      out.append(destination.isHost() ? destination.network() : destination);
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
    if (options.mtu() != 0) {
      out.append(options.mtuLocked() ? " mtu lock " : " mtu ").append(options.mtu());
    }
    if (options.advmss() != 0) {
      out.append(" advmss ").append(options.advmss());
    }
    options.hops().forEach(hop -> out.append(' ').append(hop));
    return out.toString();
  }
}
