package passerelle.sim.ipv4;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.sim.core.EventLoop;
import passerelle.sim.uapi.RouteAnswer.Learned;

/**
 * What was learned about single destinations ({@code struct fib_nh_exception}): a path MTU from
 * "fragmentation needed" (RFC 1191), or another gateway from a redirect.
 */
public final class RouteExceptions {
  /** {@code net.ipv4.route.mtu_expires}: ten minutes, in nanoseconds. */
  private static final long EXPIRES = 600 * EventLoop.SECOND;

  /** {@code net.ipv4.route.gc_timeout}: what a redirect said holds for five minutes. */
  private static final long REDIRECT_EXPIRES = 300 * EventLoop.SECOND;

  /** {@code net.ipv4.route.min_pmtu}: no path is taken to be narrower. */
  private static final int MIN_PMTU = 552;

  private final EventLoop loop;
  private final Map<IpAddress, Learned> entries = new HashMap<>();

  RouteExceptions(EventLoop loop) {
    this.loop = loop;
  }

  /** What is known of a destination and still holds. */
  public Optional<Learned> find(IpAddress destination) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Learned entry = entries.get(destination);
    if (entry != null && entry.expires() <= loop.now()) {
      entries.remove(destination);
      return Optional.empty();
    }
    return Optional.ofNullable(entry);
  }

  /** A router said that packets for the destination may have at most {@code mtu} octets. */
  void learnMtu(IpAddress destination, int mtu) {
    Optional<IpAddress> gateway = find(destination).flatMap(Learned::gateway);
    int accepted = Math.max(mtu, MIN_PMTU);
    entries.put(destination, new Learned(OptionalInt.of(accepted), gateway, loop.now() + EXPIRES));
  }

  /** A router said that another one is nearer to the destination. */
  void learnGateway(IpAddress destination, IpAddress gateway) {
    OptionalInt mtu = find(destination).map(Learned::mtu).orElse(OptionalInt.empty());
    entries.put(destination, new Learned(mtu, Optional.of(gateway), loop.now() + REDIRECT_EXPIRES));
  }

  /** Forgets everything ({@code ip route flush cache}). */
  public void flush() {
    entries.clear();
  }
}
