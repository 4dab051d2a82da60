package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The tables of nftables' own in one namespace (net/netfilter/nf_tables_api.c). Whoever changes
 * something has looked before whether it is there.
 */
public interface Nftables {
  /** In the order in which they were made. */
  List<NftTableInfo> tables();

  /**
   * Makes a table.
   *
   * @param handle the number to have, when iptables has a table of this name already
   */
  void addTable(NftFamily family, String name, OptionalLong handle);

  void deleteTable(NftFamily family, String name);

  void addChain(NftFamily family, String table, String chain, Optional<NftBase> base);

  void setPolicy(NftFamily family, String table, String chain, boolean accepts);

  void renameChain(NftFamily family, String table, String chain, String name);

  void deleteChain(NftFamily family, String table, String chain);

  /** Deletes the rules of a chain. */
  void flush(NftFamily family, String table, String chain);

  /**
   * Puts a rule into a chain.
   *
   * @param position how many stand before it
   * @return false when its jumps would make a circle, or nest too deep
   */
  boolean insert(NftFamily family, String table, String chain, int position, NftRule rule);

  /** Deletes the rule at a position. */
  void delete(NftFamily family, String table, String chain, int position);

  void addSet(NftFamily family, String table, String set, String type, Set<String> flags);

  void deleteSet(NftFamily family, String table, String set);

  /** What is in a set from now on. */
  void setElements(NftFamily family, String table, String set, List<NftInterval> elements);

  /** What makes all tables again what they are now: a change is done as a whole or not at all. */
  Runnable checkpoint();
}
