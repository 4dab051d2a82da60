package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.NatTarget;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftSetSpec;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;

/** The tables of nftables' own in one namespace (net/netfilter/nf_tables_api.c). */
final class NftRules implements Nftables {
  /** How deep jumps may be nested (NFT_JUMP_STACK_SIZE). */
  private static final int MAX_DEPTH = 16;

  private final NftCompiler compiler;
  private final LongSupplier handles;
  private final Runnable changed;
  private List<NftTable> tables = new ArrayList<>();

  /**
   * No tables.
   *
   * @param handles numbers for new tables
   * @param changed called after each change
   */
  NftRules(Nat nat, MatchTables shared, LongSupplier handles, Runnable changed) {
    compiler = new NftCompiler(nat, shared);
    this.handles = handles;
    this.changed = changed;
  }

  /** A chain that packets of IPv4 come to by themselves. */
  record Registered(NftBase base, NftWalker walker) {}

  /** The base chains, the older tables first. */
  List<Registered> registered() {
    return tables.stream()
        .filter(table -> table.family.sees(Family.IPV4))
        .flatMap(NftRules::registered)
        .toList();
  }

  /** The base chains of a family that is not IP's, the lowest priority first. */
  List<Registered> registered(NftFamily family) {
    return tables.stream()
        .filter(table -> table.family == family)
        .flatMap(NftRules::registered)
        .sorted(Comparator.comparingInt(chain -> chain.base().priority()))
        .toList();
  }

  private static Stream<Registered> registered(NftTable table) {
    return table.chains.values().stream()
        .filter(chain -> chain.base.isPresent())
        .map(chain -> new Registered(chain.base.get(), new NftWalker(table, chain)));
  }

  /** Some rule needs connection tracking or NAT. */
  boolean needsConntrack() {
    return tables.stream()
        .filter(table -> table.family.sees(Family.IPV4))
        .flatMap(table -> table.chains.values().stream())
        .flatMap(chain -> chain.rules.stream())
        .anyMatch(entry -> usesConntrack(entry.rule()));
  }

  private static boolean usesConntrack(NftRule rule) {
    return rule.targets().anyMatch(target -> target instanceof NatTarget)
        || rule.statements().stream()
            .map(NftRule.Statement::does)
            .anyMatch(
                does ->
                    does instanceof NftExpression.Holds holds
                            && RuleChecks.usesConntrack(holds.match())
                        || does instanceof NftExpression.ChooseFrom from
                            && from.how().matches("dnat|snat|redirect")
                        || does instanceof NftExpression.Choose choose
                            && choose.key() == NftField.CT_STATE);
  }

  private NftTable table(NftFamily family, String name) {
    return tables.stream()
        .filter(table -> table.family == family && table.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  private NftChain chain(NftFamily family, String table, String name) {
    return Optional.ofNullable(table(family, table).chains.get(name)).orElseThrow();
  }

  @Override
  public List<NftTableInfo> tables() {
    return tables.stream().map(NftTable::info).toList();
  }

  @Override
  public void addTable(NftFamily family, String name, OptionalLong handle) {
    long number = handle.isPresent() ? handle.getAsLong() : handles.getAsLong();
    tables.add(new NftTable(family, name, number));
    changed.run();
  }

  @Override
  public void deleteTable(NftFamily family, String name) {
    tables.remove(table(family, name));
    changed.run();
  }

  @Override
  public void addChain(NftFamily family, String table, String chain, Optional<NftBase> base) {
    NftTable in = table(family, table);
    in.chains.put(chain, new NftChain(chain, base, in.nextHandle()));
    changed.run();
  }

  @Override
  public void setPolicy(NftFamily family, String table, String chain, boolean accepts) {
    NftChain it = chain(family, table, chain);
    it.base = it.base.map(base -> base.withPolicy(accepts));
    changed.run();
  }

  @Override
  public void renameChain(NftFamily family, String table, String chain, String name) {
    NftTable in = table(family, table);
    List<NftChain> all = List.copyOf(in.chains.values());
    in.chains.clear();
    for (NftChain one : all) {
      one.name = one.name.equals(chain) ? name : one.name;
      in.chains.put(one.name, one);
    }
    all.forEach(one -> one.rules.replaceAll(entry -> compiler.renamed(in, entry, chain, name)));
    changed.run();
  }

  @Override
  public void deleteChain(NftFamily family, String table, String chain) {
    table(family, table).chains.remove(chain);
    changed.run();
  }

  @Override
  public void flush(NftFamily family, String table, String chain) {
    chain(family, table, chain).rules.clear();
    changed.run();
  }

  @Override
  public boolean insert(NftFamily family, String table, String chain, int position, NftRule rule) {
    NftTable in = table(family, table);
    chain(family, table, chain).rules.add(position, compiler.compile(in, rule));
    if (isTooDeep(in)) {
      chain(family, table, chain).rules.remove(position);
      return false;
    }
    changed.run();
    return true;
  }

  /** What packets cannot come to is not looked at ({@code nft_table_validate}). */
  private static boolean isTooDeep(NftTable table) {
    return table.chains.values().stream()
        .filter(one -> one.base.isPresent())
        .anyMatch(one -> depth(table, one.name, new HashSet<>()) > MAX_DEPTH);
  }

  /** Chains on the longest way down from one, itself counted; endless for a circle. */
  private static int depth(NftTable table, String chain, Set<String> above) {
    if (!above.add(chain)) {
      return MAX_DEPTH + 1;
    }
    int deepest = 0;
    for (NftEntry entry : table.chains.get(chain).rules) {
      List<String> next =
          table
              .targets(entry.rule())
              .filter(JumpTarget.class::isInstance)
              .map(target -> ((JumpTarget) target).chain())
              .toList();
      for (String to : next) {
        deepest = Math.max(deepest, depth(table, to, above));
      }
    }
    above.remove(chain);
    return Math.min(deepest, MAX_DEPTH) + 1;
  }

  @Override
  public void delete(NftFamily family, String table, String chain, int position) {
    chain(family, table, chain).rules.remove(position);
    changed.run();
  }

  @Override
  public void addSet(NftFamily family, String table, String set, NftSetSpec spec) {
    NftTable in = table(family, table);
    in.sets.put(set, new NftSet(spec, in.nextHandle()));
  }

  @Override
  public void deleteSet(NftFamily family, String table, String set) {
    table(family, table).sets.remove(set);
  }

  @Override
  public boolean setElements(
      NftFamily family, String table, String set, List<NftElement> elements) {
    NftTable in = table(family, table);
    NftSet its = in.sets.get(set);
    List<NftElement> before = its.elements();
    its.set(elements);
    if (its.spec.isMap() && isTooDeep(in)) {
      its.set(before);
      return false;
    }
    return true;
  }

  @Override
  public void addObject(
      NftFamily family, String table, NftObject object, long packets, long bytes) {
    NftTable in = table(family, table);
    in.objects.add(new NftStateful(object, in.nextHandle(), packets, bytes));
  }

  @Override
  public void deleteObject(NftFamily family, String table, NftObject.Kind kind, String name) {
    NftTable in = table(family, table);
    in.objects.remove(in.object(kind, name));
  }

  @Override
  public void resetObject(NftFamily family, String table, NftObject.Kind kind, String name) {
    table(family, table).object(kind, name).reset();
  }

  @Override
  public Runnable checkpoint() {
    List<NftTable> before = tables.stream().map(NftTable::copy).toList();
    Map<NftSet, List<NftElement>> contents = new LinkedHashMap<>();
    tables.forEach(table -> table.sets.values().forEach(s -> contents.put(s, s.elements())));
    return () -> {
      contents.forEach(NftSet::set);
      tables = new ArrayList<>(before);
      changed.run();
    };
  }
}
