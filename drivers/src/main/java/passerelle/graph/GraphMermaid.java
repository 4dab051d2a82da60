package passerelle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import passerelle.kernel.NetnsSnapshot;

/** The graph as a Mermaid flowchart, for slides and pages that draw it. */
public final class GraphMermaid {
  private static final String BREAK = "<br/>";

  private final NetworkGraph graph;
  private final GraphNames names;

  /** A drawing, with things called by these names. */
  public GraphMermaid(NetworkGraph graph, GraphNames names) {
    this.graph = graph;
    this.names = names;
  }

  public List<String> lines() {
    List<String> out = new ArrayList<>();
    out.add("flowchart LR");
    for (NetnsSnapshot netns : graph.namespaces()) {
      out.add("  subgraph " + id(netns.netns()) + "[\"" + heading(netns.netns()) + "\"]");
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
    for (GraphNames.Guest guest : names.stopped()) {
      String text = guest.name() + BREAK + "(" + guest.state() + ")" + BREAK + guest.network();
      out.add("  " + id(guest.name()) + "[\"" + text + "\"]");
    }
    return out;
  }

  private String heading(String netns) {
    String remark = names.remark(netns).map(text -> BREAK + text).orElse("");
    String guests =
        names.guests(netns).stream()
            .map(guest -> BREAK + "+ " + guest.name() + " " + guest.network())
            .collect(Collectors.joining());
    return names.place(netns) + remark + guests;
  }

  private String node(DeviceNode device) {
    String addresses = GraphText.addresses(device.link());
    String text =
        device.link().name()
            + (addresses.isEmpty() ? "" : BREAK + addresses)
            + names.purpose(device).map(purpose -> BREAK + purpose).orElse("");
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
