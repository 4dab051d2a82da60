package passerelle.sim.netfilter;

import java.util.List;
import java.util.function.Function;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTableInfo;

/**
 * A rule of nftables in its chain ({@code struct nft_rule}): the value, what it compiles to, and
 * its counter.
 */
final class NftEntry {
  private final NftRule rule;
  private final List<Part> parts;
  private final long handle;
  private long packets;
  private long bytes;

  /** One of its statements, made ready. */
  sealed interface Part {
    /** The rest of the rule is for packets for which this holds. */
    record Asks(Condition condition) implements Part {}

    record Counts() implements Part {}

    record Does(Action action) implements Part {}

    record Jumps(String chain, boolean isGoto) implements Part {}

    /**
     * A named map chooses.
     *
     * @param then what follows from an element of it
     */
    record LooksUp(NftFields.Values field, NftSet map, Function<NftElement, Part> then)
        implements Part {}

    record Chooses(NftFields.Values field, List<Branch> branches) implements Part {}
  }

  /** Where a packet goes on by a value of it. */
  record Branch(passerelle.sim.uapi.NftInterval values, Part then) {}

  NftEntry(NftRule rule, List<Part> parts, long handle) {
    this.rule = rule;
    this.parts = List.copyOf(parts);
    this.handle = handle;
    for (NftRule.Statement statement : rule.statements()) {
      if (statement.does() instanceof NftExpression.Counter counter) {
        packets = counter.packets();
        bytes = counter.bytes();
      }
    }
  }

  /** The same entry, counter and all, of a rule that is worded anew. */
  NftEntry with(NftRule worded, List<Part> ready) {
    NftEntry entry = new NftEntry(worded, ready, handle);
    entry.packets = packets;
    entry.bytes = bytes;
    return entry;
  }

  NftRule rule() {
    return rule;
  }

  List<Part> parts() {
    return parts;
  }

  void count(PacketContext packet) {
    packets++;
    bytes += packet.length();
  }

  NftTableInfo.Entry info() {
    return new NftTableInfo.Entry(rule, handle, packets, bytes);
  }
}
