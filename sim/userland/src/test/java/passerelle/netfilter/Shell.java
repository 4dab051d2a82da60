package passerelle.netfilter;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.KernelException;
import passerelle.sim.core.Machine;
import passerelle.sim.netfilter.Netfilter;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.userland.conntrack.ConntrackTool;
import passerelle.sim.userland.iptables.Iptables;
import passerelle.sim.userland.iptables.IptablesRestore;
import passerelle.sim.userland.iptables.IptablesSave;
import passerelle.sim.userland.iptables.IptablesSession;
import passerelle.sim.userland.iptables.LabNames;
import passerelle.sim.userland.iptables.ToolRun;

/** Runs the tools on one namespace's netfilter. */
final class Shell {
  private final Netfilter netfilter;
  boolean root = true;

  Shell(long seed) {
    try {
      netfilter = new Namespaces(new Machine(seed)).add("host").netfilter();
    } catch (KernelException e) {
      throw new IllegalStateException(e);
    }
  }

  ToolRun run(List<String> words, String stdin) {
    String program = words.get(0);
    Family family = program.startsWith("ip6") ? Family.IPV6 : Family.IPV4;
    List<String> args = words.subList(1, words.size());
    IptablesSession session =
        new IptablesSession(
            new Nfnetlink(netfilter),
            family,
            program,
            root,
            new LabNames("127.0.0.1 localhost\n"),
            ZonedDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC));
    if (program.equals("conntrack")) {
      return ConntrackTool.run(new Nfnetlink(netfilter), args, root, 0);
    }
    if (program.endsWith("-save")) {
      return IptablesSave.run(session, args);
    }
    if (program.endsWith("-restore")) {
      return IptablesRestore.run(
          session, args, name -> name.isEmpty() ? Optional.of(stdin) : Optional.empty());
    }
    return Iptables.run(session, args);
  }

  /** Runs a command that must succeed; words are parted by blanks. */
  String ok(String line) {
    ToolRun run = run(Arrays.asList(line.split(" ")), "");
    if (run.status() != 0) {
      throw new AssertionError(line + ": " + run.err());
    }
    return run.out();
  }
}
