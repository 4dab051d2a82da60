package passerelle.sim.netfilter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.netfilter.HashlimitMatch;
import passerelle.sim.core.EventLoop;

/**
 * Token buckets by what packets have in common ({@code struct xt_hashlimit_htable}). The first rule
 * that names a table sets it up.
 */
final class HashlimitTable {
  private final HashlimitMatch match;
  private final long cost;
  private final long capacity;
  private final long lifetime;
  private final Map<Key, Bucket> buckets = new LinkedHashMap<>();

  private record Key(
      IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {}

  /** {@code struct dsthash_ent}. */
  private static final class Bucket {
    private long tokens;
    private long filled;
    private long expires;
  }

  HashlimitTable(HashlimitMatch match) {
    this.match = match;
    cost = match.period() * (EventLoop.SECOND / HashlimitMatch.SCALE);
    capacity = cost * match.burst();
    lifetime = match.expire() * EventLoop.MILLISECOND;
  }

  /** Whether the packet keeps to the rate; takes its token if it does. */
  boolean admits(PacketContext packet, long now) {
    Bucket bucket = buckets.get(key(packet));
    if (bucket == null || now >= bucket.expires) {
      bucket = new Bucket();
      bucket.tokens = capacity;
      buckets.put(key(packet), bucket);
    } else {
      bucket.tokens = Math.min(capacity, bucket.tokens + now - bucket.filled);
    }
    bucket.filled = now;
    bucket.expires = now + lifetime;
    if (bucket.tokens < cost) {
      return false;
    }
    bucket.tokens -= cost;
    return true;
  }

  /** {@code hashlimit_init_dst}. */
  private Key key(PacketContext packet) {
    Set<HashlimitMatch.Part> mode = match.mode();
    IpAddress none = packet.source().family().any();
    return new Key(
        mode.contains(HashlimitMatch.Part.SRCIP)
            ? packet.source().masked(match.sourceMask())
            : none,
        mode.contains(HashlimitMatch.Part.SRCPORT) ? packet.sourcePort() : 0,
        mode.contains(HashlimitMatch.Part.DSTIP)
            ? packet.destination().masked(match.destinationMask())
            : none,
        mode.contains(HashlimitMatch.Part.DSTPORT) ? packet.destinationPort() : 0);
  }
}
