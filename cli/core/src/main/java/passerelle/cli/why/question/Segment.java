package passerelle.cli.why.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.kernel.LinkView;

/**
 * The devices that cables, bridges and tunnels join to one, in the order in which they are come to,
 * those that are down included: a broadcast domain.
 *
 * @param ports each with the one that it was come to from; the first from itself
 */
public record Segment(Map<Port, Port> ports) {
  /** A device in its network namespace. */
  public record Port(String netns, String device) {}

  /** The segment of a device. */
  public static Segment of(Lab lab, Port first) {
    Map<Port, Port> ports = new LinkedHashMap<>();
    ports.put(first, first);
    List<Port> waiting = new ArrayList<>(List.of(first));
    for (int i = 0; i < waiting.size(); i++) {
      Port port = waiting.get(i);
      for (Port next : (Iterable<Port>) joined(lab, port)::iterator) {
        if (ports.putIfAbsent(next, port) == null) {
          waiting.add(next);
        }
      }
    }
    return new Segment(ports);
  }

  /** What has tunnels of a device's kind elsewhere; which of them it leads to, it does not say. */
  private static Stream<Port> tunnels(Lab lab, LinkView link) {
    return link.isTunnel()
        ? lab.namespaces().stream()
            .flatMap(
                netns ->
                    Routing.links(lab, netns).stream()
                        .filter(LinkView::isTunnel)
                        .map(other -> new Port(netns, other.name())))
        : Stream.of();
  }

  /** The other end of a device's cable, its bridge, or the ports that it has as a bridge. */
  private static Stream<Port> joined(Lab lab, Port port) {
    Optional<LinkView> link = link(lab, port);
    Stream<Port> tunnelled = link.stream().flatMap(own -> tunnels(lab, own));
    Stream<Port> cable =
        link.flatMap(LinkView::peer).stream().map(peer -> new Port(peer.netns(), peer.name()));
    Stream<Port> bridge =
        link.flatMap(LinkView::master).stream().map(name -> new Port(port.netns(), name));
    Stream<Port> ports =
        Routing.links(lab, port.netns()).stream()
            .filter(other -> other.master().filter(port.device()::equals).isPresent())
            .map(other -> new Port(port.netns(), other.name()));
    return Stream.of(cable, tunnelled, bridge, ports).flatMap(each -> each);
  }

  /** A device; empty where there is none of that name. */
  public static Optional<LinkView> link(Lab lab, Port port) {
    return Routing.links(lab, port.netns()).stream()
        .filter(link -> link.name().equals(port.device()))
        .findFirst();
  }

  /** The IPv4 addresses of a device. */
  public static List<IpInterfaceAddress> addresses(Lab lab, Port port) {
    return link(lab, port).stream()
        .flatMap(link -> link.addresses().stream())
        .map(LinkView.Inet::address)
        .toList();
  }

  /** The device of a namespace that has an address. */
  public static Optional<Port> holder(Lab lab, String netns, IpAddress address) {
    return Routing.links(lab, netns).stream()
        .filter(link -> Routing.has(link, address))
        .map(link -> new Port(netns, link.name()))
        .findFirst();
  }

  /** Those in a namespace. */
  public Stream<Port> in(String netns) {
    return ports.keySet().stream().filter(port -> port.netns().equals(netns));
  }

  /** The way from the first device to another one, both included. */
  public List<Port> way(Port to) {
    List<Port> way = new ArrayList<>();
    Port port = to;
    while (way.isEmpty() || !way.get(0).equals(port)) {
      way.add(0, port);
      port = ports.get(port);
    }
    return way;
  }
}
