package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.text.Resources;

/**
 * {@code netfilter-persistent} 1.0.23 with the plugins of Debian's package iptables-persistent: a
 * script, as there.
 */
final class NetfilterPersistent implements BlockingProgram {
  private static final String SCRIPT =
      Resources.text(NetfilterPersistent.class, "netfilter-persistent.sh");

  @Override
  public int run(Process self) {
    Optional<Toolset.Tool> shell = self.place().tools().find("sh");
    if (shell.isEmpty()) {
      return self.stderr().println("netfilter-persistent: not found", 127);
    }
    List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT));
    argv.add("/usr/sbin/netfilter-persistent");
    argv.addAll(self.arguments());
    self.exec(shell.get().program(), argv);
    return 0;
  }
}
