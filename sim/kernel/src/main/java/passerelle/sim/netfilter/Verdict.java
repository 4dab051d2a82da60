package passerelle.sim.netfilter;

/** What a hook says of a packet. The drop event has been emitted by whoever dropped it. */
public enum Verdict {
  ACCEPT,
  DROP,
  /** Taken over: queued for reassembly, or answered with a reset. */
  STOLEN
}
