package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.ChainReference;

/**
 * A table of nftables' own as the kernel tells it ({@code NFT_MSG_GETTABLE}).
 *
 * @param handle its number among all tables
 * @param sets in the order in which they were made, maps among them, as the rest
 */
public record NftTableInfo(
    NftFamily family,
    String name,
    long handle,
    List<NftObject.Counted> objects,
    List<NamedSet> sets,
    List<Chain> chains) {

  /**
   * A chain.
   *
   * @param base where packets enter it; empty for one that is jumped to
   * @param references rules that lead to it
   */
  public record Chain(
      String name, Optional<NftBase> base, long handle, int references, List<Entry> rules) {}

  /**
   * A rule in its chain.
   *
   * @param packets what its counter has counted
   */
  public record Entry(NftRule rule, long handle, long packets, long bytes) {}

  /**
   * A named set or map.
   *
   * @param elements in their order, those among them that are too old
   */
  public record NamedSet(String name, NftSetSpec spec, long handle, List<NftElement> elements) {}

  /** What names a chain of it, as those see it whose packets are of a family of IP. */
  public ChainReference chain(Family seen, String chain) {
    return ChainReference.ofNft(seen, family.label() + " " + name, chain);
  }

  /** The chain of a name. */
  public Optional<Chain> chain(String chain) {
    return chains.stream().filter(c -> c.name().equals(chain)).findFirst();
  }

  /** The object of a kind and a name. */
  public Optional<NftObject.Counted> object(NftObject.Kind kind, String object) {
    return objects.stream()
        .filter(o -> o.object().kind() == kind && o.object().name().equals(object))
        .findFirst();
  }

  /** The set of a name. */
  public Optional<NamedSet> set(String set) {
    return sets.stream().filter(s -> s.name().equals(set)).findFirst();
  }
}
