package passerelle.sim.ip;

import java.util.HashMap;
import java.util.Map;
import passerelle.addr.Ipv4Address;
import passerelle.sim.core.EventLoop;

/**
 * How many ICMP errors one destination gets: one a second, six in a burst
 * (net/ipv4/inetpeer.c:inet_peer_xrlim_allow, {@code net.ipv4.icmp_ratelimit} = 1000).
 */
final class IcmpRateLimit {
  private static final long PERIOD = EventLoop.SECOND;
  private static final long BURST = 6 * PERIOD;
  private final Map<Ipv4Address, Peer> peers = new HashMap<>();

  private static final class Peer {
    private long tokens = BURST;
    private long last;
  }

  /** Whether an error may go to the destination now; takes it off the account. */
  boolean allow(Ipv4Address destination, long now) {
    Peer peer = peers.computeIfAbsent(destination, d -> new Peer());
    peer.tokens = Math.min(BURST, peer.tokens + now - peer.last);
    peer.last = now;
    if (peer.tokens < PERIOD) {
      return false;
    }
    peer.tokens -= PERIOD;
    return true;
  }
}
