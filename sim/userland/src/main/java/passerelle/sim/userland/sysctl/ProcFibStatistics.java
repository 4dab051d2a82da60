package passerelle.sim.userland.sysctl;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.LcTrie;
import passerelle.sim.netns.Netns;

/** {@code /proc/net/fib_triestat} (net/ipv4/fib_trie.c:trie_show_stats). */
final class ProcFibStatistics {
  private static final int LEAF = 48;
  private static final int NODE = 40;
  private static final int POINTER = 8;
  private static final int ALIAS = 56;
  private final Map<Integer, Integer> nodesByBits = new TreeMap<>();
  private int leaves;
  private int totalDepth;
  private int deepest;
  private int pointers;
  private int empty;

  private ProcFibStatistics() {}

  static String text(Netns netns) {
    StringBuilder out = new StringBuilder();
    out.append("Basic info: size of leaf: ").append(LEAF);
    out.append(" bytes, size of tnode: ").append(NODE).append(" bytes.\n");
    ProcFibTrie.tables(netns)
        .forEach((title, routes) -> out.append(title).append(":\n").append(table(routes)));
    return out.toString();
  }

  private static String table(List<FibRoute> routes) {
    ProcFibStatistics counted = new ProcFibStatistics();
    ProcFibTrie.trie(routes).root().ifPresent(root -> counted.count(root, root.isLeaf() ? 0 : 1));
    return counted.print(routes.size());
  }

  private void count(LcTrie.Node node, int depth) {
    if (node.isLeaf()) {
      leaves++;
      totalDepth += depth;
      deepest = Math.max(deepest, depth);
      return;
    }
    nodesByBits.merge(node.bits(), 1, Integer::sum);
    pointers += 1 << node.bits();
    empty += node.emptyChildren();
    node.forEachChild(child -> count(child, child.isLeaf() ? depth : depth + 1));
  }

  private String print(int prefixes) {
    int average = leaves == 0 ? 0 : totalDepth * 100 / leaves;
    int nodes = nodesByBits.values().stream().mapToInt(n -> n).sum();
    StringBuilder sizes = new StringBuilder();
    nodesByBits.forEach((bits, n) -> sizes.append("  ").append(bits).append(": ").append(n));
    long octets = (long) LEAF * leaves + ALIAS * prefixes + NODE * nodes + POINTER * pointers;
    return String.format(
        Locale.ROOT,
        "\tAver depth:     %d.%02d\n\tMax depth:      %d\n\tLeaves:         %d\n"
            + "\tPrefixes:       %d\n\tInternal nodes: %d\n\t%s\n\tPointers: %d\n"
            + "Null ptrs: %d\nTotal size: %d  kB\n",
        average / 100,
        average % 100,
        deepest,
        leaves,
        prefixes,
        nodes,
        sizes,
        pointers,
        empty,
        (octets + 1023) / 1024);
  }
}
