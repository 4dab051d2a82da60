package passerelle.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;

/**
 * The graph as an indented list: namespaces, who shares them, their devices, bridge ports below
 * their bridge; the containers that do not run come last.
 *
 * @param most how many addresses of a device are shown when it has more, which are counted: {@code
 *     127.0.0.1/8 +48}; at least 1
 */
public record GraphText(NetworkGraph graph, GraphNames names, int most) {
  /** Where the second, third and fourth column begin. */
  private static final int KIND = 20;

  private static final int ADDRESSES = 30;
  private static final int PEER = 50;
  private static final int COLUMNS = 80;

  /** How far ports of a bridge are indented. */
  private static final int DEEPEST = 6;

  public List<String> lines() {
    List<String> out = new ArrayList<>();
    for (NetnsSnapshot netns : graph.namespaces()) {
      String name = names.place(netns.netns());
      out.add(names.remark(netns.netns()).map(remark -> pad(name, KIND) + remark).orElse(name));
      for (GraphNames.Guest guest : names.guests(netns.netns())) {
        out.add(pad("  + " + guest.name(), KIND) + guest.network());
      }
      for (DeviceNode device : graph.devices()) {
        if (device.netns().equals(netns.netns()) && device.link().master().isEmpty()) {
          add(out, device, "  ");
        }
      }
    }
    for (GraphNames.Guest guest : names.stopped()) {
      out.addAll(row(pad(guest.name(), KIND) + "(" + guest.state() + ")", guest.network()));
    }
    return out;
  }

  private void add(List<String> out, DeviceNode device, String indent) {
    out.addAll(row(device, indent));
    for (DeviceNode port : graph.ports(device)) {
      add(out, port, indent + "    ");
    }
  }

  private List<String> row(DeviceNode device, String indent) {
    LinkView link = device.link();
    String left = pad(pad(indent + link.name(), KIND) + link.kind(), ADDRESSES) + addresses(link);
    String right =
        Stream.of(
                graph.peer(device).map(peer -> "<--> " + end(peer)),
                names.purpose(device),
                Optional.of("(down)").filter(down -> !link.up()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return row(left, right);
  }

  /** One line, or two where one would be too long. */
  private static List<String> row(String left, String right) {
    String line = (pad(left, PEER) + right).stripTrailing();
    if (line.length() <= COLUMNS || right.isEmpty()) {
      return List.of(line);
    }
    int indent = Math.max(DEEPEST, Math.min(ADDRESSES, COLUMNS - right.length()));
    return List.of(left.stripTrailing(), " ".repeat(indent) + right);
  }

  private String end(DeviceNode peer) {
    return names.place(peer.netns()) + "/" + peer.link().name();
  }

  private String addresses(LinkView link) {
    int more = link.addresses().size() - most;
    return link.addresses().stream()
            .limit(most)
            .map(a -> a.address().toString())
            .collect(Collectors.joining(" "))
        + (more > 0 ? " +" + more : "");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
