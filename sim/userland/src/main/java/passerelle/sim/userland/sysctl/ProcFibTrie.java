package passerelle.sim.userland.sysctl;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.ip.Fib;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.LcTrie;
import passerelle.sim.netns.Netns;

/**
 * {@code /proc/net/fib_trie} (net/ipv4/fib_trie.c:fib_trie_seq_show): the tables as the tries that
 * hold them. As long as nobody has changed the rules, main and local share one.
 */
final class ProcFibTrie {
  private static final String INDENT = "   ";
  private final StringBuilder out = new StringBuilder();

  private ProcFibTrie() {}

  static String text(Netns netns) {
    ProcFibTrie printed = new ProcFibTrie();
    tables(netns)
        .forEach(
            (title, routes) -> {
              printed.out.append(title).append(":\n");
              trie(routes).root().ifPresent(root -> printed.print(root, 0, routes));
            });
    return printed.out.toString();
  }

  /** The tables' routes by the titles under which they are shown. */
  static Map<String, List<FibRoute>> tables(Netns netns) {
    Fib fib = netns.ip().fib();
    boolean apart = fib.hasCustomRules();
    Map<Integer, String> titles = new LinkedHashMap<>();
    fib.routes().stream()
        .map(route -> route.spec().table())
        .filter(table -> table != RouteSpec.MAIN && table != RouteSpec.LOCAL)
        .sorted()
        .forEach(
            table -> titles.put(table, table == RouteSpec.DEFAULT ? "Default" : "Id " + table));
    titles.put(RouteSpec.MAIN, "Main");
    titles.put(RouteSpec.LOCAL, "Local");
    Map<String, List<FibRoute>> out = new LinkedHashMap<>();
    titles.forEach(
        (table, title) -> {
          boolean shared = !apart && (table == RouteSpec.MAIN || table == RouteSpec.LOCAL);
          out.put(
              title,
              fib.routes().stream()
                  .filter(
                      route ->
                          route.spec().table() == table || shared && isOfBoth(route.spec().table()))
                  .toList());
        });
    return out;
  }

  private static boolean isOfBoth(int table) {
    return table == RouteSpec.MAIN || table == RouteSpec.LOCAL;
  }

  /** The trie that holds a table. */
  static LcTrie trie(List<FibRoute> routes) {
    LcTrie trie = new LcTrie();
    routes.forEach(route -> trie.insert(route.spec().destination().network().lastWord()));
    return trie;
  }

  private void print(LcTrie.Node node, int depth, List<FibRoute> routes) {
    out.append(INDENT.repeat(depth));
    IpAddress key = IpAddress.of(node.key());
    if (node.isLeaf()) {
      out.append("  |-- ").append(key).append('\n');
      routes.stream()
          .map(FibRoute::spec)
          .filter(spec -> spec.destination().network().equals(key))
          .sorted(
              Comparator.comparing((RouteSpec spec) -> -spec.destination().length())
                  .thenComparing(spec -> -spec.table())
                  .thenComparing(RouteSpec::metric))
          .forEach(spec -> route(spec, depth + 1));
      return;
    }
    out.append("  +-- ").append(key).append('/').append(node.length()).append(' ');
    out.append(node.bits()).append(' ').append(node.fullChildren()).append(' ');
    out.append(node.emptyChildren()).append('\n');
    node.forEachChild(child -> print(child, depth + 1, routes));
  }

  private void route(RouteSpec spec, int depth) {
    String scope =
        switch (spec.scope()) {
          case GLOBAL -> "universe";
          default -> spec.scope().name().toLowerCase(Locale.ROOT);
        };
    out.append(INDENT.repeat(depth)).append("  /").append(spec.destination().length());
    out.append(' ').append(scope).append(' ').append(spec.type()).append('\n');
  }
}
