package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.Table;

/**
 * A table as the kernel tells it ({@code NFT_MSG_GETTABLE}).
 *
 * @param handle its number among those of all families
 * @param chains in the order in which they were made
 */
public record TableInfo(Family family, Table table, long handle, List<ChainInfo> chains) {
  /** The chain of a name. */
  public Optional<ChainInfo> chain(String name) {
    return chains.stream().filter(chain -> chain.name().equals(name)).findFirst();
  }
}
