package passerelle.sim.userland.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.sim.process.Process;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpState;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.ServiceNames;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Cut;

/** {@code lsof -i} and {@code fuser PORT/tcp}: which process has a socket open. */
public final class OpenPorts {
  private OpenPorts() {}

  /** {@code lsof} (lsof 4.99), of which only sockets are modelled. */
  public static LabKernel.Tool lsof() {
    return OpenPorts::runLsof;
  }

  /** {@code fuser} of psmisc, for ports. */
  public static LabKernel.Tool fuser() {
    return OpenPorts::runFuser;
  }

  /** A socket, and whose it is where the tool runs. */
  private record Open(SocketInfo socket, Owner owner) {}

  private static List<Open> owned(KernelView kernel) {
    return kernel.sockets().list().stream()
        .filter(socket -> List.of("tcp", "udp").contains(socket.protocol()))
        .flatMap(socket -> kernel.ownerOf(socket).map(o -> new Open(socket, o)).stream())
        .toList();
  }

  private static int runLsof(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    words.replaceAll(word -> word.equals("-i") ? "-i:" : word.replaceFirst("^-([nP]+)i", "-$1i"));
    Lsof wanted = new Lsof(words, new ServiceNames(kernel.process()));
    List<Open> found =
        owned(kernel).stream().filter(wanted::takes).sorted((a, b) -> order(a) - order(b)).toList();
    if (wanted.terse) {
      found.stream().map(s -> s.owner().pid()).distinct().forEach(p -> kernel.out(p + "\n"));
    } else if (!found.isEmpty()) {
      kernel.out(table(found, wanted));
    }
    return found.isEmpty() ? 1 : 0;
  }

  private static int order(Open open) {
    return open.owner().pid() * 1000 + open.owner().fd();
  }

  /** What lsof is asked for. */
  private static final class Lsof {
    private final ServiceNames services;
    private boolean numericHosts;
    private boolean numericPorts;
    private boolean terse;
    private Optional<String> protocol = Optional.empty();
    private Optional<String> port = Optional.empty();
    private Optional<String> pid = Optional.empty();
    private boolean listening;

    Lsof(List<String> words, ServiceNames services) throws ToolFailure {
      this.services = services;
      boolean sockets = false;
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        String next = i + 1 < words.size() ? words.get(i + 1) : "";
        if (word.matches("-[nPta]*i.*")) {
          sockets = true;
          flags(word.substring(0, word.indexOf('i')));
          String selection = word.substring(word.indexOf('i') + 1);
          if (selection.equals(":") || selection.isEmpty()) {
            boolean given = next.matches("(?i)[46]?(tcp|udp)?(:.+)?") && !next.isEmpty();
            selection = given ? next : "";
            i += given ? 1 : 0;
          }
          select(selection);
        } else if (word.matches("-s.*")) {
          String state = word.length() > 2 ? word.substring(2) : next;
          i += word.length() > 2 ? 0 : 1;
          listening = state.equalsIgnoreCase("tcp:listen");
        } else if (word.matches("-p.*")) {
          pid = Optional.of(word.length() > 2 ? word.substring(2) : next);
          i += word.length() > 2 ? 0 : 1;
        } else if (word.matches("-[nPta]+")) {
          flags(word);
        } else {
          throw ToolFailure.notModelled("lsof", "anything but -i");
        }
      }
      if (!sockets) {
        throw ToolFailure.notModelled("lsof", "anything but -i");
      }
    }

    private void flags(String letters) {
      numericHosts |= letters.contains("n");
      numericPorts |= letters.contains("P");
      terse |= letters.contains("t");
    }

    private void select(String selection) {
      Cut chosen = Cut.first(selection.replaceFirst("^[46]", ""), ":");
      protocol =
          Optional.of(chosen.before().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty());
      port = chosen.found() ? Optional.of(chosen.after()) : Optional.empty();
    }

    boolean takes(Open open) {
      SocketInfo socket = open.socket();
      String local = String.valueOf(socket.local().port());
      String remote = String.valueOf(socket.remote().port());
      return protocol.filter(p -> !p.equals(socket.protocol())).isEmpty()
          && port.filter(p -> !List.of(p.split(",")).contains(local) && !p.equals(remote)).isEmpty()
          && pid.filter(p -> !p.equals(String.valueOf(open.owner().pid()))).isEmpty()
          && (!listening || socket.state() == TcpState.LISTEN);
    }
  }

  private static String table(List<Open> sockets, Lsof wanted) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"COMMAND", "PID", "USER", "FD", "TYPE", "DEVICE", "SIZE/OFF", "NODE"});
    List<String> names = new ArrayList<>(List.of("NAME"));
    for (Open open : sockets) {
      SocketInfo socket = open.socket();
      Owner owner = open.owner();
      String type = socket.family() == SocketFamily.INET ? "IPv4" : "IPv6";
      String command = owner.process().substring(0, Math.min(9, owner.process().length()));
      String device = String.valueOf(20_000 + owner.pid() * 16 + owner.fd());
      rows.add(
          new String[] {
            command,
            "" + owner.pid(),
            "root",
            owner.fd() + "u",
            type,
            device,
            "0t0",
            socket.protocol().toUpperCase(Locale.ROOT)
          });
      names.add(name(socket, wanted));
    }
    int[] widths = new int[8];
    rows.forEach(
        row -> {
          for (int i = 0; i < 8; i++) {
            widths[i] = Math.max(widths[i], row[i].length());
          }
        });
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < 8; i++) {
        String format = "%" + (i == 0 || i == 2 ? "-" : "") + widths[i] + "s ";
        out.append(String.format(Locale.ROOT, format, rows.get(r)[i]));
        // The lock's column, which no title stands above.
        out.append(i < 3 || i > 3 ? "" : r == 0 ? "  " : " ");
      }
      out.append(names.get(r)).append('\n');
    }
    return out.toString();
  }

  private static String name(SocketInfo socket, Lsof wanted) {
    String local = end(socket.local(), socket.protocol(), wanted);
    boolean connected = socket.remote().port() != 0;
    String peer = connected ? "->" + end(socket.remote(), socket.protocol(), wanted) : "";
    String state = socket.protocol().equals("tcp") ? " (" + state(socket.state()) + ")" : " ";
    return local + peer + state;
  }

  private static String state(TcpState state) {
    return state.name().replace("SYN_RECV", "SYN_RCDV");
  }

  private static String end(SocketAddress at, String protocol, Lsof wanted) {
    boolean any = at.address().toString().matches("0\\.0\\.0\\.0|::");
    boolean loopback = at.address().toString().matches("127\\.0\\.0\\.1|::1");
    String host =
        any ? "*" : loopback && !wanted.numericHosts ? "localhost" : at.address().toString();
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    String port =
        wanted.numericPorts
            ? "" + at.port()
            : wanted.services.name(at.port(), protocol).orElse("" + at.port());
    return bracketed + ":" + port;
  }

  private static int runFuser(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    Getopt options = Getopt.parse("vn:kmsa", "verbose=v namespace=n", self.arguments());
    if (options.error().isPresent() || options.has("k") || options.has("m") || options.has("s")) {
      throw ToolFailure.notModelled("fuser", "anything but -v and -n");
    }
    int status = 1;
    for (String operand : options.operands()) {
      String name = options.value("n").map(space -> operand + "/" + space).orElse(operand);
      if (!name.matches("[0-9]{1,5}/(tcp|udp)")) {
        throw ToolFailure.notModelled("fuser", "anything but PORT/tcp and PORT/udp");
      }
      List<Owner> owners =
          owned(kernel).stream()
              .filter(s -> name.equals(s.socket().local().port() + "/" + s.socket().protocol()))
              .map(Open::owner)
              .toList();
      if (!owners.isEmpty()) {
        status = 0;
        users(kernel, name, owners, options.has("v"));
      }
    }
    return status;
  }

  private static void users(KernelView kernel, String name, List<Owner> owners, boolean verbose) {
    String start = "%-20s".formatted(name + ":");
    List<Integer> pids = owners.stream().map(Owner::pid).distinct().sorted().toList();
    if (!verbose) {
      kernel.err(start);
      pids.forEach(pid -> kernel.out("%6s".formatted(pid)));
      kernel.err("\n");
      return;
    }
    kernel.err("                     USER        PID ACCESS COMMAND\n");
    for (int pid : pids) {
      String command = owners.stream().filter(o -> o.pid() == pid).findFirst().get().process();
      kernel.err("%s root %10s F.... %s%n".formatted(start, pid, command));
    }
  }
}
