package passerelle.sim.userland.ss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.sim.netns.Netns;
import passerelle.sim.userland.sysctl.SnmpTables;
import passerelle.text.Resources;

/**
 * {@code netstat -s} of net-tools 2.10 (statistics.c): the kernel's counters in sentences, those
 * that are 0 left out for the most part; what it has no sentence for, by its name.
 */
final class NetstatStatistics {
  /** Which option asks for a group; the others are always there. */
  private static final Map<String, Character> LETTERS =
      Map.of("Ip", 'w', "Icmp", 'w', "Tcp", 't', "TcpExt", 't', "Udp", 'u');

  /** In the files, but no numbers of events. */
  private static final Set<String> SILENT =
      Set.of("IpDefaultTTL", "TcpRtoAlgorithm", "TcpRtoMin", "TcpRtoMax", "TcpMaxConn");

  private static final Map<String, List<Sentence>> SENTENCES = sentences();

  /**
   * What is said for a counter.
   *
   * @param when {@code *} always, {@code -} when it is not 0, {@code =} always, as a heading
   * @param text a line, with {@code %d} for the number
   */
  private record Sentence(String when, String text) {
    String of(long value) {
      boolean said = !when.equals("-") || value != 0;
      return said ? text.replace("%d", "" + value) + "\n" : "";
    }
  }

  private NetstatStatistics() {}

  private static Map<String, List<Sentence>> sentences() {
    Map<String, List<Sentence>> sentences = new HashMap<>();
    for (String line : Resources.text(NetstatStatistics.class, "statistics.txt").split("\n")) {
      String[] fields = line.split("\t");
      sentences
          .computeIfAbsent(fields[0], label -> new ArrayList<>())
          .add(new Sentence(fields[1], fields[2]));
    }
    return sentences;
  }

  /**
   * The whole text.
   *
   * @param letters the options; {@code t}, {@code u} and {@code w} choose
   */
  static String text(Netns netns, Set<Character> letters) {
    SnmpTables tables = new SnmpTables(netns);
    List<SnmpTables.Group> groups = tables.snmp();
    groups.addAll(tables.netstat());
    boolean all = letters.stream().noneMatch(LETTERS::containsValue);
    StringBuilder out = new StringBuilder();
    for (SnmpTables.Group group : groups) {
      if (all || letters.contains(LETTERS.getOrDefault(group.name(), 's'))) {
        out.append(group.name()).append(":\n");
        group.values().forEach((name, value) -> out.append(said(group.name(), name, value)));
      }
    }
    return out.toString();
  }

  private static String said(String group, String name, long value) {
    if (SILENT.contains(group + name)) {
      return "";
    }
    String indent = group.equals("IcmpMsg") ? "        " : "    ";
    List<Sentence> plain = List.of(new Sentence("-", indent + name + ": %d"));
    StringBuilder out = new StringBuilder();
    SENTENCES.getOrDefault(group + name, plain).forEach(s -> out.append(s.of(value)));
    return out.toString();
  }
}
