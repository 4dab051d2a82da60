package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Table;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.RuleInfo;
import passerelle.sim.uapi.TableInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code nft list}: iptables' rules, which are nftables' rules underneath (src/rule.c). */
public final class NftTool implements LabKernel.Tool {

  /** Those in which iptables makes no table. */
  private static final List<String> OTHER_FAMILIES = List.of("inet", "arp", "bridge", "netdev");

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    NftStyle style = NftStyle.take(words);
    if (style.version()) {
      kernel.out("nftables v1.1.3 (Commodore Bullmoose #4)\n");
      return 0;
    }
    if (words.isEmpty()) {
      throw new ToolFailure(1, "nft: no command specified\n");
    }
    if (!words.get(0).equals("list") || words.size() < 2) {
      throw ToolFailure.notModelled("nft", "nft " + String.join(" ", words));
    }
    if (!kernel.mayAdminister()) {
      throw new ToolFailure(1, "Operation not permitted (you must be root)\n");
    }
    list(kernel, words, style);
    return 0;
  }

  private static void list(KernelView kernel, List<String> words, NftStyle style)
      throws ToolFailure {
    List<String> names = new ArrayList<>(words.subList(2, words.size()));
    boolean told = !names.isEmpty() && (names.get(0).equals("ip") || names.get(0).equals("ip6"));
    Optional<Family> family =
        told
            ? Optional.of(names.remove(0).equals("ip") ? Family.IPV4 : Family.IPV6)
            : Optional.empty();
    String what = words.get(1);
    if (!told && names.size() == 1 && OTHER_FAMILIES.contains(names.get(0))) {
      return;
    }
    switch (what) {
      case "tables", "chains" -> {
        requireNames(words, names, 0);
        overview(kernel, tables(kernel, family), what, style);
      }
      case "sets", "maps", "flowtables", "meters" -> {
        requireNames(words, names, 0);
        overview(kernel, tables(kernel, family), "sets", style);
      }
      case "counters", "quotas", "limits" -> requireNames(words, names, 0);
      case "ruleset" -> {
        requireNames(words, names, 0);
        for (TableInfo table : tables(kernel, family)) {
          print(kernel, table, table.chains(), style);
        }
      }
      case "table" -> {
        requireNames(words, names, 1);
        TableInfo table = find(kernel, words, family, names.get(0));
        print(kernel, table, table.chains(), style);
      }
      case "chain" -> {
        requireNames(words, names, 2);
        TableInfo table = find(kernel, words, family, names.get(0));
        Optional<ChainInfo> chain = table.chain(names.get(1));
        List<ChainInfo> one = List.of(chain.orElseThrow(() -> missing(words)));
        print(kernel, table, one, style.forOneChain());
      }
      default -> throw ToolFailure.notModelled("nft", "nft list " + what);
    }
  }

  /** What there is, without rules. */
  private static void overview(
      KernelView kernel, List<TableInfo> tables, String what, NftStyle style) {
    if (style.json()) {
      kernel.out(NftJson.overview(tables, what));
      return;
    }
    for (TableInfo table : tables) {
      if (what.equals("tables")) {
        kernel.out("table " + name(table) + "\n");
        continue;
      }
      StringBuilder out = new StringBuilder("table " + name(table) + " {\n");
      List<ChainInfo> chains = what.equals("chains") ? table.chains() : List.of();
      chains.forEach(c -> out.append(head(table, c, style)).append("\t}\n"));
      kernel.out(out.append("}\n").toString());
    }
  }

  private static void requireNames(List<String> words, List<String> names, int count)
      throws ToolFailure {
    if (names.size() != count) {
      throw ToolFailure.notModelled("nft", "nft " + String.join(" ", words));
    }
  }

  /** The last word, which names nothing, underlined. */
  private static ToolFailure missing(List<String> words) {
    String line = String.join(" ", words);
    String last = words.get(words.size() - 1);
    return new ToolFailure(
        1,
        "Error: No such file or directory\n"
            + line
            + "\n"
            + " ".repeat(line.length() - last.length())
            + "^".repeat(last.length())
            + "\n");
  }

  private static TableInfo find(
      KernelView kernel, List<String> words, Optional<Family> family, String name)
      throws ToolFailure {
    return tables(kernel, Optional.of(family.orElse(Family.IPV4))).stream()
        .filter(t -> t.table().label().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(words));
  }

  /** The tables in the order in which they were made. */
  private static List<TableInfo> tables(KernelView kernel, Optional<Family> only) {
    return Nfnetlink.of(kernel.netns()).tables().stream()
        .filter(table -> only.orElse(table.family()) == table.family())
        .toList();
  }

  static String familyName(TableInfo table) {
    return table.family() == Family.IPV4 ? "ip" : "ip6";
  }

  private static String name(TableInfo table) {
    return familyName(table) + " " + table.table().label();
  }

  private static void print(
      KernelView kernel, TableInfo table, List<ChainInfo> chains, NftStyle style)
      throws ToolFailure {
    if (style.json()) {
      throw ToolFailure.notModelled("nft", "rules in JSON");
    }
    boolean foreign =
        chains.stream()
            .flatMap(chain -> chain.rules().stream())
            .anyMatch(entry -> NftRule.usesExtensions(entry.rule()));
    if (foreign) {
      kernel.err(
          "# Warning: table " + name(table) + " is managed by iptables-nft, do not touch!\n");
    }
    String number = style.tableHandles() ? style.handle(table.handle()) : "";
    StringBuilder out = new StringBuilder("table " + name(table) + " {" + number + "\n");
    String separator = "";
    for (ChainInfo chain : chains) {
      out.append(separator).append(head(table, chain, style));
      for (RuleInfo entry : chain.rules()) {
        out.append("\t\t").append(NftRule.text(entry, table.family(), style)).append('\n');
      }
      out.append("\t}\n");
      separator = "\n";
    }
    kernel.out(out.append("}\n").toString());
  }

  private static String head(TableInfo table, ChainInfo chain, NftStyle style) {
    String start = "\tchain " + chain.name() + " {" + style.handle(chain.handle()) + "\n";
    return start + chain.hook().map(h -> base(table.table(), h, chain, style)).orElse("");
  }

  /** Type, hook, priority and policy of a chain that packets come to by themselves. */
  private static String base(Table table, Hook hook, ChainInfo chain, NftStyle style) {
    String named = table.label();
    if (table == Table.NAT) {
      named = priority(table, hook) < 0 ? "dstnat" : "srcnat";
    }
    String priority = style.numericPriority() ? "" + priority(table, hook) : named;
    return "\t\ttype "
        + type(table, hook)
        + " hook "
        + hook.name().toLowerCase(Locale.ROOT)
        + " priority "
        + priority
        + "; policy "
        + chain.policy().toLowerCase(Locale.ROOT)
        + ";\n";
  }

  static String type(Table table, Hook hook) {
    boolean reroutes = table == Table.MANGLE && hook == Hook.OUTPUT;
    return table == Table.NAT ? "nat" : reroutes ? "route" : "filter";
  }

  /** The netfilter priority of a base chain ({@code enum nf_ip_hook_priorities}). */
  static int priority(Table table, Hook hook) {
    return switch (table) {
      case RAW -> -300;
      case MANGLE -> -150;
      case NAT -> hook == Hook.PREROUTING || hook == Hook.OUTPUT ? -100 : 100;
      case FILTER -> 0;
    };
  }
}
