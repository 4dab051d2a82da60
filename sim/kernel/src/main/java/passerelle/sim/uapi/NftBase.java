package passerelle.sim.uapi;

import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;

/**
 * What makes a chain of nftables a base chain, to which packets come by themselves.
 *
 * @param type {@code filter}, {@code nat} or {@code route}
 * @param priority the lowest first
 * @param accepts its policy: accept or drop
 */
public record NftBase(String type, Hook hook, int priority, boolean accepts) {
  /** The same with another policy. */
  public NftBase withPolicy(boolean accept) {
    return new NftBase(type, hook, priority, accept);
  }

  /** What decides at its chain's end. */
  public Policy policy() {
    return accepts ? Policy.ACCEPT : Policy.DROP;
  }

  /** Its chain is part of address translation. */
  public boolean translates() {
    return type.equals("nat");
  }
}
