package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.RuleInfo;

/**
 * A chain ({@code struct nft_chain}): its rules in order, with labels that let an index keep that
 * order without renumbering.
 */
public final class Chain {
  /** Chains shorter than this are walked rule by rule. */
  private static final int INDEX_FROM = 12;

  /** Distance of the labels of neighbouring rules, halved by each rule put between them. */
  private static final long GAP = 1L << 32;

  private String name;
  private final Optional<Hook> hook;
  private final long handle;
  private static final RuleEntry[] CHANGED = {};

  private final List<RuleEntry> entries = new ArrayList<>();

  /** The rules laid out for packets ({@code struct nft_rule_blob}), made after a change. */
  private RuleEntry[] laidOut = CHANGED;

  private final RuleFinder finder = new RuleFinder();
  private final Map<Chain, Integer> jumps = new LinkedHashMap<>();
  private Optional<ChainIndex> index = Optional.empty();
  private Policy policy = Policy.ACCEPT;
  private long packets;
  private long bytes;
  private int references;

  /**
   * An empty chain.
   *
   * @param hook where a built-in chain is called from; empty for a user-defined one
   * @param handle its number in the table: those made later have higher ones
   */
  Chain(String name, Optional<Hook> hook, long handle) {
    this.name = name;
    this.handle = handle;
    this.hook = hook;
  }

  public String name() {
    return name;
  }

  void rename(String newName) {
    name = newName;
  }

  /** The hook of a built-in chain. */
  public Optional<Hook> hook() {
    return hook;
  }

  /** The policy of a built-in chain. */
  public Policy policy() {
    return policy;
  }

  void setPolicy(Policy value) {
    policy = value;
  }

  /** Packets to which the policy applied. */
  public long packets() {
    return packets;
  }

  /** Octets to which the policy applied. */
  public long bytes() {
    return bytes;
  }

  void setCounters(long packetCount, long byteCount) {
    packets = packetCount;
    bytes = byteCount;
  }

  void countPolicy(PacketContext packet) {
    packets++;
    bytes += packet.length();
  }

  /** How many rules jump here. */
  public int references() {
    return references;
  }

  /** The chains that rules of this one jump to, each once. */
  Set<Chain> jumps() {
    return jumps.keySet();
  }

  /** Takes note of a jump that came (1) or went (-1). */
  private void noteJump(RuleEntry entry, int change) {
    if (entry.action().jump().isPresent()) {
      Chain to = entry.action().jump().get();
      to.references += change;
      jumps.merge(to, change, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
    }
  }

  /** The rules in order; a view that follows changes. */
  public List<RuleEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** As programs are told of it. */
  ChainInfo info() {
    List<RuleInfo> rules = entries.stream().map(RuleEntry::info).toList();
    return new ChainInfo(name, hook, policy(), packets, bytes, references, handle, rules);
  }

  RuleEntry entry(int position) {
    return entries.get(position);
  }

  int size() {
    return entries.size();
  }

  /** The rules as packets are taken through them. */
  RuleEntry[] laidOut() {
    if (laidOut.length != entries.size()) {
      laidOut = entries.toArray(RuleEntry[]::new);
    }
    return laidOut;
  }

  /** The number of one of its entries, from 1; found by its label. */
  int number(RuleEntry entry) {
    return 1 + Collections.binarySearch(entries, entry, Comparator.comparingLong(RuleEntry::order));
  }

  /** Position of the first rule equal to this one, -1 when there is none. */
  int find(Rule rule) {
    return finder.first(rule).map(entry -> number(entry) - 1).orElse(-1);
  }

  void insert(int position, RuleEntry entry) {
    entries.add(position, entry);
    laidOut = CHANGED;
    finder.add(entry);
    noteJump(entry, 1);
    label(position);
    index.ifPresent(i -> i.add(entry));
  }

  RuleEntry remove(int position) {
    RuleEntry entry = entries.remove(position);
    laidOut = CHANGED;
    finder.remove(entry);
    noteJump(entry, -1);
    index.ifPresent(i -> i.remove(entry));
    return entry;
  }

  void clear() {
    entries.forEach(entry -> noteJump(entry, -1));
    entries.clear();
    laidOut = CHANGED;
    finder.clear();
    index = Optional.empty();
  }

  /** One of its rules in other words, when the chain it jumps to was renamed. */
  void reword(RuleEntry entry, Rule rule) {
    finder.remove(entry);
    entry.reword(rule);
    finder.add(entry);
  }

  private void label(int position) {
    RuleEntry entry = entries.get(position);
    int last = entries.size() - 1;
    if (last == 0) {
      entry.setOrder(0);
    } else if (position == last) {
      entry.setOrder(entries.get(position - 1).order() + GAP);
    } else if (position == 0) {
      entry.setOrder(entries.get(1).order() - GAP);
    } else {
      long before = entries.get(position - 1).order();
      long after = entries.get(position + 1).order();
      if (after - before < 2) {
        relabel();
      } else {
        entry.setOrder(before + (after - before) / 2);
      }
    }
  }

  private void relabel() {
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).setOrder(i * GAP);
    }
    index = Optional.empty();
  }

  /** The index, made when it is first asked for; empty for a short chain. */
  Optional<ChainIndex> index() {
    if (index.isEmpty() && entries.size() >= INDEX_FROM) {
      index = Optional.of(new ChainIndex(entries));
    }
    return index;
  }
}
