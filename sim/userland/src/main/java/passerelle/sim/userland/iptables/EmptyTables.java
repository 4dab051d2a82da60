package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;

/**
 * Tools whose tables are there and empty, for nothing of the lab writes any: the filters of bridged
 * frames and of ARP, iptables' older tables. They list what is there; what would change it is not
 * modelled.
 */
public final class EmptyTables {
  private static final Map<String, List<String>> LEGACY =
      Map.of(
          "filter", List.of("INPUT", "FORWARD", "OUTPUT"),
          "nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
          "mangle", List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
          "raw", List.of("PREROUTING", "OUTPUT"));

  private static final Map<String, List<String>> FRAMES =
      Map.of(
          "filter", List.of("INPUT", "FORWARD", "OUTPUT"),
          "nat", List.of("PREROUTING", "OUTPUT", "POSTROUTING"),
          "broute", List.of("BROUTING"));

  private static final Map<String, List<String>> ARP = Map.of("filter", List.of("INPUT", "OUTPUT"));

  private static final String COLUMNS =
      "target     prot opt source               destination         \n";
  private static final String MORE_COLUMNS =
      " pkts bytes target     prot opt in     out     source               destination         \n";

  private EmptyTables() {}

  /** All of them. */
  public static Toolset all() {
    return Toolset.builder()
        .add("/usr/sbin", tool("filters of bridged frames", FRAMES), "ebtables", "ebtables-nft")
        .add("/usr/sbin", tool("filters of ARP", ARP), "arptables", "arptables-nft")
        .add(
            "/usr/sbin",
            tool("the older tables of iptables", LEGACY),
            "iptables-legacy",
            "ip6tables-legacy")
        .build();
  }

  private static BlockingProgram tool(String what, Map<String, List<String>> tables) {
    return self -> {
      Optional<String> listing = listing(self.name(), self.arguments(), tables);
      if (listing.isEmpty()) {
        return refuse(self, what);
      }
      self.stdout().print(listing.get());
      return 0;
    };
  }

  private static int refuse(Process self, String what) {
    return self.stderr().print(self.name() + ": Passerelle does not model " + what + "\n", 2);
  }

  /** What a tool lists; empty when it is not asked to list. */
  private static Optional<String> listing(
      String tool, List<String> words, Map<String, List<String>> tables) {
    String table = "filter";
    String asked = "";
    String flags = "";
    List<String> chains = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-t") && i + 1 < words.size()) {
        table = words.get(++i);
      } else if (word.equals("-V") || word.equals("--version")) {
        return Optional.of(version(tool));
      } else if (word.equals("--line-numbers")) {
        flags += "#";
      } else if (word.equals("-S") || word.matches("-[nvx]*L[nvx]*") || word.equals("--list")) {
        asked = word.equals("-S") ? "S" : "L";
        flags += word;
      } else if (word.matches("-[nvx]+|--L[cnx]")) {
        flags += word;
      } else if (word.startsWith("-")) {
        return Optional.empty();
      } else {
        chains.add(word);
      }
    }
    List<String> known = tables.getOrDefault(table, List.of());
    if (asked.isEmpty() || known.isEmpty() || !known.containsAll(chains)) {
      return Optional.empty();
    }
    List<String> shown = chains.isEmpty() ? known : chains;
    return Optional.of(print(tool, table, shown, asked.equals("S"), flags));
  }

  private static String version(String tool) {
    boolean legacy = tool.contains("legacy");
    String name = tool.replaceFirst("-(legacy|nft)$", "");
    return name + " v1.8.11 (" + (legacy ? "legacy" : "nf_tables") + ")\n";
  }

  private static String print(
      String tool, String table, List<String> chains, boolean rules, String flags) {
    boolean frames = tool.startsWith("ebtables");
    StringBuilder out = new StringBuilder(frames ? "Bridge table: " + table + "\n\n" : "");
    boolean verbose = flags.contains("v");
    String between = "";
    for (String chain : chains) {
      if (rules) {
        out.append("-P ").append(chain).append(" ACCEPT\n");
        continue;
      }
      out.append(between);
      between = "\n";
      if (frames) {
        out.append("Bridge chain: ").append(chain).append(", entries: 0, policy: ACCEPT\n");
        continue;
      }
      out.append("Chain ").append(chain).append(" (policy ACCEPT");
      out.append(verbose ? " 0 packets, 0 bytes)\n" : ")\n");
      if (!tool.startsWith("arptables")) {
        out.append(flags.contains("#") ? "num  " : "");
        out.append(verbose ? MORE_COLUMNS : COLUMNS);
      }
    }
    return out.toString();
  }
}
