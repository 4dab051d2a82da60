package passerelle.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.cycle.PatonCycleBase;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;

/**
 * Along what packets can go: devices are joined by cables and as ports of their bridges, and those
 * of one stack by the stack itself. Addresses, routes and rules are not looked at.
 *
 * @param carries whether frames can pass a device; all of them, or those that are up
 */
public record Cabling(NetworkGraph devices, Predicate<DeviceNode> carries) {
  private static final String LOOPBACK = "loopback";

  /**
   * The shortest way between two stacks: the devices on it, in order.
   *
   * @param forwards whether a stack on the way passes packets on
   * @return empty where there is no way
   */
  public List<DeviceNode> way(String from, String to, Predicate<String> forwards) {
    Graph<Object, DefaultEdge> graph = links();
    for (DeviceNode device : devices.devices()) {
      // A device that stands on another one has no wire but that one's.
      devices
          .lower(device)
          .filter(lower -> graph.containsVertex(lower) && graph.containsVertex(device))
          .ifPresent(lower -> join(graph, device, lower));
      String stack = device.netns();
      boolean open = stack.equals(from) || stack.equals(to) || forwards.test(stack);
      if (open && graph.containsVertex(device) && device.link().master().isEmpty()) {
        graph.addVertex(stack);
        graph.addEdge(stack, device);
      }
    }
    if (!graph.containsVertex(from) || !graph.containsVertex(to)) {
      return List.of();
    }
    GraphPath<Object, DefaultEdge> way = BFSShortestPath.findPathBetween(graph, from, to);
    return way == null ? List.of() : devicesOf(way.getVertexList());
  }

  /** Where frames can go round: the devices of each ring of bridges, in order. */
  public List<List<DeviceNode>> rings() {
    return new PatonCycleBase<>(links())
        .getCycleBasis().getCyclesAsGraphPaths().stream()
            .map(ring -> devicesOf(new ArrayList<>(new LinkedHashSet<>(ring.getVertexList()))))
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
  }

  private static List<DeviceNode> devicesOf(List<Object> vertices) {
    return vertices.stream()
        .filter(DeviceNode.class::isInstance)
        .map(DeviceNode.class::cast)
        .toList();
  }

  /** Cables, and bridges with their ports: one component is what a broadcast reaches. */
  private Graph<Object, DefaultEdge> links() {
    // Not by the edge's class: that would take reflection, which the page has not.
    Graph<Object, DefaultEdge> graph = new SimpleGraph<>(null, DefaultEdge::new, false);
    Set<DeviceNode> passable = new LinkedHashSet<>(devices.devices());
    passable.removeIf(device -> !carries.test(device) || device.link().kind().equals(LOOPBACK));
    passable.forEach(graph::addVertex);
    for (DeviceNode device : passable) {
      devices.peer(device).filter(passable::contains).ifPresent(p -> join(graph, device, p));
      devices.ports(device).stream()
          .filter(passable::contains)
          .forEach(port -> join(graph, device, port));
    }
    return graph;
  }

  private static void join(Graph<Object, DefaultEdge> graph, DeviceNode one, DeviceNode other) {
    if (!one.equals(other)) {
      graph.addEdge(one, other);
    }
  }
}
