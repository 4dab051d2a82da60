package passerelle.sim.netfilter;

import passerelle.addr.IpAddress;
import passerelle.netfilter.RecentMatch;
import passerelle.sim.core.EventLoop;

/** {@code -m recent} (net/netfilter/xt_recent.c:recent_mt). */
record RecentCondition(RecentMatch match, RecentTable table) implements Condition {
  @Override
  public boolean test(PacketContext packet) {
    long now = packet.skb().machine().now();
    IpAddress address = match.destination() ? packet.destination() : packet.source();
    // The TTL as it was before forwarding.
    int ttl =
        packet.skb().ip().ttl() + (packet.out().isPresent() && packet.in().isPresent() ? 1 : 0);
    RecentTable.Entry entry = table.find(address, match.ttl() ? ttl : 0);
    if (entry == null) {
      if (match.mode() == RecentMatch.Mode.SET) {
        table.add(address, ttl, now);
      }
      return match.mode() == RecentMatch.Mode.SET != match.negated();
    }
    return switch (match.mode()) {
      case SET -> {
        table.update(address, entry, ttl, now);
        yield !match.negated();
      }
      case REMOVE -> {
        table.remove(address);
        yield !match.negated();
      }
      case CHECK -> seen(entry, now) != match.negated();
      case UPDATE -> {
        boolean fits = seen(entry, now) != match.negated();
        if (fits) {
          table.update(address, entry, ttl, now);
        }
        yield fits;
      }
    };
  }

  /** Whether it was seen often enough lately. */
  private boolean seen(RecentTable.Entry entry, long now) {
    long since = now - match.seconds() * EventLoop.SECOND;
    int hits = 0;
    boolean enough = false;
    for (long stamp : entry.stamps()) {
      if (match.seconds() == 0 || stamp >= since) {
        hits++;
        enough |= hits >= Math.max(1, match.hits());
      }
    }
    if (match.reap()) {
      entry.stamps().removeIf(stamp -> stamp < since);
    }
    return enough;
  }
}
