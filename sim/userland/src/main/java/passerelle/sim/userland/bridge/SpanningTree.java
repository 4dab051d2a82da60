package passerelle.sim.userland.bridge;

import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.text.CNumber;

/**
 * {@code brctl showstp}. The simulated bridges do not speak the spanning tree protocol: each is its
 * own root, with the times that a new bridge has.
 */
final class SpanningTree {
  private SpanningTree() {}

  static String show(KernelView kernel, LinkInfo bridge) {
    String id = "8000." + bridge.mac().toHex();
    StringBuilder out = new StringBuilder(bridge.name()).append('\n');
    out.append(" bridge id\t\t").append(id).append('\n');
    out.append(" designated root\t").append(id).append('\n');
    out.append(" root port\t\t   0\t\t\tpath cost\t\t   0\n");
    out.append(" max age\t\t  20.00\t\t\tbridge max age\t\t  20.00\n");
    out.append(" hello time\t\t   2.00\t\t\tbridge hello time\t   2.00\n");
    out.append(" forward delay\t\t  15.00\t\t\tbridge forward delay\t  15.00\n");
    double ageing = ((LinkData.Bridge) bridge.data()).ageingTime() / 1e9;
    out.append(" ageing time\t\t%7s\n".formatted(CNumber.fixed(ageing, 2)));
    out.append(" hello timer\t\t   0.00\t\t\ttcn timer\t\t   0.00\n");
    out.append(" topology change timer\t   0.00\t\t\tgc timer\t\t   0.00\n");
    out.append(" flags\t\t\t\n\n\n");
    BrctlTool.ports(kernel, bridge).forEach(port -> port(out, port, id));
    return out.toString();
  }

  private static void port(StringBuilder out, LinkInfo link, String id) {
    PortInfo port = link.port().orElseThrow();
    String number = "%04x".formatted(port.id());
    String state = port.state();
    out.append(link.name()).append(" (").append(port.number()).append(")\n");
    out.append(" port id\t\t").append(number);
    out.append("\t\t\tstate\t\t%15s\n".formatted(state));
    out.append(" designated root\t").append(id).append("\tpath cost\t\t");
    out.append("%4s\n".formatted(port.cost()));
    out.append(" designated bridge\t").append(id).append("\tmessage age timer\t   0.00\n");
    out.append(" designated port\t").append(number).append("\t\t\tforward delay timer\t   0.00\n");
    out.append(" designated cost\t   0\t\t\thold timer\t\t   0.00\n");
    out.append(" flags\t\t\t\n\n");
  }
}
