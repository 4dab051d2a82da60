package passerelle.real.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.kernel.RulesView;
import passerelle.netfilter.ChainReference;

/**
 * How many packets matched each rule while a trace was made: all there is to go by where nf_tables
 * does not tell of the rules, as with {@code iptables-legacy}. Which packets they were it does not
 * say: each that comes along takes one.
 */
final class Counters {
  private final Map<Rule, Long> packets;

  /** A rule by its table, its chain and its place there. */
  record Rule(String table, String chain, int number) {}

  private Counters(Map<Rule, Long> packets) {
    this.packets = packets;
  }

  /** What has been counted so far. */
  static Counters of(RulesView rules) {
    Map<Rule, Long> packets = new LinkedHashMap<>();
    for (RulesView.Chain chain : rules.chains()) {
      for (RulesView.Counted counted : chain.rules()) {
        ChainReference where = chain.reference();
        packets.put(
            new Rule(where.table(), where.name(), counted.rule().number()), counted.packets());
      }
    }
    return new Counters(packets);
  }

  /** What has been counted since. */
  Counters since(Counters earlier) {
    Map<Rule, Long> more = new LinkedHashMap<>();
    packets.forEach(
        (rule, count) -> more.put(rule, count - earlier.packets.getOrDefault(rule, 0L)));
    return new Counters(more);
  }

  /** Takes one packet of those that a rule has counted; false when there is none left. */
  boolean take(Rule rule) {
    long left = packets.getOrDefault(rule, 0L);
    packets.computeIfPresent(rule, (r, count) -> Math.max(0, count - 1));
    return left > 0;
  }
}
