package passerelle.engine.cli.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineProfile;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.network.ContainerPorts;
import passerelle.network.PortMapping;

/** The column PORTS of {@code docker ps} (docker/cli formatter/container.go:DisplayablePorts). */
public final class PortColumn {
  private static final Comparator<Port> ORDER =
      Comparator.comparing(Port::inside)
          .thenComparing(Port::address)
          .thenComparing(Port::outside)
          .thenComparing(Port::protocol);

  private PortColumn() {}

  /** A port of the API's answer; without address and public port when it is not published. */
  public record Port(int inside, String address, int outside, String protocol) {}

  /** Neighbouring ports that are shown as one range. */
  private record Group(int first, int last) {}

  static String text(Container container, EngineProfile engine, CliStyle style) {
    List<String> done = new ArrayList<>();
    List<String> mapped = new ArrayList<>();
    Map<String, Group> groups = new LinkedHashMap<>();
    List<Port> ports = ports(container, engine);
    ports.sort(ORDER);
    for (Port port : ports) {
      String key = port.protocol();
      boolean bracketed = port.address().indexOf(':') >= 0 && style.has(Trait.SHOWS_BRACKETS);
      String address = bracketed ? "[" + port.address() + "]" : port.address();
      if (!port.address().isEmpty()
          && port.outside() == 0
          && !style.has(Trait.SHOWS_ROUTED_PORTS)) {
        continue;
      }
      if (!port.address().isEmpty()) {
        if (port.outside() != port.inside()) {
          mapped.add(address + ":" + port.outside() + "->" + port.inside() + "/" + port.protocol());
          continue;
        }
        key = address + "/" + port.protocol();
      }
      Group group = groups.get(key);
      if (group == null) {
        groups.put(key, new Group(port.inside(), port.inside()));
      } else if (port.inside() == group.last() + 1) {
        groups.put(key, new Group(group.first(), port.inside()));
      } else {
        done.add(range(key, group));
        groups.put(key, new Group(port.inside(), port.inside()));
      }
    }
    groups.forEach((key, group) -> done.add(range(key, group)));
    done.addAll(mapped);
    return String.join(", ", done);
  }

  private static String range(String key, Group group) {
    int slash = key.lastIndexOf('/');
    String ports =
        group.first() == group.last()
            ? String.valueOf(group.first())
            : group.first() + "-" + group.last();
    return slash < 0
        ? ports + "/" + key
        : key.substring(0, slash) + ":" + ports + "->" + ports + "/" + key.substring(slash + 1);
  }

  /** The ports of a container as the API lists them. */
  public static List<Port> ports(Container container, EngineProfile engine) {
    List<Port> ports = new ArrayList<>();
    ContainerPorts.inForce(container, engine)
        .forEach(
            (port, mappings) -> {
              int slash = port.indexOf('/');
              int inside = Integer.parseInt(port.substring(0, slash));
              String protocol = port.substring(slash + 1);
              if (mappings.isEmpty()) {
                ports.add(new Port(inside, "", 0, protocol));
              }
              for (PortMapping m : mappings) {
                ports.add(new Port(inside, m.hostAddress().toString(), m.hostPort(), protocol));
              }
            });
    return ports;
  }
}
