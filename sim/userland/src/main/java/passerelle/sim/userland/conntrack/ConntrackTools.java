package passerelle.sim.userland.conntrack;

import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Toolset;

/** conntrack as a program. */
public final class ConntrackTools {
  private ConntrackTools() {}

  /** The tools of Debian's package conntrack. */
  public static Toolset all() {
    BlockingProgram conntrack = ConntrackTool::program;
    return Toolset.builder().add("/usr/sbin", conntrack, "conntrack").build();
  }
}
