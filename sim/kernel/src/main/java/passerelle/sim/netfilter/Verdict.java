package passerelle.sim.netfilter;

/**
 * What a hook says of a packet ({@code NF_ACCEPT}, {@code NF_DROP}, {@code NF_STOLEN}). The drop
 * event has been emitted by whoever dropped it.
 */
public enum Verdict {
  ACCEPT,
  DROP,
  /** Taken over: queued for reassembly, or answered with a reset. */
  STOLEN
}
