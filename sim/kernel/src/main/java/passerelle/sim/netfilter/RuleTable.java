package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Table;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.TableInfo;

/**
 * A table ({@code struct nft_table}): its built-in chains, each there since something was done to
 * it, and the user-defined ones by name.
 */
public final class RuleTable {
  private final Table table;
  private final long handle;
  private long lastHandle;
  private final Map<Hook, Chain> builtin = new TreeMap<>();
  private final TreeMap<String, Chain> user = new TreeMap<>();

  /**
   * An empty table.
   *
   * @param handle its number: those made later have higher ones
   */
  RuleTable(Table table, long handle) {
    this.table = table;
    this.handle = handle;
  }

  long handle() {
    return handle;
  }

  /** The number of the next chain or rule ({@code nf_tables_alloc_handle}). */
  long nextHandle() {
    return ++lastHandle;
  }

  /** As programs are told of it, the chains in the order in which they were made. */
  public TableInfo info(Family family) {
    Comparator<ChainInfo> byAge = Comparator.comparingLong(ChainInfo::handle);
    return new TableInfo(
        family, table, handle, chains().stream().map(Chain::info).sorted(byAge).toList());
  }

  public Table table() {
    return table;
  }

  /** The chain of that name if it is there. */
  public Optional<Chain> find(String name) {
    Chain chain = user.get(name);
    return chain != null ? Optional.of(chain) : hook(name).map(builtin::get);
  }

  /** The hook whose built-in chain has this name in this table. */
  public Optional<Hook> hook(String name) {
    return table.hooks().stream().filter(h -> h.name().equals(name)).findFirst();
  }

  /** Built-in chains that are there, in the order of listings. */
  public List<Chain> builtinChains() {
    List<Chain> out = new ArrayList<>();
    for (Hook hook : table.hooks()) {
      Chain chain = builtin.get(hook);
      if (chain != null) {
        out.add(chain);
      }
    }
    return out;
  }

  /** User-defined chains by name. */
  public Collection<Chain> userChains() {
    return List.copyOf(user.values());
  }

  /** All chains in the order of listings. */
  public List<Chain> chains() {
    List<Chain> out = builtinChains();
    out.addAll(user.values());
    return out;
  }

  /** The built-in chain, made now if it was not there. */
  Chain openBuiltin(Hook hook) {
    return builtin.computeIfAbsent(hook, h -> new Chain(h.name(), Optional.of(h), nextHandle()));
  }

  void addUser(String name) {
    user.put(name, new Chain(name, Optional.empty(), nextHandle()));
  }

  /** Takes a chain in again, as it was. */
  void add(Chain chain) {
    if (chain.hook().isPresent()) {
      builtin.put(chain.hook().get(), chain);
    } else {
      user.put(chain.name(), chain);
    }
  }

  void remove(Chain chain) {
    if (chain.hook().isPresent()) {
      builtin.remove(chain.hook().get());
    } else {
      user.remove(chain.name());
    }
  }

  void rename(Chain chain, String name) {
    user.remove(chain.name());
    chain.rename(name);
    user.put(name, chain);
  }
}
