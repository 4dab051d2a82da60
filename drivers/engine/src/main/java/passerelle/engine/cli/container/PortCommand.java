package passerelle.engine.cli.container;

import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.NaturalOrder;
import passerelle.engine.network.ContainerPorts;
import passerelle.network.PortMapping;

/** {@code docker port} (docker/cli container/port.go). */
public final class PortCommand {
  private PortCommand() {}

  public static int run(Invocation call) throws EngineException, CliException {
    Container container = call.engine().container(call.arguments().get(0));
    Map<String, List<PortMapping>> ports =
        ContainerPorts.inForce(container, call.engine().profile());
    if (call.arguments().size() > 1) {
      return one(call, ports, call.arguments().get(1));
    }
    ports.values().stream()
        .flatMap(List::stream)
        .map(m -> m.containerPortText() + " -> " + m.hostText())
        .sorted(NaturalOrder.NAMES)
        .forEach(call::line);
    return 0;
  }

  private static int one(Invocation call, Map<String, List<PortMapping>> ports, String wanted)
      throws CliException {
    String[] parts = wanted.split("/", 2);
    String protocol = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "tcp";
    boolean number = parts[0].matches("[0-9]+");
    if (!number || parts[0].length() > 5 || Integer.parseInt(parts[0]) > 65535) {
      String why = number ? "value out of range" : "invalid syntax";
      String problem = "strconv.ParseUint: parsing \"" + parts[0] + "\": " + why;
      throw new CliException("Error: invalid port (" + parts[0] + "): " + problem + "\n", 1);
    }
    List<PortMapping> found = ports.getOrDefault(parts[0] + "/" + protocol, List.of());
    if (found.isEmpty()) {
      String name = call.arguments().get(0);
      throw new CliException(call.style().says(Phrase.NO_PUBLIC_PORT, wanted, name) + "\n", 1);
    }
    found.stream().map(PortMapping::hostText).sorted(NaturalOrder.NAMES).forEach(call::line);
    return 0;
  }
}
