package passerelle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;

/** The graph as an indented list: namespaces, their devices, bridge ports below their bridge. */
public final class GraphText {
  private final NetworkGraph graph;
  private final UnaryOperator<String> label;

  /**
   * A drawing.
   *
   * @param label how a namespace is called: a container's name instead of its id
   */
  public GraphText(NetworkGraph graph, UnaryOperator<String> label) {
    this.graph = graph;
    this.label = label;
  }

  public List<String> lines() {
    List<String> out = new ArrayList<>();
    for (NetnsSnapshot netns : graph.namespaces()) {
      out.add(label.apply(netns.netns()));
      for (DeviceNode device : graph.devices()) {
        if (device.netns().equals(netns.netns()) && device.link().master().isEmpty()) {
          add(out, device, "  ");
        }
      }
    }
    return out;
  }

  private void add(List<String> out, DeviceNode device, String indent) {
    out.add(indent + line(device, indent.length()));
    for (DeviceNode port : graph.ports(device)) {
      add(out, port, indent + "    ");
    }
  }

  private String line(DeviceNode device, int indent) {
    LinkView link = device.link();
    StringBuilder line = new StringBuilder(pad(link.name(), 20 - indent));
    line.append(pad(link.kind(), 10));
    line.append(pad(addresses(link), 20));
    graph
        .peer(device)
        .ifPresent(
            p ->
                line.append("<--> ")
                    .append(label.apply(p.netns()))
                    .append('/')
                    .append(p.link().name()));
    if (!link.up()) {
      line.append("(down)");
    }
    return line.toString().stripTrailing();
  }

  static String addresses(LinkView link) {
    return link.addresses().stream()
        .map(a -> a.address().toString())
        .collect(Collectors.joining(" "));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
