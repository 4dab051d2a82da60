package passerelle.sim.netfilter;

import passerelle.netfilter.LimitMatch;
import passerelle.sim.core.EventLoop;

/** A token bucket that fills with time (net/netfilter/nft_limit.c:nft_limit_eval). */
final class LimitCondition implements Condition {
  private final long cost;
  private final long capacity;
  private long tokens;
  private long last;

  LimitCondition(LimitMatch match) {
    cost = match.period() * (EventLoop.SECOND / LimitMatch.SCALE);
    capacity = cost * Math.max(1, match.burst());
    tokens = capacity;
  }

  @Override
  public boolean test(PacketContext packet) {
    long now = packet.skb().machine().now();
    tokens = Math.min(capacity, tokens + now - last);
    last = now;
    if (tokens < cost) {
      return false;
    }
    tokens -= cost;
    return true;
  }
}
