package passerelle.sim.netfilter;

/**
 * A match made ready for packets ({@code struct xt_match}): it must be quick and must not allocate.
 */
@FunctionalInterface
interface Condition {
  boolean test(PacketContext packet);

  default Condition negate(boolean negated) {
    return negated ? packet -> !test(packet) : this;
  }
}
