package passerelle.sim.netfilter;

import passerelle.netfilter.QuotaMatch;

/**
 * {@code -m quota} (net/netfilter/xt_quota.c:quota_mt). A packet that does not fit uses up what is
 * left, so that no smaller one slips in behind it.
 */
final class QuotaCondition implements Condition {
  private final boolean negated;
  private long left;

  QuotaCondition(QuotaMatch match) {
    negated = match.negated();
    left = match.quota();
  }

  @Override
  public boolean test(PacketContext packet) {
    boolean fits = Long.compareUnsigned(left, packet.length()) >= 0;
    left = fits ? left - packet.length() : 0;
    return fits != negated;
  }
}
