package passerelle.sim.netfilter;

import passerelle.netfilter.StatisticMatch;
import passerelle.sim.core.LabRandom;

/** {@code -m statistic} (net/netfilter/xt_statistic.c:statistic_mt). */
final class StatisticCondition implements Condition {
  private final StatisticMatch match;
  private final LabRandom random;
  private int count;

  StatisticCondition(StatisticMatch match, LabRandom random) {
    this.match = match;
    this.random = random;
    count = match.every() == 0 ? 0 : match.every() - match.packet() - 1;
  }

  @Override
  public boolean test(PacketContext packet) {
    if (match.every() == 0) {
      return (random.nextInt() >>> 1) < match.probability() != match.negated();
    }
    boolean due = count == match.every() - 1;
    count = due ? 0 : count + 1;
    return due != match.negated();
  }
}
