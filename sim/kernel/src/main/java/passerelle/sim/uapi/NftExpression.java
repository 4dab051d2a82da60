package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
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

  /**
   * What a named map says of the key's value.
   *
   * @param how {@code vmap}, {@code dnat}, {@code snat}, {@code redirect}, or {@code mark}
   */
  record ChooseFrom(NftKey key, String map, String how) implements NftExpression {}

  /** An object of the table counts, limits, or asks ({@code nft_objref}). */
  record Refers(NftObject.Kind kind, String name) implements NftExpression {}

  /**
   * Asks whether so many octets have come by.
   *
   * @param over holds for those beyond, not for those within
   */
  record Quota(long amount, boolean over) implements NftExpression {}

  /**
   * Puts the field's value into a named set, or takes it out ({@code nft_dynset}).
   *
   * @param verb {@code add}, {@code update} (the time begins anew), or {@code delete}
   * @param timeout how long it stays, in nanoseconds; 0 for the set's own
   * @param limit what is asked of each value by itself
   * @param asks the same as nft writes it
   */
  record Change(
      String verb, NftField field, String set, long timeout, Optional<Holds> limit, String asks)
      implements NftExpression {}

  /** What follows for some values. */
  record Branch(NftInterval values, Target target) {}
}
