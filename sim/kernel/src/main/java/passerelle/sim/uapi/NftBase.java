package passerelle.sim.uapi;

import java.util.List;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;

/**
 * What makes a chain of nftables a base chain, to which packets come by themselves.
 *
 * @param type {@code filter}, {@code nat} or {@code route}
 * @param devices whose frames it sees: of a chain of the family netdev, whose hook {@code ingress}
 *     has the number of {@code prerouting} ({@code NF_NETDEV_INGRESS}); empty for all
 * @param priority the lowest first
 * @param accepts its policy: accept or drop
 */
public record NftBase(String type, Hook hook, List<String> devices, int priority, boolean accepts) {
  /** The same with another policy. */
  public NftBase withPolicy(boolean accept) {
    return new NftBase(type, hook, devices, priority, accept);
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
