package passerelle.sim.userland;

import passerelle.sim.process.Toolset;
import passerelle.sim.userland.bridge.BrctlTool;
import passerelle.sim.userland.bridge.BridgeTool;
import passerelle.sim.userland.ip.IpTool;
import passerelle.sim.userland.ss.SsTool;
import passerelle.sim.userland.tool.LabKernel;

/** The tools that show and change the configuration of the network, by flavour of toolset. */
public final class ConfigurationTools {
  private static final String USER = "/usr/bin";
  private static final String SYSTEM = "/usr/sbin";

  private ConfigurationTools() {}

  /** Adds the tools of Debian 13: iproute2, bridge-utils, net-tools, procps. */
  public static void debian(Toolset.Builder tools, LabKernel kernel) {
    tools.add(SYSTEM, kernel.program(new IpTool()), "ip");
    tools.add(SYSTEM, kernel.program(new BridgeTool()), "bridge");
    tools.add(SYSTEM, kernel.program(new BrctlTool()), "brctl");
    tools.add(USER, kernel.program(new SsTool()), "ss");
  }
}
