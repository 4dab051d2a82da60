package passerelle.real.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.SimKernel;

/** What is to be alike in a namespace of both kernels, as lines. */
final class Shown {
  private static final Pattern LINK =
      Pattern.compile("(\\d+): ([^@:]+)(?:@[^:]+)?: <([^>]*)> mtu (\\d+)(?:.* master (\\S+))?.*");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d+: (\\S+) +inet (\\S+)(?: brd (\\S+))?.*");
  private static final Pattern CHAIN = Pattern.compile("(:.*) \\[[0-9:]+\\]");

  private Shown() {}

  static List<String> simulated(SimKernel kernel, String netns) {
    NetnsSnapshot snapshot = kernel.view().snapshot(netns);
    List<String> lines = new ArrayList<>();
    for (LinkView link : snapshot.links()) {
      lines.add(
          line(link.index(), link.name(), link.up(), link.mtu(), link.master().orElse("none")));
      for (LinkView.Inet inet : link.addresses()) {
        lines.add(
            link.name() + " " + inet.address() + inet.broadcast().map(b -> " " + b).orElse(""));
      }
    }
    snapshot.routes().stream()
        .filter(route -> route.table() == RouteSpec.MAIN)
        .forEach(route -> lines.add(route.toString()));
    lines.addAll(rules(snapshot.rules().lines()));
    return lines;
  }

  static List<String> real(RealLabs lab, String netns) {
    Map<String, List<String>> addresses = new TreeMap<>();
    for (String shown : lab.run(netns, "ip", "-4", "-o", "address").lines().toList()) {
      Matcher m = ADDRESS.matcher(shown);
      if (m.matches()) {
        String broadcast = Optional.ofNullable(m.group(3)).map(b -> " " + b).orElse("");
        addresses
            .computeIfAbsent(m.group(1), d -> new ArrayList<>())
            .add(m.group(1) + " " + m.group(2) + broadcast);
      }
    }
    List<String> lines = new ArrayList<>();
    for (String shown : lab.run(netns, "ip", "-o", "link").lines().toList()) {
      Matcher m = LINK.matcher(shown.replaceAll("\\\\.*", ""));
      if (m.matches()) {
        boolean up = List.of(m.group(3).split(",")).contains("UP");
        String master = Optional.ofNullable(m.group(5)).orElse("none");
        int mtu = Integer.parseInt(m.group(4));
        lines.add(line(Integer.parseInt(m.group(1)), m.group(2), up, mtu, master));
        lines.addAll(addresses.getOrDefault(m.group(2), List.of()));
      }
    }
    lab.run(netns, "ip", "-4", "route")
        .lines()
        .map(route -> route.replace(" linkdown", "").strip())
        .forEach(lines::add);
    lines.addAll(rules(lab.run(netns, "iptables-save").lines().toList()));
    return lines;
  }

  private static String line(int index, String name, boolean up, int mtu, String master) {
    return index + ": " + name + (up ? " up" : " down") + " mtu " + mtu + " master " + master;
  }

  /** The tables in the order of their names: the kernel's own is that of their making. */
  private static List<String> rules(List<String> saved) {
    Map<String, List<String>> tables = new TreeMap<>();
    List<String> table = new ArrayList<>();
    for (String line : saved) {
      if (line.startsWith("*")) {
        table = tables.computeIfAbsent(line, t -> new ArrayList<>(List.of(t)));
      } else if (!line.startsWith("#") && !line.equals("COMMIT")) {
        Matcher chain = CHAIN.matcher(line);
        table.add(chain.matches() ? chain.group(1) : line);
      }
    }
    return tables.values().stream().flatMap(List::stream).toList();
  }
}
