package passerelle.sim.ipv4;

import java.util.HashMap;
import java.util.Map;
import passerelle.addr.IpAddress;
import passerelle.sim.core.EventLoop;

/**
 * What is remembered of other machines to limit the ICMP messages that they get
 * (net/ipv4/inetpeer.c). All limits keep their account in the same place, so that one that is used
 * up leaves less to the others.
 */
final class InetPeers {
  /** {@code net.ipv4.icmp_ratelimit}, and what one error about a route costs (error_cost). */
  private static final long PERIOD = EventLoop.SECOND;

  /** XRLIM_BURST_FACTOR. */
  private static final long BURST = 6 * PERIOD;

  /** {@code net.ipv4.route.error_burst}. */
  private static final long ROUTE_ERROR_BURST = 5 * PERIOD;

  /** {@code net.ipv4.route.redirect_number}. */
  private static final int MOST_REDIRECTS = 9;

  /** {@code net.ipv4.route.redirect_load}. */
  private static final long REDIRECT_LOAD = EventLoop.SECOND / 50;

  /** {@code net.ipv4.route.redirect_silence}. */
  private static final long REDIRECT_SILENCE = REDIRECT_LOAD << MOST_REDIRECTS + 1;

  private final Map<IpAddress, Peer> peers = new HashMap<>();

  private static final class Peer {
    private long tokens;
    private long last;
    private int redirects;

    private Peer(long now) {
      last = now - 60 * EventLoop.SECOND;
    }

    private boolean pay(long burst, long now) {
      tokens = Math.min(burst, tokens + now - last);
      last = now;
      if (tokens < PERIOD) {
        return false;
      }
      tokens -= PERIOD;
      return true;
    }
  }

  private Peer peer(IpAddress address, long now) {
    return peers.computeIfAbsent(address, a -> new Peer(now));
  }

  /**
   * Whether an error may go to an address: one a second, six in a burst (inet_peer_xrlim_allow).
   */
  boolean allowError(IpAddress destination, long now) {
    return peer(destination, now).pay(BURST, now);
  }

  /**
   * Whether a sender may be told that there is no route: one a second, five in a burst (ip_error).
   * The message itself then has to pass {@link #allowError} as well.
   */
  boolean allowRouteError(IpAddress sender, long now) {
    return peer(sender, now).pay(ROUTE_ERROR_BURST, now);
  }

  /**
   * Whether a sender may be shown a nearer router now: each time later than the time before, nine
   * times at most, and from the beginning after a silence (ip_rt_send_redirect).
   */
  boolean allowRedirect(IpAddress sender, long now) {
    Peer peer = peer(sender, now);
    if (now - peer.last > REDIRECT_SILENCE) {
      peer.tokens = 0;
      peer.redirects = 0;
    }
    if (peer.redirects >= MOST_REDIRECTS) {
      peer.last = now;
      return false;
    }
    if (peer.redirects > 0 && now - peer.last <= REDIRECT_LOAD << peer.redirects) {
      return false;
    }
    peer.last = now;
    peer.redirects++;
    return true;
  }
}
