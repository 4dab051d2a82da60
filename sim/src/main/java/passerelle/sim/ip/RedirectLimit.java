package passerelle.sim.ip;

import java.util.HashMap;
import java.util.Map;
import passerelle.addr.Ipv4Address;
import passerelle.sim.core.EventLoop;

/**
 * How many redirects one sender gets: each one later than the one before, nine at most, and from
 * the beginning after a silence (net/ipv4/route.c:ip_rt_send_redirect).
 */
final class RedirectLimit {
  private static final int MOST = 9;
  private static final long LOAD = EventLoop.SECOND / 50;
  private static final long SILENCE = LOAD << MOST + 1;
  private final Map<Ipv4Address, Peer> peers = new HashMap<>();

  private static final class Peer {
    private int sent;
    private long last;
  }

  /** Whether the sender may be sent one now; counts it. */
  boolean allow(Ipv4Address sender, long now) {
    Peer peer = peers.computeIfAbsent(sender, s -> new Peer());
    if (now - peer.last > SILENCE) {
      peer.sent = 0;
    }
    if (peer.sent >= MOST) {
      peer.last = now;
      return false;
    }
    if (peer.sent > 0 && now - peer.last <= LOAD << peer.sent) {
      return false;
    }
    peer.last = now;
    peer.sent++;
    return true;
  }
}
