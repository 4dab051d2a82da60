package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import passerelle.netfilter.Hook;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.NfTables;

/**
 * The rules of one family in one namespace, and what iptables can do to them (iptables/nft.c). A
 * table or built-in chain comes into being when something is done to it.
 */
public final class RuleSet implements NfTables {
  private final RuleCompiler compiler;
  private final LongSupplier handles;
  private final Runnable changed;
  private final Runnable committed;
  private final Map<Table, RuleTable> tables = new EnumMap<>(Table.class);
  private int conntrackUsers;

  /**
   * An empty rule set.
   *
   * @param handles numbers for new tables, in the order in which they are made
   * @param changed called when a built-in chain or the need for tracking came or went
   * @param committed called at each change
   */
  RuleSet(Nat nat, MatchTables shared, LongSupplier handles, Runnable changed, Runnable committed) {
    compiler = new RuleCompiler(nat, shared);
    this.handles = handles;
    this.changed = changed;
    this.committed = committed;
  }

  /** The table if it is there. */
  public Optional<RuleTable> table(Table table) {
    return Optional.ofNullable(tables.get(table));
  }

  @Override
  public boolean has(Table table) {
    return table(table).isPresent();
  }

  @Override
  public List<ChainInfo> dump(Table table) {
    List<Chain> out = new ArrayList<>();
    for (Hook hook : table.hooks()) {
      out.add(
          find(table, hook.name()).orElseGet(() -> new Chain(hook.name(), Optional.of(hook), 0)));
    }
    table(table).ifPresent(t -> out.addAll(t.userChains()));
    return out.stream().map(Chain::info).toList();
  }

  /** How often rules name a set. */
  int usersOfSet(String name) {
    return (int)
        tables.values().stream()
            .flatMap(table -> table.chains().stream())
            .flatMap(chain -> chain.entries().stream())
            .flatMap(entry -> SetConditions.names(entry.rule()))
            .filter(name::equals)
            .count();
  }

  @Override
  public int size(Table table, String chain) {
    return find(table, chain).map(Chain::size).orElse(0);
  }

  /** The rule of a number, from 1, that the chain is known to have. */
  public RuleEntry entry(Table table, String chain, int number) {
    return find(table, chain).orElseThrow().entry(number - 1);
  }

  /** Some rule needs connection tracking or NAT ({@code nf_ct_netns_get}). */
  boolean needsConntrack() {
    return conntrackUsers > 0;
  }

  private RuleTable open(Table table) {
    return tables.computeIfAbsent(table, t -> new RuleTable(t, handles.getAsLong()));
  }

  private Optional<Chain> find(Table table, String chain) {
    return table(table).flatMap(t -> t.find(chain));
  }

  /** The chain, made if it is a built-in one that is not there yet. */
  private Chain require(Table table, String name) throws IptablesException {
    Optional<Hook> hook = table.hooks().stream().filter(h -> h.name().equals(name)).findFirst();
    if (hook.isPresent()) {
      boolean isNew = find(table, name).isEmpty();
      Chain chain = open(table).openBuiltin(hook.get());
      if (isNew) {
        changed.run();
      }
      return chain;
    }
    return find(table, name).orElseThrow(IptablesException::noChain);
  }

  /** A chain that must be there before. */
  private Chain existing(Table table, String name) throws IptablesException {
    return find(table, name).orElseThrow(IptablesException::noChain);
  }

  @Override
  public boolean hasChain(Table table, String name) {
    return table.hooks().stream().anyMatch(h -> h.name().equals(name))
        || find(table, name).isPresent();
  }

  @Override
  public void append(Table table, String chain, Rule rule) throws IptablesException {
    Chain to = require(table, chain);
    add(table, to, to.size(), rule, "RULE_APPEND");
  }

  @Override
  public void insert(Table table, String chain, int number, Rule rule) throws IptablesException {
    Chain to = require(table, chain);
    if (number > to.size() + 1) {
      throw operation("Index of insertion too big.");
    }
    add(table, to, number - 1, rule, "RULE_INSERT");
  }

  @Override
  public void replace(Table table, String chain, int number, Rule rule) throws IptablesException {
    Chain in = existing(table, chain);
    if (number > in.size()) {
      throw operation("Index of replacement too big.");
    }
    RuleEntry entry = compile(table, in, rule, "RULE_REPLACE");
    unuse(in.remove(number - 1));
    use(entry);
    in.insert(number - 1, entry);
    committed.run();
    changed.run();
  }

  @Override
  public void setCounters(Table table, String chain, int number, long packets, long bytes) {
    entry(table, chain, number).setCounters(packets, bytes);
  }

  @Override
  public void setPolicyCounters(Table table, String chain, long packets, long bytes) {
    find(table, chain).ifPresent(c -> c.setCounters(packets, bytes));
  }

  private void add(Table table, Chain chain, int position, Rule rule, String operation)
      throws IptablesException {
    RuleEntry entry = compile(table, chain, rule, operation);
    boolean tracked = needsConntrack();
    use(entry);
    chain.insert(position, entry);
    committed.run();
    if (tracked != needsConntrack()) {
      changed.run();
    }
  }

  private RuleEntry compile(Table table, Chain chain, Rule rule, String operation)
      throws IptablesException {
    return compiler.compile(open(table), chain, rule, operation);
  }

  private void use(RuleEntry entry) {
    conntrackUsers += RuleChecks.usesConntrack(entry.rule()) ? 1 : 0;
  }

  private void unuse(RuleEntry entry) {
    conntrackUsers -= RuleChecks.usesConntrack(entry.rule()) ? 1 : 0;
  }

  private void removeAt(Chain chain, int position) {
    boolean tracked = needsConntrack();
    unuse(chain.remove(position));
    committed.run();
    if (tracked != needsConntrack()) {
      changed.run();
    }
  }

  @Override
  public void delete(Table table, String chain, int number) throws IptablesException {
    Chain from = existing(table, chain);
    if (number > from.size()) {
      throw operation("Index of deletion too big.");
    }
    removeAt(from, number - 1);
  }

  @Override
  public void delete(Table table, String chain, Rule rule) throws IptablesException {
    delete(table, chain, number(table, chain, rule));
  }

  @Override
  public int number(Table table, String chain, Rule rule) throws IptablesException {
    int position = find(table, chain).map(c -> c.find(rule)).orElse(-1);
    if (position < 0) {
      throw IptablesException.badRule();
    }
    return position + 1;
  }

  @Override
  public void flush(Table table, Optional<String> chain) throws IptablesException {
    if (chain.isPresent()) {
      empty(require(table, chain.get()));
    } else {
      chains(table, chain).forEach(this::empty);
    }
    committed.run();
    changed.run();
  }

  @Override
  public void zero(Table table, Optional<String> chain, int number) throws IptablesException {
    for (Chain one : chains(table, chain)) {
      if (number > one.size()) {
        throw IptablesException.badRule();
      }
      if (number > 0) {
        one.entry(number - 1).setCounters(0, 0);
      } else {
        one.setCounters(0, 0);
        one.entries().forEach(entry -> entry.setCounters(0, 0));
      }
    }
  }

  /** The named chain, or all there are; a built-in one that is not there has nothing in it. */
  private List<Chain> chains(Table table, Optional<String> name) throws IptablesException {
    if (name.isEmpty()) {
      return table(table).map(RuleTable::chains).orElse(List.of());
    }
    if (find(table, name.get()).isEmpty() && hasChain(table, name.get())) {
      return List.of();
    }
    return List.of(existing(table, name.get()));
  }

  @Override
  public void newChain(Table table, String name) throws IptablesException {
    if (hasChain(table, name)) {
      throw operation("Chain already exists.");
    }
    open(table).addUser(name);
    committed.run();
  }

  @Override
  public void deleteChain(Table table, Optional<String> name) throws IptablesException {
    if (name.isPresent()) {
      deleteOne(table, existing(table, name.get()));
      return;
    }
    List<Chain> all = table(table).map(RuleTable::chains).orElse(List.of());
    for (Chain chain : all) {
      boolean builtin = chain.hook().isPresent();
      if (!builtin && (chain.references() > 0 || chain.size() > 0)) {
        throw busy(chain);
      }
    }
    for (Chain chain : all) {
      boolean keeps =
          chain.hook().isPresent() && (chain.size() > 0 || chain.policy() == Policy.DROP);
      if (!keeps) {
        open(table).remove(chain);
      }
    }
    committed.run();
    changed.run();
  }

  private void deleteOne(Table table, Chain chain) throws IptablesException {
    if (chain.references() > 0 || chain.size() > 0) {
      throw busy(chain);
    }
    if (chain.policy() == Policy.DROP) {
      throw operation("Directory not empty.");
    }
    open(table).remove(chain);
    committed.run();
    changed.run();
  }

  private static IptablesException busy(Chain chain) {
    return new IptablesException(
        IptablesException.Kind.RESOURCE,
        " CHAIN_DEL failed (Device or resource busy): chain " + chain.name());
  }

  @Override
  public void renameChain(Table table, String name, String newName) throws IptablesException {
    Chain chain = existing(table, name);
    if (hasChain(table, newName)) {
      throw operation("File exists.");
    }
    if (chain.hook().isPresent()) {
      throw new IptablesException(
          IptablesException.Kind.UNMODELLED, "Passerelle does not model renaming a built-in chain");
    }
    RuleTable in = open(table);
    in.rename(chain, newName);
    committed.run();
    for (Chain other : in.chains()) {
      for (RuleEntry entry : other.entries()) {
        if (entry.action().jump().filter(c -> c == chain).isPresent()) {
          JumpTarget to = new JumpTarget(newName, entry.action().isGoto());
          other.reword(entry, new Rule(entry.rule().matches(), to));
        }
      }
    }
  }

  @Override
  public void setPolicy(Table table, String name, Policy policy) throws IptablesException {
    if (table.hooks().stream().noneMatch(h -> h.name().equals(name))) {
      throw operation("Bad built-in chain name.");
    }
    Chain chain = require(table, name);
    chain.setPolicy(policy);
    chain.setCounters(0, 0);
    committed.run();
  }

  @Override
  public void clear(Table table) {
    table(table).ifPresent(t -> t.chains().forEach(this::empty));
    tables.remove(table);
    committed.run();
    changed.run();
  }

  private void empty(Chain chain) {
    chain.entries().forEach(this::unuse);
    chain.clear();
  }

  @Override
  public Runnable checkpoint(Table table) {
    TableSnapshot now = TableSnapshot.of(table(table));
    OptionalLong handle =
        table(table).map(t -> OptionalLong.of(t.handle())).orElse(OptionalLong.empty());
    return () -> rollBack(table, now, handle);
  }

  /** As it was, with the number that it had: what did not happen leaves nothing behind. */
  private void rollBack(Table table, TableSnapshot snapshot, OptionalLong handle) {
    clear(table);
    if (snapshot.isPresent()) {
      RuleTable restored = new RuleTable(table, handle.orElseThrow());
      tables.put(table, restored);
      snapshot.into(restored);
      restored.chains().forEach(chain -> chain.entries().forEach(this::use));
    }
    committed.run();
    changed.run();
  }

  private static IptablesException operation(String message) {
    return new IptablesException(IptablesException.Kind.OPERATION, message);
  }
}
