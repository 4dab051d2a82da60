package passerelle.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.kernel.Kernel;
import passerelle.kernel.NetnsSnapshot;

/**
 * The state of some namespaces as lines, so that a difference is one line and not a page. Left out
 * is the name of the process that holds a socket: a real lab's services are all held by the one
 * JVM.
 */
record State(Map<String, List<String>> fields) {
  private static final String KNOWN = "state=(REACHABLE|STALE|DELAY|PROBE)";
  private static final String CHOSEN = "(id|sport(?==[3-6]\\d{4})|dport(?==[3-6]\\d{4}))=\\d+";

  /** Reads namespaces; those that do not exist have no lines. */
  static State of(Kernel kernel, String... namespaces) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (String netns : namespaces) {
      if (kernel.view().exists(netns)) {
        add(out, kernel.view().snapshot(netns));
      }
    }
    return new State(out);
  }

  private static void add(Map<String, List<String>> out, NetnsSnapshot snapshot) {
    String name = snapshot.netns() + " ";
    out.put(name + "links", lines(snapshot.links()));
    out.put(
        name + "routes",
        snapshot.routes().stream().map(route -> "table " + route.table() + " " + route).toList());
    out.put(
        name + "neighbours",
        lines(snapshot.neighbours()).stream()
            .map(n -> n.replaceAll(KNOWN, "state=known"))
            .toList());
    out.put(name + "fdb", lines(snapshot.fdb()));
    out.put(name + "rules", snapshot.rules().lines());
    out.put(name + "rules6", snapshot.rules6().lines());
    out.put(
        name + "conntrack",
        snapshot.conntrack().stream()
            .map(c -> c.line().replaceAll(CHOSEN, "$1=any"))
            .sorted()
            .toList());
    out.put(
        name + "sockets",
        snapshot.sockets().stream()
            .map(s -> s.protocol() + " " + s.address() + " " + s.port())
            .toList());
    out.put(name + "sysctls", lines(snapshot.sysctls().entrySet()));
  }

  private static List<String> lines(Iterable<?> values) {
    List<String> out = new ArrayList<>();
    values.forEach(value -> out.add(value.toString()));
    return out;
  }

  /** What is only here ({@code -}) and only there ({@code +}), or in another order. */
  List<String> differences(State other) {
    List<String> out = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(fields.keySet());
    names.addAll(other.fields.keySet());
    for (String name : names) {
      List<String> here = fields.getOrDefault(name, List.of());
      List<String> there = other.fields.getOrDefault(name, List.of());
      int before = out.size();
      here.stream().filter(line -> !there.contains(line)).forEach(l -> out.add(name + " - " + l));
      there.stream().filter(line -> !here.contains(line)).forEach(l -> out.add(name + " + " + l));
      if (out.size() == before && !here.equals(there)) {
        out.add(name + " in another order: " + here + " / " + there);
      }
    }
    return out;
  }
}
