package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Table;
import passerelle.sim.core.Machine;
import passerelle.sim.ipset.IpSets;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.Nftables;
import passerelle.trace.HopEvent;

/**
 * Netfilter of one namespace: its rules, connection tracking and NAT, registered at the five hooks
 * by priority (net/netfilter/core.c). Nothing is registered before a rule needs it, so a namespace
 * without rules tracks no connections.
 */
public final class Netfilter implements Hooks {
  /** Where the tables stand whose rules every packet meets. */
  private static final Map<Table, Integer> PRIORITIES =
      Map.of(
          Table.RAW, HookFunction.RAW,
          Table.MANGLE, HookFunction.MANGLE,
          Table.FILTER, HookFunction.FILTER);

  private final Machine machine;
  private final StackServices services;
  private final Conntrack conntrack;
  private final Nat nat;
  private final IpSets sets;
  private final Map<Family, RuleSet> rules = new EnumMap<>(Family.class);
  private final NftRules nftables;
  private final Map<Hook, HookFunction[]> functions = new EnumMap<>(Hook.class);
  private final Map<NftFamily, List<NftRules.Registered>> frames = new EnumMap<>(NftFamily.class);
  private final NftTracing tracing = new NftTracing();
  private final List<PacketContext> contexts = new ArrayList<>(1);
  private int depth;
  private boolean idle = true;
  private long lastHandle;
  private long generation;

  /** Nothing registered. */
  public Netfilter(Machine machine, StackServices services) {
    this.machine = machine;
    this.services = services;
    conntrack = new Conntrack(machine);
    nat = new Nat(machine, conntrack, services.netns());
    sets = new IpSets(machine.random().stream("ipset"), this::usersOfSet);
    MatchTables tables = new MatchTables(machine.random().stream("statistic"), conntrack, sets);
    for (Family family : Family.values()) {
      rules.put(
          family,
          new RuleSet(nat, tables, () -> ++lastHandle, () -> register(family), () -> generation++));
    }
    Runnable changed =
        () -> {
          generation++;
          register(Family.IPV4);
          registerFrames();
        };
    nftables = new NftRules(nat, tables, () -> ++lastHandle, changed);
    register(Family.IPV4);
    registerFrames();
  }

  private void registerFrames() {
    for (NftFamily family : NftFamily.values()) {
      List<NftRules.Registered> chains = family.isIp() ? List.of() : nftables.registered(family);
      frames.put(family, chains);
      if (!chains.isEmpty()) {
        machine.needFrameHooks();
      }
    }
  }

  /** {@code nf_hook_slow} with NFPROTO_ARP, NFPROTO_BRIDGE or NFPROTO_NETDEV. */
  @Override
  public boolean passes(
      NftFamily family, Hook hook, Skb skb, Optional<Device> in, Optional<Device> out) {
    List<NftRules.Registered> chains = frames.get(family);
    if (chains.isEmpty()) {
      return true;
    }
    PacketContext packet = enter();
    try {
      packet.take(hook, skb, in, out);
      for (NftRules.Registered chain : chains) {
        List<String> devices = chain.base().devices();
        boolean seen = devices.isEmpty() || devices.contains(packet.inName());
        if (chain.base().hook() == hook && seen && chain.walker().run(packet) != Verdict.ACCEPT) {
          return false;
        }
      }
      return true;
    } finally {
      depth--;
    }
  }

  /** The tables that are not iptables'. */
  public Nftables nftables() {
    return nftables;
  }

  /** Who hears of what rules do with packets that are watched. */
  public NftTracing tracing() {
    return tracing;
  }

  /** Counts the changes of rules ({@code struct nftables_pernet}, base_seq). */
  public long generation() {
    return generation;
  }

  /** The rules of iptables or ip6tables. */
  public RuleSet rules(Family family) {
    return rules.get(family);
  }

  public Conntrack conntrack() {
    return conntrack;
  }

  /** The sets that rules may ask. */
  public IpSets sets() {
    return sets;
  }

  private int usersOfSet(String name) {
    return rules.values().stream().mapToInt(all -> all.usersOfSet(name)).sum();
  }

  /** Nanoseconds of virtual time. */
  public long now() {
    return machine.now();
  }

  /** Some rule needs connection tracking, so that packets are tracked. */
  public boolean isTracking() {
    return rules.get(Family.IPV4).needsConntrack() || nftables.needsConntrack();
  }

  @Override
  public boolean isIdle() {
    return idle;
  }

  @Override
  public Verdict run(Hook hook, Skb skb, Optional<Device> in, Optional<Device> out) {
    HookFunction[] registered = functions.get(hook);
    if (registered.length == 0) {
      return Verdict.ACCEPT;
    }
    PacketContext packet = enter();
    try {
      packet.take(hook, skb, in, out);
      return run(hook, registered, packet);
    } finally {
      depth--;
    }
  }

  /** Room for one more packet: a target may send another while its own is at a hook. */
  private PacketContext enter() {
    if (depth == contexts.size()) {
      contexts.add(new PacketContext(services, tracing));
    }
    return contexts.get(depth++);
  }

  private static Verdict run(Hook hook, HookFunction[] registered, PacketContext packet) {
    packet.trace("nf_hook_slow", hop -> new HopEvent.HookEntered(hop, hook));
    for (HookFunction function : registered) {
      Verdict verdict = function.function().apply(packet);
      if (verdict != Verdict.ACCEPT) {
        return verdict;
      }
    }
    return Verdict.ACCEPT;
  }

  /** A device went down or away: what was masqueraded behind it is forgotten. */
  public void deviceGone(Device device) {
    conntrack.remove(c -> c.masqueradeDevice() == device.index());
  }

  /** An address was taken away: what was masqueraded as it is forgotten. */
  public void addressGone(Device device, IpAddress address) {
    conntrack.remove(
        c -> c.masqueradeDevice() == device.index() && c.reply().destination().equals(address));
  }

  /** Packets of IPv6 do not pass here, so only the rules of IPv4 register anything. */
  private void register(Family family) {
    if (family != Family.IPV4) {
      return;
    }
    List<NftRules.Registered> chains = nftables.registered();
    boolean tracking = isTracking();
    nat.removeChains();
    addTranslation(chains);
    idle = true;
    for (Hook hook : Hook.values()) {
      List<HookFunction> at = new ArrayList<>();
      addTracking(hook, tracking, at);
      addTables(hook, at);
      addChains(hook, chains, at);
      at.sort(Comparator.comparingInt(HookFunction::priority));
      functions.put(hook, at.toArray(HookFunction[]::new));
      idle &= at.isEmpty();
    }
  }

  /** What decides about connections' addresses. */
  private void addTranslation(List<NftRules.Registered> chains) {
    ChainWalker walker = new ChainWalker(Table.NAT);
    for (Chain chain :
        rules.get(Family.IPV4).table(Table.NAT).map(RuleTable::builtinChains).orElse(List.of())) {
      Hook hook = chain.hook().orElseThrow();
      int priority = isFirst(hook) ? HookFunction.NAT_DESTINATION : HookFunction.NAT_SOURCE;
      nat.addChain(hook, new HookFunction(priority, p -> walker.run(chain, p)));
    }
    for (NftRules.Registered chain : chains) {
      if (chain.base().translates()) {
        nat.addChain(chain.base().hook(), function(chain));
      }
    }
  }

  private static HookFunction function(NftRules.Registered chain) {
    return new HookFunction(chain.base().priority(), chain.walker()::run);
  }

  private static boolean isFirst(Hook hook) {
    return hook == Hook.PREROUTING || hook == Hook.OUTPUT;
  }

  /** Chains of nftables' own that are not for translation. */
  private static void addChains(
      Hook hook, List<NftRules.Registered> chains, List<HookFunction> at) {
    for (NftRules.Registered chain : chains) {
      if (chain.base().hook() == hook && !chain.base().translates()) {
        at.add(function(chain));
      }
    }
  }

  private void addTracking(Hook hook, boolean tracking, List<HookFunction> at) {
    boolean first = isFirst(hook);
    boolean last = hook == Hook.INPUT || hook == Hook.POSTROUTING;
    if (tracking && first) {
      at.add(new HookFunction(HookFunction.DEFRAG, this::defragment));
      at.add(new HookFunction(HookFunction.CONNTRACK, conntrack::track));
    }
    if (tracking && last) {
      at.add(new HookFunction(HookFunction.CONNTRACK_CONFIRM, conntrack::confirm));
    }
    if (nat.isActive() && (first || last)) {
      int priority = first ? HookFunction.NAT_DESTINATION : HookFunction.NAT_SOURCE;
      at.add(new HookFunction(priority, nat::run));
    }
  }

  private void addTables(Hook hook, List<HookFunction> at) {
    for (Map.Entry<Table, Integer> its : PRIORITIES.entrySet()) {
      Optional<RuleTable> table = rules.get(Family.IPV4).table(its.getKey());
      Optional<Chain> chain = table.isEmpty() ? Optional.empty() : table.get().find(hook.name());
      if (chain.isPresent()) {
        ChainWalker walker = new ChainWalker(its.getKey());
        at.add(new HookFunction(its.getValue(), packet -> walker.run(chain.get(), packet)));
      }
    }
  }

  /** Tracking and rules see whole packets ({@code ipv4_conntrack_defrag}). */
  private Verdict defragment(PacketContext packet) {
    Skb skb = packet.skb();
    if (!skb.ip().isFragment() || skb.tracking().isPresent()) {
      return Verdict.ACCEPT;
    }
    Optional<Skb> whole = services.defragment(skb, packet.hook());
    if (whole.isEmpty()) {
      return Verdict.STOLEN;
    }
    skb.setIgnoresDf(true);
    packet.refresh();
    return Verdict.ACCEPT;
  }
}
