package passerelle.sim.userland.ss;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpInfo;
import passerelle.sim.socket.TcpState;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.CNumber;
import passerelle.text.Resources;

/**
 * The sockets of {@code netstat}, of net-tools 2.10 (netstat.c) and of BusyBox 1.37.
 *
 * @param routes what {@code -r} does
 * @param interfaces what {@code -i} does
 */
public record NetstatTool(boolean busybox, LabKernel.Tool routes, LabKernel.Tool interfaces)
    implements LabKernel.Tool {
  private static final String BUSYBOX_USAGE =
      BusyboxBuild.TITLE + "\n" + "\n" + Resources.text(NetstatTool.class, "busybox-netstat.txt");
  private static final String BUSYBOX_LETTERS = "ralentuwxWp";
  private static final String WORDS =
      """
      route=r interfaces=i groups=g statistics=s masquerade=M verbose=v wide=W numeric=n symbolic=N
      extend=e programs=p timers=o continuous=c listening=l all=a fib=F cache=C context=Z tcp=t
      udp=u udplite=U sctp=S raw=w unix=x inet=4 inet6=6
      """;
  private static final int ADDRESS = 23;

  /** BusyBox shows so many characters of a process's number and name; net-tools one less. */
  private static final int PROGRAM = 20;

  @Override
  public int run(KernelView kernel) throws ToolFailure, KernelException {
    Set<Character> letters = letters(kernel.process());
    if (letters.contains('r')) {
      return routes.run(kernel);
    }
    if (letters.contains('s')) {
      kernel.out(NetstatStatistics.text(kernel.netns(), letters));
      return 0;
    }
    if (letters.contains('g')) {
      kernel.out(groups(kernel));
      return 0;
    }
    if (letters.contains('i')) {
      return interfaces.run(kernel);
    }
    String which =
        letters.contains('a')
            ? "servers and established"
            : letters.contains('l') ? "only servers" : "w/o servers";
    boolean inet = letters.contains('t') || letters.contains('u') || letters.contains('w');
    if (inet || !letters.contains('x')) {
      kernel.out(internet(kernel, letters, which, !inet));
    }
    if (letters.contains('x') || !inet && !letters.contains('4')) {
      kernel.out(unix(letters.contains('p') && !busybox, which));
    }
    return 0;
  }

  private String internet(KernelView kernel, Set<Character> letters, String which, boolean any) {
    StringBuilder out = new StringBuilder();
    out.append("Active Internet connections (").append(which).append(")\n");
    out.append("Proto Recv-Q Send-Q Local Address           Foreign Address         State      ");
    out.append(busybox ? " " : "");
    out.append(letters.contains('e') && !busybox ? " User       Inode     " : "");
    String owner = busybox ? "PID/Program name    " : " PID/Program name    ";
    out.append(letters.contains('p') ? owner : "");
    out.append(letters.contains('o') ? " Timer" : "").append('\n');
    for (String protocol : List.of("tcp", "udp", "raw")) {
      char letter = protocol.equals("raw") ? 'w' : protocol.charAt(0);
      if (any || letters.contains(letter)) {
        sockets(kernel, protocol).stream()
            .filter(socket -> isShown(socket, letters))
            .forEach(socket -> row(kernel, out, socket, letters));
      }
    }
    return out.toString();
  }

  /** The heads alone: the sockets of the lab's programs are those of the Internet. */
  private String unix(boolean programs, String which) {
    return "Active UNIX domain sockets ("
        + which
        + ")\nProto RefCnt Flags       Type       State         I-Node"
        + (busybox ? " Path\n" : programs ? "   PID/Program name     Path\n" : "   Path\n");
  }

  /** The multicast groups of each device, those of IPv4 first. */
  private static String groups(KernelView kernel) {
    StringBuilder out =
        new StringBuilder("IPv6/IPv4 Group Memberships\nInterface       RefCnt Group\n");
    out.append("--------------- ------ ---------------------\n");
    for (boolean inet6 : new boolean[] {false, true}) {
      for (LinkInfo device : kernel.rtnl().links()) {
        for (Object group :
            inet6 ? kernel.rtnl().inet6Groups(device) : kernel.rtnl().inetGroups(device)) {
          out.append("%-15s %-6s %s\n".formatted(device.name(), 1, group));
        }
      }
    }
    return out.toString();
  }

  private Set<Character> letters(Process self) throws ToolFailure {
    Getopt given =
        busybox
            ? Getopt.parse(BUSYBOX_LETTERS, "", self.arguments())
            : Getopt.parse("A:CFMacdeghilnNoprsStuUvVWwx64Z", WORDS, self.arguments());
    String usage =
        busybox
            ? BusyboxBuild.in(self, BUSYBOX_USAGE)
            : Resources.text(NetstatTool.class, "netstat-usage.txt");
    given.orExit(self, "netstat", busybox ? 1 : 3, usage);
    given.only(self, "netstat", busybox ? BUSYBOX_LETTERS : "ralentuwxpisg4oWA");
    Set<Character> letters = new TreeSet<>();
    given.options().forEach(option -> letters.add(option.name().charAt(0)));
    for (String family : given.value("A").map(f -> f.split(",")).orElse(new String[0])) {
      letters.add(
          switch (family) {
            case "inet" -> '4';
            case "unix" -> 'x';
            case "inet6" -> throw ToolFailure.notModelled("netstat", "option -A inet6");
            default -> throw new ToolFailure(1, "Unknown address family `" + family + "'.\n");
          });
    }
    return letters;
  }

  private static List<SocketInfo> sockets(KernelView kernel, String protocol) {
    List<SocketInfo> ordered = new ArrayList<>();
    for (boolean inet6 : new boolean[] {false, true}) {
      for (SocketInfo socket : kernel.sockets().list()) {
        if (socket.protocol().equals(protocol) && inet6 == (socket.family() != SocketFamily.INET)) {
          ordered.add(socket);
        }
      }
    }
    return ordered;
  }

  private static boolean isShown(SocketInfo socket, Set<Character> letters) {
    boolean server = socket.state() == TcpState.LISTEN || socket.remote().port() == 0;
    return letters.contains('a') || letters.contains('l') == server;
  }

  private void row(
      KernelView kernel, StringBuilder out, SocketInfo socket, Set<Character> letters) {
    boolean numeric = letters.contains('n');
    boolean inet6 = socket.family() != SocketFamily.INET;
    String protocol = socket.protocol() + (inet6 && !busybox ? "6" : "");
    out.append(
        String.format(
            Locale.ROOT,
            busybox ? "%s   %6d %6d %-23s %-23s %-12s" : "%-5s  %5d  %5d %-23s %-23s %-11s",
            protocol,
            socket.receiveQueue(),
            socket.state() == TcpState.LISTEN ? 0 : socket.sendQueue(),
            address(socket, socket.local(), letters),
            address(socket, socket.remote(), letters),
            state(socket)));
    if (letters.contains('e') && !busybox) {
      out.append(" %-10s %-10s".formatted(numeric ? "0" : "root", 0));
    }
    if (letters.contains('p')) {
      String owner = kernel.ownerOf(socket).map(o -> program(kernel, o)).orElse("-");
      out.append(busybox ? owner : " %-20s".formatted(owner));
    }
    if (letters.contains('o')) {
      out.append(' ').append(timer(socket));
    }
    out.append('\n');
  }

  /** The number of a process and how its command line begins, without the way to the program. */
  private String program(KernelView kernel, Owner owner) {
    String name = owner.process();
    try {
      String title = kernel.files().readText("/proc/" + owner.pid() + "/cmdline");
      String first = title.contains("\0") ? title.substring(0, title.indexOf('\0')) : title;
      boolean path = busybox || first.startsWith("/");
      name = first.isEmpty() ? name : path ? first.substring(first.lastIndexOf('/') + 1) : first;
    } catch (FileError gone) {
      // It has ended since.
    }
    String whole = owner.pid() + "/" + name;
    return whole.substring(0, Math.min(whole.length(), busybox ? PROGRAM : PROGRAM - 1));
  }

  private String address(SocketInfo socket, SocketAddress address, Set<Character> letters) {
    boolean numeric = letters.contains('n');
    String host = SocketNames.plain(socket, address);
    String port = SocketNames.port(socket, address.port(), numeric);
    if (!numeric) {
      host = host.equals("127.0.0.1") ? "localhost" : host;
      host = host.equals("::") ? "[::]" : host;
    }
    int most = ADDRESS - 1;
    if (!busybox && !letters.contains('W') && host.length() + port.length() > most) {
      int portLength = Math.min(port.length(), most - 4);
      host = host.substring(0, Math.min(host.length(), most - portLength));
      port = port.substring(0, portLength);
    }
    return host + ":" + port;
  }

  /** Seconds until it goes off, how often it has, and probes without an answer. */
  private static String timer(SocketInfo socket) {
    Optional<TcpInfo.Timer> set = socket.tcp().flatMap(TcpInfo::timer);
    TcpInfo.Timer timer = set.orElse(new TcpInfo.Timer("off", 0, 0));
    String name = timer.name().equals("persist") ? "probe" : timer.name();
    return name + " (" + CNumber.fixed(timer.left() / 1e9, 2) + "/" + timer.count() + "/0)";
  }

  private static String state(SocketInfo socket) {
    return switch (socket.protocol()) {
      case "tcp" -> socket.state().name();
      case "raw" -> "7";
      default -> socket.state() == TcpState.ESTABLISHED ? "ESTABLISHED" : "";
    };
  }
}
