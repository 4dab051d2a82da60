package passerelle.sim.userland.conntrack;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.kernel.Capability;
import passerelle.packet.IpProtocol;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.ConntrackStatistics;
import passerelle.sim.uapi.Flow;
import passerelle.sim.uapi.FlowChange;
import passerelle.sim.uapi.NewFlow;
import passerelle.sim.userland.iptables.ToolRun;
import passerelle.text.Resources;

/** The tool {@code conntrack} (conntrack-tools, src/conntrack.c). */
public final class ConntrackTool {
  static final String VERSION = "conntrack v1.4.8 (conntrack-tools)";

  private static final String REST = " error=0 search_restart=0 clash_resolve=0 chaintoolong=0 ";

  private final Nfnetlink netfilter;
  private final boolean mayAdminister;
  private final int pid;
  private final ToolRun run = new ToolRun();

  private ConntrackTool(Nfnetlink netfilter, boolean mayAdminister, int pid) {
    this.netfilter = netfilter;
    this.mayAdminister = mayAdminister;
    this.pid = pid;
  }

  /** The program. */
  static int program(Process self) {
    boolean mayAdminister = self.has(Capability.NET_ADMIN);
    List<String> args = self.arguments();
    try {
      ConntrackCommand command = ConntrackCommand.parse(args);
      if (command.letter() == 'E' && command.unmodelled().isEmpty() && mayAdminister) {
        return ConntrackMonitor.run(self, command);
      }
    } catch (ConntrackFault told) {
      // It is told below.
    }
    return run(Nfnetlink.of(self.netns()), args, mayAdminister, self.hostPid()).finish(self);
  }

  /** Runs a command line; {@code args} begins behind the tool's name. */
  public static ToolRun run(
      Nfnetlink netfilter, List<String> args, boolean mayAdminister, int pid) {
    ConntrackTool tool = new ConntrackTool(netfilter, mayAdminister, pid);
    try {
      ConntrackCommand command = ConntrackCommand.parse(args);
      return tool.execute(command);
    } catch (ConntrackFault e) {
      tool.complain(e.getMessage());
      return tool.run.fail(2, "Try `conntrack -h' or 'conntrack --help' for more information.");
    }
  }

  private void complain(String message) {
    run.complain(VERSION + ": " + message);
  }

  private ToolRun execute(ConntrackCommand command) {
    String unmodelled = command.unmodelled();
    if (!unmodelled.isEmpty()) {
      return run.fail(2, "conntrack: Passerelle does not model " + unmodelled);
    }
    switch (command.letter()) {
      case 'V' -> {
        run.println(VERSION);
        return run;
      }
      case 'h' -> {
        usage();
        return run;
      }
      case 'F' -> complain("connection tracking table has been emptied.");
      default -> {}
    }
    if (!mayAdminister) {
      complain(
          "Operation failed: sorry, you must be root or get CAP_NET_ADMIN capability to do this");
      return run.fail();
    }
    return switch (command.letter()) {
      case 'F' -> {
        netfilter.flush(pid);
        yield run;
      }
      case 'C' -> {
        run.println(Integer.toString(netfilter.count()));
        yield run;
      }
      case 'D' -> delete(command);
      case 'U' -> update(command);
      case 'I', 'G' -> one(command);
      case 'S' -> statistics();
      default -> list(command);
    };
  }

  private ToolRun list(ConntrackCommand command) {
    if (command.isExpectations()) {
      complain("0 expectations have been shown.");
      return run;
    }
    List<Flow> shown = fitting(command);
    print(command, shown);
    complain(shown.size() + " flow entries have been shown.");
    return run;
  }

  private ToolRun delete(ConntrackCommand command) {
    List<Flow> doomed = fitting(command);
    print(command, doomed);
    netfilter.delete(pid, doomed);
    complain(doomed.size() + " flow entries have been deleted.");
    return doomed.isEmpty() ? run.fail() : run;
  }

  private ToolRun update(ConntrackCommand command) {
    FlowChange told = command.flow().change();
    List<Flow> some = fitting(command).stream().filter(told::changes).toList();
    netfilter.change(pid, some, told);
    Set<Long> ids = some.stream().map(Flow::id).collect(Collectors.toSet());
    for (Flow flow : netfilter.flows()) {
      if (ids.contains(flow.id())) {
        run.println(ConnectionLine.held(flow, command.isExtended(), command.isWithId()));
      }
    }
    complain(some.size() + " flow entries have been updated.");
    return some.isEmpty() ? run.fail() : run;
  }

  /** Makes the connection that is told, or looks it up. */
  private ToolRun one(ConntrackCommand command) {
    try {
      Optional<NewFlow> told = command.flow().flow();
      if (told.isEmpty()) {
        complain("Operation failed: invalid parameters");
        return run.fail();
      }
      if (command.letter() == 'I') {
        boolean made = netfilter.create(pid, told.get(), command.flow().change());
        complain(
            made
                ? "1 flow entries have been created."
                : "Operation failed: Such conntrack exists, try -U to update");
        return made ? run : run.fail();
      }
      for (Flow flow : netfilter.flows()) {
        if (flow.view().original().equals(told.get().original())) {
          run.println(ConnectionLine.held(flow, command.isExtended(), command.isWithId()));
          complain("1 flow entries have been shown.");
          return run;
        }
      }
      complain("Operation failed: such conntrack doesn't exist");
      return run.fail();
    } catch (ConntrackFault e) {
      complain(e.getMessage());
      return run.fail(2, "Try `conntrack -h' or 'conntrack --help' for more information.");
    }
  }

  /** By processor; the lab's machine does all on the first of its two. */
  private ToolRun statistics() {
    ConntrackStatistics counted = netfilter.statistics();
    run.println(
        "cpu=0   \tfound=0 invalid=%s insert=%s insert_failed=%s drop=%s early_drop=%s%s"
            .formatted(
                counted.invalid(),
                counted.inserted(),
                counted.insertFailed(),
                counted.dropped(),
                counted.earlyDropped(),
                REST));
    run.println("cpu=1   \tfound=0 invalid=0 insert=0 insert_failed=0 drop=0 early_drop=0" + REST);
    return run;
  }

  private List<Flow> fitting(ConntrackCommand command) {
    return netfilter.flows().stream().filter(flow -> command.filter().test(flow)).toList();
  }

  private void print(ConntrackCommand command, List<Flow> connections) {
    for (Flow flow : connections) {
      run.println(ConnectionLine.of(flow, command.isExtended(), command.isWithId()));
    }
  }

  private void usage() {
    Resources.text(ConntrackTool.class, "usage.txt").lines().forEach(run::println);
  }

  /** Whether a protocol has options of its own that conntrack loads. */
  static boolean hasPorts(int protocol) {
    return protocol == IpProtocol.TCP
        || protocol == IpProtocol.UDP
        || protocol == 33
        || protocol == 132
        || protocol == 136;
  }
}
