package passerelle.sim.netfilter;

/**
 * What follows a rule that matched, or a whole chain ({@code NFT_CONTINUE}, {@code NFT_RETURN}, a
 * verdict).
 */
enum Step {
  /** On to the next rule. */
  CONTINUE,
  ACCEPT,
  DROP,
  /** Back to the calling chain. */
  RETURN
}
