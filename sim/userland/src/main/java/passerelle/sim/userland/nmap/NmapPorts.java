package passerelle.sim.userland.nmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import passerelle.text.Resources;

/** Lists of ports, and their names (file nmap-services of nmap 7.95). */
final class NmapPorts {
  static final int HIGHEST = 65535;
  private static final String RESOURCE = "/passerelle/sim/userland/nmap/ports.txt";
  private static final NmapPorts KNOWN = new NmapPorts();
  private final Map<String, String> entries = new LinkedHashMap<>();

  private NmapPorts() {
    Resources.rows(NmapPorts.class, RESOURCE)
        .map(line -> line.split(" ", 2))
        .forEach(words -> entries.put(words[0], words[1]));
  }

  /** The name of a port; {@code unknown} for most. */
  static String name(int port, String protocol) {
    return KNOWN.entries.getOrDefault(port + "/" + protocol, "unknown");
  }

  /** The thousand ports that are open most often. */
  static List<Integer> top() {
    return parse(KNOWN.entries.get("top")).orElseThrow();
  }

  /** The hundred ports that are open most often. */
  static List<Integer> fast() {
    return parse(KNOWN.entries.get("fast")).orElseThrow();
  }

  /** The ports of a list such as {@code 22,80-90,-100,8000-}; {@code -} is all. */
  static Optional<List<Integer>> parse(String text) {
    TreeSet<Integer> ports = new TreeSet<>();
    for (String range : text.replaceAll("[TU]:", "").split(",")) {
      if (!range.matches("[0-9]{0,5}-?[0-9]{0,5}") || range.isEmpty()) {
        return Optional.empty();
      }
      String[] ends = (range.endsWith("-") ? range + HIGHEST : range).split("-");
      int from = ends[0].isEmpty() ? 1 : Integer.parseInt(ends[0]);
      int to = Integer.parseInt(ends[ends.length - 1]);
      if (to > HIGHEST || from > to) {
        return Optional.empty();
      }
      for (int port = from; port <= to; port++) {
        ports.add(port);
      }
    }
    return Optional.of(new ArrayList<>(ports));
  }
}
