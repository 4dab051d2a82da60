package passerelle.sim.netfilter;

import passerelle.netfilter.Rule;
import passerelle.sim.uapi.RuleInfo;

/**
 * A rule in its chain ({@code struct nft_rule}): the value, what it compiles to, and its counters.
 */
public final class RuleEntry {
  private Rule rule;
  private String text = "";
  private String verdict = "";
  private final HeaderMatch header;
  private final Condition[] conditions;
  private final Action action;
  private final long handle;
  private final long indexKey;
  private long order;
  private long packets;
  private long bytes;

  RuleEntry(Rule rule, HeaderMatch header, Condition[] conditions, Action action, long handle) {
    this.rule = rule;
    this.header = header;
    this.conditions = conditions;
    this.action = action;
    this.handle = handle;
    indexKey = IndexKeys.of(rule);
  }

  public Rule rule() {
    return rule;
  }

  /** The rule as {@code iptables -S} prints it; it is worded once, for many packets. */
  public String text() {
    if (text.isEmpty()) {
      text = rule.text();
    }
    return text;
  }

  /** What its target says of a packet; worded once, too. */
  String verdict() {
    if (verdict.isEmpty()) {
      verdict = rule.target().verdict();
    }
    return verdict;
  }

  /** As programs are told of it. */
  public RuleInfo info() {
    return new RuleInfo(rule, text(), handle, packets, bytes);
  }

  /** The same rule in other words, when the chain it jumps to was renamed. */
  void reword(Rule value) {
    rule = value;
    text = "";
    verdict = "";
  }

  public long packets() {
    return packets;
  }

  /** Octets of the packets counted, IP headers included. */
  public long bytes() {
    return bytes;
  }

  void setCounters(long packetCount, long byteCount) {
    packets = packetCount;
    bytes = byteCount;
  }

  Action action() {
    return action;
  }

  /** Under which the index finds it. */
  long indexKey() {
    return indexKey;
  }

  /** Rises along the chain; not the rule's number. */
  long order() {
    return order;
  }

  void setOrder(long value) {
    order = value;
  }

  boolean matches(PacketContext packet) {
    if (!header.fits(packet)) {
      return false;
    }
    for (Condition condition : conditions) {
      if (!condition.test(packet)) {
        return false;
      }
    }
    return true;
  }

  void count(PacketContext packet) {
    packets++;
    bytes += packet.length();
  }
}
