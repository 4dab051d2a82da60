package passerelle.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;

/** The lab's links as a graph. */
public final class NetworkGraph {
  private final Map<String, DeviceNode> nodes = new LinkedHashMap<>();
  private final List<NetnsSnapshot> namespaces;

  private NetworkGraph(List<NetnsSnapshot> namespaces) {
    this.namespaces = List.copyOf(namespaces);
  }

  /** Reads the graph off snapshots of all namespaces. */
  public static NetworkGraph of(List<NetnsSnapshot> namespaces) {
    NetworkGraph out = new NetworkGraph(namespaces);
    for (NetnsSnapshot netns : namespaces) {
      for (LinkView link : netns.links()) {
        DeviceNode node = new DeviceNode(netns.netns(), link);
        out.nodes.put(node.toString(), node);
      }
    }
    return out;
  }

  /** The namespaces in the order of the snapshots. */
  public List<NetnsSnapshot> namespaces() {
    return namespaces;
  }

  /** All devices in order. */
  public List<DeviceNode> devices() {
    return List.copyOf(nodes.values());
  }

  public Optional<DeviceNode> find(String netns, String device) {
    return Optional.ofNullable(nodes.get(netns + "/" + device));
  }

  /** The other end of a veth device, when it is in a namespace that was looked at. */
  public Optional<DeviceNode> peer(DeviceNode node) {
    return node.link().peer().flatMap(p -> find(p.netns(), p.name()));
  }

  /** The device that one stands on, when it is in a namespace that was looked at. */
  public Optional<DeviceNode> lower(DeviceNode node) {
    return node.link().lower().flatMap(l -> find(l.netns(), l.name()));
  }

  /** The ports of a bridge in order. */
  public List<DeviceNode> ports(DeviceNode bridge) {
    return nodes.values().stream()
        .filter(n -> n.netns().equals(bridge.netns()))
        .filter(n -> n.link().master().filter(bridge.link().name()::equals).isPresent())
        .toList();
  }
}
