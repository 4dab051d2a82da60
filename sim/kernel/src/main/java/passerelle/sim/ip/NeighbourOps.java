package passerelle.sim.ip;

import java.util.Optional;
import passerelle.sim.ipv4.Arp;
import passerelle.sim.link.Skb;

/**
 * What the protocol of a family does for its {@link NeighbourTable} ({@code struct neigh_ops}, and
 * the constructor of {@code struct neigh_table}): {@link Arp} for IPv4.
 */
public interface NeighbourOps {

  /**
   * Asks for a neighbour.
   *
   * @param waiting the first packet that waits for it
   */
  void solicit(Neighbour entry, Optional<Skb> waiting);

  /** Drops a packet whose next hop did not answer, and tells its sender. */
  void reportError(Neighbour entry, Skb skb);
}
