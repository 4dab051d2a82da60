package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

  void addSet(NftFamily family, String table, String set, NftSetSpec spec);

  void deleteSet(NftFamily family, String table, String set);

  /**
   * Puts something else into a set.
   *
   * @return false when jumps from a map would make a circle, or nest too deep
   */
  boolean setElements(NftFamily family, String table, String set, List<NftElement> elements);

  /**
   * Makes an object.
   *
   * @param packets what it starts with
   */
  void addObject(NftFamily family, String table, NftObject object, long packets, long bytes);

  void deleteObject(NftFamily family, String table, NftObject.Kind kind, String name);

  /** Begins to count anew. */
  void resetObject(NftFamily family, String table, NftObject.Kind kind, String name);

  /** What makes all tables again what they are now: a change is done as a whole or not at all. */
  Runnable checkpoint();
}
