package passerelle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import passerelle.kernel.NetnsSnapshot;

/** The graph as a Mermaid flowchart, for slides and pages that draw it. */
public final class GraphMermaid {
  private final NetworkGraph graph;
  private final UnaryOperator<String> label;

  /**
   * A drawing.
   *
   * @param label how a namespace is called
   */
  public GraphMermaid(NetworkGraph graph, UnaryOperator<String> label) {
    this.graph = graph;
    this.label = label;
  }

  public List<String> lines() {
    List<String> out = new ArrayList<>();
    out.add("flowchart LR");
    for (NetnsSnapshot netns : graph.namespaces()) {
      out.add("  subgraph " + id(netns.netns()) + "[\"" + label.apply(netns.netns()) + "\"]");
      for (DeviceNode device : graph.devices()) {
        if (device.netns().equals(netns.netns())) {
          out.add("    " + node(device));
        }
      }
      out.add("  end");
    }
    for (DeviceNode device : graph.devices()) {
      graph
          .peer(device)
          .filter(peer -> device.toString().compareTo(peer.toString()) < 0)
          .ifPresent(peer -> out.add("  " + id(device) + " --- " + id(peer)));
      for (DeviceNode port : graph.ports(device)) {
        out.add("  " + id(device) + " -.- " + id(port));
      }
    }
    return out;
  }

  private static String node(DeviceNode device) {
    String addresses = GraphText.addresses(device.link());
    String text = device.link().name() + (addresses.isEmpty() ? "" : "<br/>" + addresses);
    boolean bridge = device.link().kind().equals("bridge");
    return id(device) + (bridge ? "{{\"" + text + "\"}}" : "[\"" + text + "\"]");
  }

  private static String id(DeviceNode device) {
    return id(device.toString());
  }

  private static String id(String name) {
    return "n_" + name.replaceAll("[^A-Za-z0-9]", "_");
  }
}
