package passerelle.sim.userland.conntrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import passerelle.packet.IpProtocol;
import passerelle.sim.netfilter.Connection;
import passerelle.sim.netfilter.Netfilter;
import passerelle.sim.userland.iptables.ToolRun;

/** The tool {@code conntrack} (conntrack-tools, src/conntrack.c). */
public final class ConntrackTool {
  private static final String VERSION = "conntrack v1.4.8 (conntrack-tools)";

  private final Netfilter netfilter;
  private final boolean mayAdminister;
  private final ToolRun run = new ToolRun();

  private ConntrackTool(Netfilter netfilter, boolean mayAdminister) {
    this.netfilter = netfilter;
    this.mayAdminister = mayAdminister;
  }

  /** Runs a command line; {@code args} begins behind the tool's name. */
  public static ToolRun run(Netfilter netfilter, List<String> args, boolean mayAdminister) {
    ConntrackTool tool = new ConntrackTool(netfilter, mayAdminister);
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
      return run.fail(1);
    }
    return switch (command.letter()) {
      case 'F' -> {
        netfilter.conntrack().remove(c -> true);
        yield run;
      }
      case 'C' -> {
        run.println(Integer.toString(netfilter.conntrack().count()));
        yield run;
      }
      case 'D' -> delete(command);
      default -> list(command);
    };
  }

  private ToolRun list(ConntrackCommand command) {
    if (command.isExpectations()) {
      complain("0 expectations have been shown.");
      return run;
    }
    List<Connection> shown = fitting(command);
    print(command, shown);
    complain(shown.size() + " flow entries have been shown.");
    return run;
  }

  private ToolRun delete(ConntrackCommand command) {
    List<Connection> doomed = fitting(command);
    print(command, doomed);
    netfilter.conntrack().remove(Set.copyOf(doomed)::contains);
    complain(doomed.size() + " flow entries have been deleted.");
    return doomed.isEmpty() ? run.fail(1) : run;
  }

  private List<Connection> fitting(ConntrackCommand command) {
    List<Connection> out = new ArrayList<>();
    for (Connection connection : netfilter.conntrack().connections()) {
      if (command.filter().test(connection)) {
        out.add(connection);
      }
    }
    return out;
  }

  private void print(ConntrackCommand command, List<Connection> connections) {
    for (Connection connection : connections) {
      run.println(
          ConnectionLine.of(connection, command.isExtended(), command.isWithId(), netfilter.now()));
    }
  }

  private void usage() {
    List.of(
            "Command line interface for the connection tracking system. Version 1.4.8",
            "Usage: conntrack [commands] [options]",
            "",
            "Commands:",
            "  -L [table] [options]\t\tList conntrack or expectation table",
            "  -D [table] parameters\t\tDelete conntrack or expectation",
            "  -F [table]\t\t\tFlush table",
            "  -C [table]\t\t\tShow counter")
        .forEach(run::println);
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
