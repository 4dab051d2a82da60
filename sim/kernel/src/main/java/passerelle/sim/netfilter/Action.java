package passerelle.sim.netfilter;

import java.util.Optional;

/** A target made ready for packets ({@code struct xt_target}). */
interface Action {
  Step apply(PacketContext packet);

  /** The chain in which evaluation goes on; empty for every target but a jump. */
  default Optional<Chain> jump() {
    return Optional.empty();
  }

  /** A jump that does not come back ({@code -g}). */
  default boolean isGoto() {
    return false;
  }
}
