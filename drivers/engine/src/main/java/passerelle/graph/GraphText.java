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
 * @param columns of the terminal
 */
public record GraphText(NetworkGraph graph, GraphNames names, int most, int columns) {
  /** Where the second, third and fourth column begin. */
  private static final int KIND = 20;

  private static final int ADDRESSES = 30;
  private static final int PEER = 50;

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
      String left = pad(guest.name(), KIND) + "(" + guest.state() + ")";
      out.addAll(row(left, List.of(), guest.network()));
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
    String left = pad(pad(indent + link.name(), KIND) + link.kind(), ADDRESSES);
    String right =
        Stream.of(
                graph.peer(device).map(peer -> "<--> " + end(peer)),
                names.purpose(device),
                Optional.of("(down)").filter(down -> !link.up()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return row(left, addresses(link), right);
  }

  /**
   * One line, or several where one would be too long: addresses go on below the first, and what is
   * to the right of them moves to the left, or below, but is not broken.
   */
  private List<String> row(String left, List<String> addresses, String right) {
    List<String> lines = new ArrayList<>();
    String line = left;
    for (String address : addresses) {
      String longer = line.endsWith(" ") ? line + address : line + " " + address;
      boolean fits = longer.length() <= columns || line.isBlank() || line.equals(left);
      if (!fits) {
        lines.add(line);
      }
      line = fits ? longer : " ".repeat(ADDRESSES) + address;
    }
    line = line.stripTrailing();
    int at = Math.max(line.length() + 1, Math.min(PEER, columns - right.length()));
    if (at + right.length() <= columns) {
      line = pad(line, at);
    } else if (!right.isEmpty()) {
      lines.add(line);
      line = " ".repeat(Math.max(DEEPEST, Math.min(ADDRESSES, columns - right.length())));
    }
    lines.add((line + right).stripTrailing());
    return lines;
  }

  private String end(DeviceNode peer) {
    return names.place(peer.netns()) + "/" + peer.link().name();
  }

  private List<String> addresses(LinkView link) {
    int more = link.addresses().size() - most;
    return Stream.concat(
            link.addresses().stream().limit(most).map(a -> a.address().toString()),
            Stream.of("+" + more).filter(counted -> more > 0))
        .toList();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
