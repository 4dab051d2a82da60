package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.TableInfo;

/**
 * A table as {@code nft list} shows it, whoever made it: iptables' rules are nftables' rules
 * underneath (src/rule.c, do_command_list).
 */
record NftListing(
    String family, String name, long handle, List<NftTableInfo.NamedSet> sets, List<Chain> chains) {

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
    List<NftListing> out = new ArrayList<>();
    List<NftTableInfo> own = netlink.nftables().tables();
    List<TableInfo> others = netlink.tables();
    for (TableInfo table : others) {
      NftListing listing = of(table, style);
      own.stream()
          .filter(more -> listing.is(of(more, style)))
          .forEach(more -> listing.chains.addAll(of(more, style).chains));
      out.add(listing);
    }
    for (NftTableInfo table : own) {
      NftListing listing = of(table, style);
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
    return new NftListing(familyName(table), name, table.handle(), List.of(), chains);
  }

  private static NftListing of(NftTableInfo table, NftStyle style) {
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
        table.family().label(), table.name(), table.handle(), table.sets(), chains);
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
    return new NftBase(type, hook, priority, chain.policy() == Policy.ACCEPT);
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

  /** The same with nothing in it. */
  NftListing bare() {
    return with(List.of(), List.of());
  }

  /** The same with some of its chains and sets. */
  NftListing with(List<NftTableInfo.NamedSet> someSets, List<Chain> some) {
    return new NftListing(family, name, handle, someSets, some);
  }

  /** The block of {@code nft list ruleset}. */
  String text(NftStyle style) {
    String number = style.tableHandles() ? style.handle(handle) : "";
    List<String> blocks = new ArrayList<>();
    sets.forEach(set -> blocks.add(set(set, style)));
    for (Chain chain : chains) {
      String rules =
          chain.rules().stream().map(r -> "\t\t" + r + "\n").collect(Collectors.joining());
      blocks.add(head(chain, style) + rules + "\t}\n");
    }
    return "table " + title() + " {" + number + "\n" + String.join("\n", blocks) + "}\n";
  }

  /** Its chains without rules, or its sets. */
  String overview(boolean ofSets, NftStyle style) {
    StringBuilder out = new StringBuilder("table " + title() + " {\n");
    if (ofSets) {
      sets.forEach(set -> out.append(set(set, style)));
    } else {
      chains.forEach(chain -> out.append(head(chain, style)).append("\t}\n"));
    }
    return out.append("}\n").toString();
  }

  private static String set(NftTableInfo.NamedSet set, NftStyle style) {
    return "\tset "
        + set.name()
        + " {"
        + style.handle(set.handle())
        + "\n\t\ttype "
        + set.type()
        + "\n"
        + (set.flags().isEmpty() ? "" : "\t\tflags " + String.join(",", set.flags()) + "\n")
        + (set.elements().isEmpty() ? "" : elements(set))
        + "\t}\n";
  }

  /** So many stand in a line as are short (src/expression.c, calculate_delim). */
  private static String elements(NftTableInfo.NamedSet set) {
    int inLine =
        switch (set.type()) {
          case "ipv4_addr" -> 2;
          case "inet_service", "inet_proto", "mark" -> 5;
          default -> 1;
        };
    StringBuilder out = new StringBuilder("\t\telements = { ");
    for (int i = 0; i < set.elements().size(); i++) {
      String text = set.elements().get(i).text();
      out.append(i == 0 ? "" : i % inLine == 0 ? ",\n\t\t\t     " : ", ");
      out.append(set.type().equals("ifname") ? '"' + text + '"' : text);
    }
    return out.append(" }\n").toString();
  }

  private static String head(Chain chain, NftStyle style) {
    String start = "\tchain " + chain.name() + " {" + style.handle(chain.handle()) + "\n";
    return start + chain.base().map(base -> base(base, style)).orElse("");
  }

  /** Type, hook, priority and policy of a chain that packets come to by themselves. */
  private static String base(NftBase base, NftStyle style) {
    String priority =
        style.numericPriority()
            ? "" + base.priority()
            : NftPriority.text(base.priority(), base.hook());
    return "\t\ttype "
        + base.type()
        + " hook "
        + base.hook().name().toLowerCase(Locale.ROOT)
        + " priority "
        + priority
        + "; policy "
        + (base.accepts() ? "accept" : "drop")
        + ";\n";
  }
}
