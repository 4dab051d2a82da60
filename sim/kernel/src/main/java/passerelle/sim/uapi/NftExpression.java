package passerelle.sim.uapi;

import java.util.List;
import passerelle.netfilter.Match;
import passerelle.netfilter.Target;

/** What a rule of nftables asks or does, one thing after the other (nf_tables_core.c). */
public sealed interface NftExpression {

  /** The field is, or is not, one of some values. */
  record Compare(NftField field, boolean negated, List<NftInterval> values)
      implements NftExpression {}

  /** The field is, or is not, in a named set. */
  record InSet(NftField field, boolean negated, String set) implements NftExpression {}

  /** What iptables asks with a match, or the contrary. */
  record Holds(Match match, boolean negated) implements NftExpression {}

  /**
   * Counts the packets that come by.
   *
   * @param packets what it starts with
   */
  record Counter(long packets, long bytes) implements NftExpression {}

  /** What iptables does with a target, verdicts included. */
  record Apply(Target target) implements NftExpression {}

  /** A verdict by the key's value ({@code vmap}), or a translation ({@code map}). */
  record Choose(NftKey key, List<Branch> branches) implements NftExpression {}

  /** What follows for some values. */
  record Branch(NftInterval values, Target target) {}
}
