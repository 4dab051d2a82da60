package passerelle.sim.userland.ss;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import passerelle.sim.process.Output;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpState;
import passerelle.sim.userland.ss.SocketTableLayout.Column;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.Resources;

/** The command {@code ss} (misc/ss.c), for TCP, UDP and raw sockets. */
public final class SsTool implements LabKernel.Tool {

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    SsOptions options = new SsOptions();
    Words filterWords = options.parse(kernel.process().arguments());
    if (options.version) {
      kernel.out("ss utility, iproute2-6.15.0\n");
      return 0;
    }
    if (options.help) {
      kernel.out(usage());
      return 0;
    }
    KernelView view = kernel;
    if (options.netns.isPresent()) {
      view = kernel.in(SsOptions.netns(kernel, options.netns.get()));
    }
    List<SocketInfo> all = view.sockets().list();
    if (options.summary) {
      kernel.out(SocketSummary.text(all));
      return 0;
    }
    SocketFilter filter = SocketFilter.parse(filterWords);
    Set<TcpState> states = filter.states().orElseGet(options::defaultStates);
    String algorithm =
        kernel
            .lab()
            .settings()
            .read(view.netns(), "net.ipv4.tcp_congestion_control")
            .orElse("cubic");
    List<SocketInfo> shown = new ArrayList<>();
    for (SocketInfo socket : ordered(all)) {
      boolean wanted =
          options.tables().contains(table(socket))
              && states.contains(socket.state())
              && options.wantsFamily(socket.family())
              && filter.admits(socket);
      if (wanted && (!options.kill || isKilled(view, socket))) {
        shown.add(socket);
      }
    }
    kernel.out(
        table(kernel, options, states, shown, algorithm).render(screen(kernel.process().stdout())));
    return 0;
  }

  /** Connections of TCP are ended, other sockets passed over. */
  private static boolean isKilled(KernelView view, SocketInfo socket) {
    return view.mayAdminister() && view.sockets().destroy(socket);
  }

  private static int screen(Output output) {
    return output.isTerminal() ? output.columns() : 0;
  }

  private static String usage() {
    return Resources.text(SsTool.class, "usage.txt");
  }

  /** What is wrong with a command line, and how it would be right. */
  static ToolFailure usage(String complaint) {
    return new ToolFailure(255, "ss: " + complaint + "\n" + usage());
  }

  private static SocketTableLayout table(
      KernelView kernel,
      SsOptions options,
      Set<TcpState> states,
      List<SocketInfo> shown,
      String algorithm) {
    Set<Column> columns = EnumSet.allOf(Column.class);
    if (options.tables().size() == 1) {
      columns.remove(Column.NETID);
    }
    if (states.size() == 1) {
      columns.remove(Column.STATE);
    }
    if (options.noQueues) {
      columns.remove(Column.RECEIVE);
      columns.remove(Column.SEND);
    }
    if (!options.processes) {
      columns.remove(Column.PROCESS);
    }
    SocketTableLayout layout = new SocketTableLayout(List.copyOf(columns), !options.noHeader);
    for (SocketInfo socket : shown) {
      layout.add(
          columns.stream().map(column -> field(kernel, options, socket, column)).toList(),
          SocketDetails.of(socket, options, algorithm));
    }
    return layout;
  }

  private static String table(SocketInfo socket) {
    return socket.protocol().equals("icmp") ? "raw" : socket.protocol();
  }

  /** By protocol, IPv4 first, of those the listeners first: as the kernel is asked for them. */
  private static List<SocketInfo> ordered(List<SocketInfo> all) {
    Set<SocketInfo> ordered = new LinkedHashSet<>();
    for (String protocol : List.of("raw", "icmp", "udp", "tcp")) {
      for (boolean inet6 : new boolean[] {false, true}) {
        List<SocketInfo> some = new ArrayList<>();
        for (SocketInfo socket : all) {
          if (socket.protocol().equals(protocol)
              && inet6 == (socket.family() != SocketFamily.INET)) {
            some.add(socket);
          }
        }
        some.stream().filter(s -> s.state() == TcpState.LISTEN).forEach(ordered::add);
        ordered.addAll(some);
      }
    }
    return List.copyOf(ordered);
  }

  private static String field(
      KernelView kernel, SsOptions options, SocketInfo socket, Column column) {
    return switch (column) {
      case NETID -> socket.protocol().equals("icmp") ? "icmp" : socket.protocol();
      case STATE -> state(socket.state());
      case RECEIVE -> String.format("%-6d", socket.receiveQueue());
      case SEND -> String.format("%-6d", socket.sendQueue());
      case LOCAL -> SocketNames.address(socket, socket.local(), true) + ":";
      case LOCAL_PORT -> SocketNames.port(socket, socket.local().port(), options.numeric);
      case PEER -> SocketNames.address(socket, socket.remote(), false) + ":";
      case PEER_PORT -> SocketNames.port(socket, socket.remote().port(), options.numeric);
      case PROCESS ->
          kernel
              .ownerOf(socket)
              .map(o -> " users:((\"" + o.process() + "\",pid=" + o.pid() + ",fd=" + o.fd() + "))")
              .orElse("");
    };
  }

  private static String state(TcpState state) {
    return switch (state) {
      case ESTABLISHED -> "ESTAB";
      case CLOSE -> "UNCONN";
      case FIN_WAIT1 -> "FIN-WAIT-1";
      case FIN_WAIT2 -> "FIN-WAIT-2";
      default -> state.name().replace('_', '-');
    };
  }
}
