package passerelle.sim.uapi;

import java.util.OptionalLong;
import passerelle.sim.core.EventLoop;

/**
 * How long an address is valid, and how long preferred ({@code struct ifa_cacheinfo},
 * net/ipv4/devinet.c:set_ifa_lifetime).
 *
 * @param since virtual time in nanoseconds from which it counts
 * @param valid seconds until the address goes; empty for never
 * @param preferred seconds until it is deprecated; empty for never
 */
public record Lifetime(long since, OptionalLong valid, OptionalLong preferred) {
  public static final Lifetime FOREVER =
      new Lifetime(0, OptionalLong.empty(), OptionalLong.empty());

  /** It will go ({@code IFA_F_PERMANENT} is not set). */
  public boolean isDynamic() {
    return valid.isPresent();
  }

  /** It is no longer preferred; of one that stays only what was said at first counts. */
  public boolean isDeprecated(long now) {
    return isDynamic()
        ? preferred.isPresent() && left(preferred, now) == 0
        : preferred.orElse(1) == 0;
  }

  /** Seconds that are left of its validity; 4294967295 for ever. */
  public long validLeft(long now) {
    return isDynamic() ? left(valid, now) : 0xffff_ffffL;
  }

  /** Seconds that are left until it is deprecated; 4294967295 for ever. */
  public long preferredLeft(long now) {
    return isDynamic() && preferred.isPresent() ? left(preferred, now) : 0xffff_ffffL;
  }

  private long left(OptionalLong seconds, long now) {
    return Math.max(0, seconds.getAsLong() - (now - since) / EventLoop.SECOND);
  }

  /** Nanoseconds from its beginning until the address goes. */
  public long nanoseconds() {
    return valid.getAsLong() * EventLoop.SECOND;
  }
}
