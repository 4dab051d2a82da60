package passerelle.sim.userland;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.Program;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.conntrack.ConntrackTools;
import passerelle.sim.userland.dns.DnsTools;
import passerelle.sim.userland.iptables.FirewallTools;
import passerelle.sim.userland.tcpdump.Tcpdump;
import passerelle.sim.userland.text.TextTools;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.traceroute.PathTools;

/** The toolsets that the image catalogue names: {@code debian}, {@code busybox}, {@code none}. */
public final class Toolsets {
  private final LabKernel kernel;
  private final Map<String, Toolset> made = new LinkedHashMap<>();

  public Toolsets(Namespaces namespaces) {
    kernel = new LabKernel(namespaces);
  }

  /**
   * A toolset by its name, with programs added in {@code /usr/bin}; {@link
   * IllegalArgumentException} for a name that the catalogue should not have let through.
   */
  public Toolset of(String name, Map<String, Program> added) {
    if (added.isEmpty()) {
      return made.computeIfAbsent(name, n -> builder(n).build());
    }
    Toolset.Builder builder = builder(name);
    added.forEach((command, program) -> builder.add("/usr/bin", program, command));
    return builder.build();
  }

  private Toolset.Builder builder(String name) {
    return switch (name) {
      case "debian" -> debian();
      case "busybox" -> busybox();
      case "none" -> Toolset.builder();
      default -> throw new IllegalArgumentException("no toolset " + name);
    };
  }

  private Toolset.Builder debian() {
    Toolset.Builder tools = TextTools.debian();
    ConfigurationTools.debian(tools, kernel);
    tools.add("/usr/bin", new Tcpdump(), "tcpdump");
    tools.addAll(NetworkTools.debian()).addAll(PathTools.debian()).addAll(DnsTools.debian());
    return tools.addAll(FirewallTools.all()).addAll(ConntrackTools.all());
  }

  private Toolset.Builder busybox() {
    return TextTools.busybox()
        .addAll(NetworkTools.busybox())
        .addAll(PathTools.busybox())
        .addAll(DnsTools.busybox());
  }
}
