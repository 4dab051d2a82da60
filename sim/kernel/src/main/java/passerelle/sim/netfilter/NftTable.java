package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.netfilter.JumpTarget;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftTableInfo;

/** A table of nftables' own ({@code struct nft_table}). */
final class NftTable {
  final NftFamily family;
  final String name;
  final long handle;
  final Map<String, NftChain> chains = new LinkedHashMap<>();
  final Map<String, Elements> sets = new LinkedHashMap<>();
  private long lastHandle;

  /** A named set; rules look into it at each packet. */
  static final class Elements {
    final String type;
    final Set<String> flags;
    final long handle;
    List<NftInterval> all = List.of();

    Elements(String type, Set<String> flags, long handle) {
      this.type = type;
      this.flags = flags;
      this.handle = handle;
    }

    private Elements copy() {
      Elements copy = new Elements(type, flags, handle);
      copy.all = all;
      return copy;
    }
  }

  NftTable(NftFamily family, String name, long handle) {
    this.family = family;
    this.name = name;
    this.handle = handle;
  }

  /** The number of the next chain, rule or set ({@code nf_tables_alloc_handle}). */
  long nextHandle() {
    return ++lastHandle;
  }

  /** The same table with the chains and sets that it has now. */
  NftTable copy() {
    NftTable copy = new NftTable(family, name, handle);
    copy.lastHandle = lastHandle;
    chains.values().forEach(chain -> copy.chains.put(chain.name, chain.copy()));
    sets.forEach((set, elements) -> copy.sets.put(set, elements.copy()));
    return copy;
  }

  /** How many rules lead to a chain. */
  private int references(String chain) {
    return (int)
        chains.values().stream()
            .flatMap(one -> one.rules.stream())
            .flatMap(entry -> entry.rule().targets())
            .filter(target -> target instanceof JumpTarget jump && jump.chain().equals(chain))
            .count();
  }

  NftTableInfo info() {
    List<NftTableInfo.Chain> all = new ArrayList<>();
    chains.values().forEach(chain -> all.add(chain.info(references(chain.name))));
    List<NftTableInfo.NamedSet> named = new ArrayList<>();
    sets.forEach(
        (set, its) ->
            named.add(new NftTableInfo.NamedSet(set, its.type, its.flags, its.handle, its.all)));
    return new NftTableInfo(family, name, handle, named, all);
  }
}
