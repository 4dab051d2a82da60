package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.netfilter.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Table;
import passerelle.sim.netfilter.Chain;
import passerelle.sim.netfilter.RuleEntry;
import passerelle.sim.netfilter.RuleTable;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code nft list}: iptables' rules, which are nftables' rules underneath (src/rule.c). */
public final class NftTool implements LabKernel.Tool {

  /** A table with its family. */
  private record Listed(Family family, RuleTable table) {
    private String name() {
      return (family == Family.IPV4 ? "ip " : "ip6 ") + table.table().label();
    }
  }

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = kernel.process().arguments();
    if (words.isEmpty()) {
      throw new ToolFailure(1, "nft: no command specified\n");
    }
    if (words.get(0).equals("-v") || words.get(0).equals("--version")) {
      kernel.out("nftables v1.1.3 (Commodore Bullmoose #4)\n");
      return 0;
    }
    if (words.get(0).startsWith("-")) {
      throw ToolFailure.notModelled("nft", "option " + words.get(0));
    }
    if (!words.get(0).equals("list") || words.size() < 2) {
      throw ToolFailure.notModelled("nft", "nft " + String.join(" ", words));
    }
    if (!kernel.mayAdminister()) {
      throw new ToolFailure(1, "Operation not permitted (you must be root)\n");
    }
    list(kernel, words);
    return 0;
  }

  private static void list(KernelView kernel, List<String> words) throws ToolFailure {
    List<String> names = new ArrayList<>(words.subList(2, words.size()));
    boolean told = !names.isEmpty() && (names.get(0).equals("ip") || names.get(0).equals("ip6"));
    Optional<Family> family =
        told
            ? Optional.of(names.remove(0).equals("ip") ? Family.IPV4 : Family.IPV6)
            : Optional.empty();
    String what = words.get(1);
    switch (what) {
      case "ruleset" -> {
        requireNames(words, names, 0);
        for (Listed table : tables(kernel, family)) {
          print(kernel, table, table.table().chainsByAge());
        }
      }
      case "tables" -> {
        requireNames(words, names, 0);
        tables(kernel, family).forEach(t -> kernel.out("table " + t.name() + "\n"));
      }
      case "table" -> {
        requireNames(words, names, 1);
        Listed table = find(kernel, words, family, names.get(0));
        print(kernel, table, table.table().chainsByAge());
      }
      case "chain" -> {
        requireNames(words, names, 2);
        Listed table = find(kernel, words, family, names.get(0));
        Optional<Chain> chain = table.table().find(names.get(1));
        print(kernel, table, List.of(chain.orElseThrow(() -> missing(words))));
      }
      default -> throw ToolFailure.notModelled("nft", "nft list " + what);
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

  private static Listed find(
      KernelView kernel, List<String> words, Optional<Family> family, String name)
      throws ToolFailure {
    return tables(kernel, Optional.of(family.orElse(Family.IPV4))).stream()
        .filter(t -> t.table().table().label().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(words));
  }

  /** The tables in the order in which they were made. */
  private static List<Listed> tables(KernelView kernel, Optional<Family> only) {
    List<Listed> out = new ArrayList<>();
    for (Family family : Family.values()) {
      for (Table table : Table.values()) {
        if (only.filter(f -> f != family).isEmpty()) {
          kernel
              .netns()
              .netfilter()
              .rules(family)
              .table(table)
              .ifPresent(t -> out.add(new Listed(family, t)));
        }
      }
    }
    out.sort(Comparator.comparingLong(t -> t.table().handle()));
    return out;
  }

  private static void print(KernelView kernel, Listed table, List<Chain> chains) {
    boolean foreign =
        chains.stream()
            .flatMap(chain -> chain.entries().stream())
            .anyMatch(entry -> NftRule.usesExtensions(entry.rule()));
    if (foreign) {
      kernel.err(
          "# Warning: table " + table.name() + " is managed by iptables-nft, do not touch!\n");
    }
    StringBuilder out = new StringBuilder("table " + table.name() + " {\n");
    String separator = "";
    for (Chain chain : chains) {
      out.append(separator).append("\tchain ").append(chain.name()).append(" {\n");
      chain.hook().ifPresent(hook -> out.append(base(table.table().table(), hook, chain)));
      for (RuleEntry entry : chain.entries()) {
        out.append("\t\t").append(NftRule.text(entry, table.family())).append('\n');
      }
      out.append("\t}\n");
      separator = "\n";
    }
    kernel.out(out.append("}\n").toString());
  }

  /** Type, hook, priority and policy of a chain that packets come to by themselves. */
  private static String base(Table table, Hook hook, Chain chain) {
    boolean reroutes = table == Table.MANGLE && hook == Hook.OUTPUT;
    String type = table == Table.NAT ? "nat" : reroutes ? "route" : "filter";
    boolean destination = hook == Hook.PREROUTING || hook == Hook.OUTPUT;
    String priority = table == Table.NAT ? destination ? "dstnat" : "srcnat" : table.label();
    return "\t\ttype "
        + type
        + " hook "
        + hook.name().toLowerCase(Locale.ROOT)
        + " priority "
        + priority
        + "; policy "
        + chain.policy().toLowerCase(Locale.ROOT)
        + ";\n";
  }
}
