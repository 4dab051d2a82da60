package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import passerelle.cli.lab.Sites;
import passerelle.graph.DeviceNode;
import passerelle.graph.GraphMermaid;
import passerelle.graph.GraphText;
import passerelle.graph.NetworkGraph;
import passerelle.kernel.NetnsSnapshot;

/** {@code graph [--mermaid] [PLACE]}: what is wired to what, now. */
final class GraphCommand implements LabCommand {
  @Override
  public String name() {
    return "graph";
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    List<String> names = new ArrayList<>(words);
    boolean mermaid = names.removeIf("--mermaid"::equals);
    if (names.size() > 1 || !names.isEmpty() && names.get(0).startsWith("-")) {
      throw bench.error("graph.usage", String.join(" ", words));
    }
    NetworkGraph graph = NetworkGraph.of(snapshots(bench));
    if (!names.isEmpty()) {
      Sites.Site site =
          bench
              .sites()
              .find(names.get(0))
              .orElseThrow(() -> bench.error("error.place", names.get(0), places(bench)));
      graph = around(graph, site.netns());
    }
    LabNames known = new LabNames(bench, names.isEmpty());
    if (mermaid) {
      out.verbatim(new GraphMermaid(graph, known).lines());
    } else {
      out.lines(new GraphText(graph, known).lines());
    }
    return 0;
  }

  static String places(Workbench bench) {
    return String.join(" ", bench.sites().names());
  }

  private static List<NetnsSnapshot> snapshots(Workbench bench) {
    return bench.lab().namespaces().stream().map(bench.lab().kernel().view()::snapshot).toList();
  }

  /** One namespace and those that a cable leads to. */
  private static NetworkGraph around(NetworkGraph graph, String netns) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(netns);
    for (DeviceNode device : graph.devices()) {
      if (device.netns().equals(netns)) {
        graph.peer(device).map(DeviceNode::netns).ifPresent(wanted::add);
      }
    }
    return NetworkGraph.of(
        graph.namespaces().stream().filter(n -> wanted.contains(n.netns())).toList());
  }
}
