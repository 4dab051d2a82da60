package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftTableInfo;

/** A chain of nftables' own ({@code struct nft_chain}). */
final class NftChain {
  String name;
  Optional<NftBase> base;
  final long handle;
  final List<NftEntry> rules = new ArrayList<>();

  NftChain(String name, Optional<NftBase> base, long handle) {
    this.name = name;
    this.base = base;
    this.handle = handle;
  }

  /** The same chain with the rules that it has now. */
  NftChain copy() {
    NftChain copy = new NftChain(name, base, handle);
    copy.rules.addAll(rules);
    return copy;
  }

  boolean accepts() {
    return base.map(NftBase::accepts).orElse(true);
  }

  NftTableInfo.Chain info(int references) {
    return new NftTableInfo.Chain(
        name, base, handle, references, rules.stream().map(NftEntry::info).toList());
  }
}
