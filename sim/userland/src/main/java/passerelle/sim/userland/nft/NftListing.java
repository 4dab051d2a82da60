package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.TableInfo;

/**
 * A table as {@code nft list} shows it, whoever made it: iptables' rules are nftables' rules
 * underneath (src/rule.c, do_command_list).
 */
record NftListing(
    String family,
    String name,
    long handle,
    List<NftObject.Counted> objects,
    List<NftTableInfo.NamedSet> sets,
    List<Chain> chains,
    long now) {

  /**
   * A chain.
   *
   * @param rules as they are listed
   * @param foreign some rule has an extension of iptables
   */
  record Chain(
      String name, Optional<NftBase> base, long handle, List<String> rules, boolean foreign) {}

  /** All tables in the order in which they were made. */
  static List<NftListing> all(Nfnetlink netlink, NftStyle style) {
    return all(netlink, style, 0);
  }

  /**
   * The same as it is at a time.
   *
   * @param now virtual time in nanoseconds
   */
  static List<NftListing> all(Nfnetlink netlink, NftStyle style, long now) {
    List<NftListing> out = new ArrayList<>();
    List<NftTableInfo> own = netlink.nftables().tables();
    List<TableInfo> others = netlink.tables();
    for (TableInfo table : others) {
      NftListing listing = of(table, style);
      own.stream()
          .filter(more -> listing.is(of(more, style, now)))
          .forEach(more -> listing.chains.addAll(of(more, style, now).chains));
      out.add(listing);
    }
    for (NftTableInfo table : own) {
      NftListing listing = of(table, style, now);
      if (out.stream().noneMatch(listing::is)) {
        out.add(listing);
      }
    }
    out.sort(Comparator.comparingLong(NftListing::handle));
    return out;
  }

  private boolean is(NftListing other) {
    return family.equals(other.family) && name.equals(other.name);
  }

  private static NftListing of(TableInfo table, NftStyle style) {
    List<Chain> chains = new ArrayList<>();
    for (ChainInfo chain : table.chains()) {
      List<String> rules =
          chain.rules().stream().map(r -> IptablesRule.text(r, table.family(), style)).toList();
      Optional<NftBase> base = chain.hook().map(hook -> base(table.table(), hook, chain));
      boolean foreign = chain.rules().stream().anyMatch(r -> IptablesRule.usesExtensions(r.rule()));
      chains.add(new Chain(chain.name(), base, chain.handle(), rules, foreign));
    }
    String name = table.table().label();
    return new NftListing(familyName(table), name, table.handle(), List.of(), List.of(), chains, 0);
  }

  private static NftListing of(NftTableInfo table, NftStyle style, long now) {
    List<Chain> chains = new ArrayList<>();
    for (NftTableInfo.Chain chain : table.chains()) {
      List<String> rules = new ArrayList<>();
      for (NftTableInfo.Entry entry : chain.rules()) {
        NftRule rule = style.numericWords() ? NftNumbers.of(entry.rule()) : entry.rule();
        String text = style.stateless() ? rule.text() : rule.text(entry.packets(), entry.bytes());
        rules.add(style.words(text) + style.handle(entry.handle()));
      }
      chains.add(new Chain(chain.name(), chain.base(), chain.handle(), rules, false));
    }
    return new NftListing(
        table.family().label(),
        table.name(),
        table.handle(),
        table.objects(),
        table.sets(),
        chains,
        now);
  }

  static String familyName(TableInfo table) {
    return table.family() == Family.IPV4 ? "ip" : "ip6";
  }

  /** What a built-in chain of iptables is to nftables ({@code enum nf_ip_hook_priorities}). */
  private static NftBase base(Table table, Hook hook, ChainInfo chain) {
    boolean reroutes = table == Table.MANGLE && hook == Hook.OUTPUT;
    String type = table == Table.NAT ? "nat" : reroutes ? "route" : "filter";
    int priority =
        switch (table) {
          case RAW -> -300;
          case MANGLE -> -150;
          case NAT -> hook == Hook.PREROUTING || hook == Hook.OUTPUT ? -100 : 100;
          case FILTER -> 0;
        };
    return new NftBase(type, hook, List.of(), priority, chain.policy() == Policy.ACCEPT);
  }

  /** Some rule in it has an extension of iptables. */
  boolean foreign() {
    return chains.stream().anyMatch(Chain::foreign);
  }

  /** Family and name. */
  String title() {
    return family + " " + name;
  }

  /** The chain of a name. */
  Optional<Chain> chain(String chain) {
    return chains.stream().filter(c -> c.name().equals(chain)).findFirst();
  }

  /** The same with some of its chains and sets. */
  NftListing with(List<NftTableInfo.NamedSet> someSets, List<Chain> some) {
    return new NftListing(family, name, handle, List.of(), someSets, some, now);
  }

  /** The same with some of its objects alone. */
  NftListing with(List<NftObject.Counted> some) {
    return new NftListing(family, name, handle, some, List.of(), List.of(), now);
  }

  /** The block of {@code nft list ruleset}. */
  String text(NftStyle style) {
    String number = style.tableHandles() ? style.handle(handle) : "";
    List<String> blocks = new ArrayList<>();
    objects.forEach(object -> blocks.add(NftBlocks.object(object, style)));
    sets.forEach(set -> blocks.add(NftBlocks.set(set, style, now)));
    for (Chain chain : chains) {
      String rules =
          chain.rules().stream().map(r -> "\t\t" + r + "\n").collect(Collectors.joining());
      blocks.add(head(chain, style) + rules + "\t}\n");
    }
    return "table " + title() + " {" + number + "\n" + String.join("\n", blocks) + "}\n";
  }

  /** What it has, without rules, one right below the other. */
  String overview(NftStyle style) {
    StringBuilder out = new StringBuilder("table " + title() + " {\n");
    objects.forEach(object -> out.append(NftBlocks.object(object, style)));
    sets.forEach(set -> out.append(NftBlocks.set(set, style, now)));
    chains.forEach(chain -> out.append(head(chain, style)).append("\t}\n"));
    return out.append("}\n").toString();
  }

  private String head(Chain chain, NftStyle style) {
    String start = "\tchain " + chain.name() + " {" + style.handle(chain.handle()) + "\n";
    return start + chain.base().map(base -> base(base, style)).orElse("");
  }

  /** Type, hook, priority and policy of a chain that packets come to by themselves. */
  private String base(NftBase base, NftStyle style) {
    NftFamily own = NftFamily.of(family).orElseThrow();
    List<String> on = base.devices();
    String device =
        switch (on.size()) {
          case 0 -> "";
          case 1 -> " device \"" + on.get(0) + "\"";
          default -> " devices = { " + String.join(", ", on) + " }";
        };
    String priority =
        style.numericPriority()
            ? "" + base.priority()
            : NftPriority.text(base.priority(), own, base.hook());
    return "\t\ttype %s hook %s%s priority %s; policy %s;\n"
        .formatted(
            base.type(),
            own.hook(base.hook()).orElseThrow(),
            device,
            priority,
            base.accepts() ? "accept" : "drop");
  }
}
