package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTableInfo;

/** A table of nftables' own ({@code struct nft_table}). */
final class NftTable {
  final NftFamily family;
  final String name;
  final long handle;
  final Map<String, NftChain> chains = new LinkedHashMap<>();
  final Map<String, NftSet> sets = new LinkedHashMap<>();
  final List<NftStateful> objects = new ArrayList<>();
  private long lastHandle;

  NftTable(NftFamily family, String name, long handle) {
    this.family = family;
    this.name = name;
    this.handle = handle;
  }

  /** The number of the next chain, rule or set ({@code nf_tables_alloc_handle}). */
  long nextHandle() {
    return ++lastHandle;
  }

  /** The object of a kind and a name. */
  NftStateful object(NftObject.Kind kind, String object) {
    return objects.stream()
        .filter(one -> one.object.kind() == kind && one.object.name().equals(object))
        .findFirst()
        .orElseThrow();
  }

  /** The same table with the chains and sets that it has now, which rules look into. */
  NftTable copy() {
    NftTable copy = new NftTable(family, name, handle);
    copy.lastHandle = lastHandle;
    chains.values().forEach(chain -> copy.chains.put(chain.name, chain.copy()));
    copy.sets.putAll(sets);
    copy.objects.addAll(objects);
    return copy;
  }

  /** Where a rule may lead a packet, by the named maps that it asks, too. */
  Stream<Target> targets(NftRule rule) {
    Stream<Target> mapped =
        rule.statements().stream()
            .map(NftRule.Statement::does)
            .filter(NftExpression.ChooseFrom.class::isInstance)
            .flatMap(does -> sets.get(((NftExpression.ChooseFrom) does).map()).verdicts());
    return Stream.concat(rule.targets(), mapped);
  }

  /** How many rules, and elements of maps, lead to a chain. */
  private int references(String chain) {
    return (int)
        Stream.concat(
                chains.values().stream()
                    .flatMap(one -> one.rules.stream())
                    .flatMap(entry -> entry.rule().targets()),
                sets.values().stream().flatMap(NftSet::verdicts))
            .filter(target -> target instanceof JumpTarget jump && jump.chain().equals(chain))
            .count();
  }

  NftTableInfo info() {
    List<NftTableInfo.Chain> all = new ArrayList<>();
    chains.values().forEach(chain -> all.add(chain.info(references(chain.name))));
    List<NftTableInfo.NamedSet> named = new ArrayList<>();
    sets.forEach(
        (set, its) ->
            named.add(new NftTableInfo.NamedSet(set, its.spec, its.handle, its.elements())));
    List<NftObject.Counted> counted = objects.stream().map(NftStateful::info).toList();
    return new NftTableInfo(family, name, handle, counted, named, all);
  }
}
