package passerelle.socket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Capture;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Toolset;
import passerelle.sim.uapi.RouteMode;
import passerelle.sim.userland.NetworkTools;
import passerelle.sim.userland.dns.DnsTools;
import passerelle.sim.userland.net.ProcessHost;

/**
 * Two machines and a router between them, as the reference outputs were taken on the real kernel: a
 * is 10.0.0.1, r is 10.0.0.254 and 10.0.1.254, b is 10.0.1.2.
 */
final class SocketLab implements AutoCloseable {
  final Machine machine;
  final Namespaces namespaces;
  final Scheduler scheduler;
  final Netns a;
  final Netns r;
  final Netns b;
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** What a command printed, and its exit status. */
  record Result(String output, int status) {}

  SocketLab() throws KernelException {
    this(1);
  }

  SocketLab(long seed) throws KernelException {
    machine = new Machine(seed);
    namespaces = new Namespaces(machine);
    scheduler = new Scheduler(machine.loop());
    a = namespaces.add("a");
    r = namespaces.add("r");
    b = namespaces.add("b");
    cable(a, "10.0.0.1/24", "r0", "10.0.0.254/24");
    cable(b, "10.0.1.2/24", "r1", "10.0.1.254/24");
    defaultRoute(a, "10.0.0.254");
    defaultRoute(b, "10.0.1.254");
    r.sysctls().write("net.ipv4.ip_forward", "1");
    place(a, debian());
    place(r, debian());
    place(b, debian());
    scheduler.advance(1_000_000_000L);
  }

  private static Toolset debian() {
    return Toolset.builder().addAll(NetworkTools.debian()).addAll(DnsTools.debian()).build();
  }

  private static Toolset busybox() {
    return Toolset.builder().addAll(NetworkTools.busybox()).addAll(DnsTools.busybox()).build();
  }

  private void cable(Netns end, String address, String port, String portAddress)
      throws KernelException {
    Device device =
        namespaces
            .links()
            .add(end, LinkSpec.of("eth0"), new LinkKind.Veth(r.name(), LinkSpec.of(port)));
    Device other = r.device(port).orElseThrow();
    end.addresses().add(device, IpInterfaceAddress.of(address), Optional.empty());
    r.addresses().add(other, IpInterfaceAddress.of(portAddress), Optional.empty());
    end.setUp(device, true);
    r.setUp(other, true);
  }

  private static void defaultRoute(Netns netns, String gateway) throws KernelException {
    RouteSpec spec = RouteSpec.via(IpPrefix.all(Family.IPV4), IpAddress.of(gateway), "eth0");
    netns.routes().add(spec, RouteMode.ADD);
  }

  void removeDefaultRoute(Netns netns) throws KernelException {
    netns
        .ip()
        .fib()
        .removeIf(route -> route.spec().destination().equals(IpPrefix.all(Family.IPV4)));
  }

  private void place(Netns netns, Toolset tools) {
    FileSystem files = new FileSystem();
    files.with("/etc/hosts", "127.0.0.1\tlocalhost\n");
    files.with("/etc/resolv.conf", "nameserver 10.0.1.2\n");
    files.with("/www/index.html", PAGE);
    places.put(netns.name(), Place.machine(scheduler, netns, netns.name(), files, tools));
  }

  static final String PAGE =
      "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n</html>\n";

  Place place(String name) {
    return places.get(name);
  }

  /** Gives a place BusyBox's tools. */
  void useBusybox(Netns netns) {
    place(netns, busybox());
  }

  /** Starts a service in a namespace. */
  Process serve(Netns netns, ServiceSpec spec) throws KernelException {
    Process process =
        place(netns.name())
            .spawn(self -> {}, List.of(spec.process()))
            .capabilities(Capability.all())
            .start();
    ProcessHost.start(process, List.of(spec), () -> {});
    return process;
  }

  /** The web server of the reference outputs, on b. */
  Process serveHttp() throws KernelException {
    return serve(
        b,
        new ServiceSpec(
            "tcp", "::", 80, 9, "http", Map.of("server", "busybox", "/", PAGE), "httpd"));
  }

  /** Runs a command in a place to its end. */
  Result run(String place, String command) {
    return run(place, List.of(command.split(" ")), "");
  }

  Result run(String place, List<String> argv, String input) {
    Capture output = new Capture();
    Process process = spawn(place, argv, input, output);
    int status = scheduler.runForeground(process);
    return new Result(output.text(), status);
  }

  /** A command that is started in the background. */
  Process start(String place, String command, Capture output) {
    Process process = spawn(place, List.of(command.split(" ")), "", output);
    process.start();
    return process;
  }

  private Process spawn(String place, List<String> argv, String input, Capture output) {
    Toolset.Tool tool =
        places
            .get(place)
            .tools()
            .find(argv.get(0))
            .orElseThrow(() -> new IllegalArgumentException(argv.get(0) + ": not found"));
    return places
        .get(place)
        .spawn(tool.program(), argv)
        .capabilities(Capability.all())
        .stdin(new passerelle.sim.process.ByteSource(input))
        .output(output)
        .create();
  }

  /** Writes down the TCP segments that pass a device, as tcpdump's flags. */
  List<String> watch(Netns netns, String device) {
    List<String> seen = new ArrayList<>();
    netns
        .device(device)
        .orElseThrow()
        .tap(
            (d, direction, type, frame) -> {
              if (frame.packet() instanceof Ipv4Packet packet
                  && packet.transport() instanceof TcpSegment segment) {
                seen.add(
                    (packet.source().equals(IpAddress.of("10.0.0.1")) ? "> " : "< ")
                        + flags(segment)
                        + " win "
                        + segment.window()
                        + " len "
                        + segment.payload().length());
              }
            });
    return seen;
  }

  static String flags(TcpSegment segment) {
    String flags =
        (segment.has(TcpSegment.FIN) ? "F" : "")
            + (segment.has(TcpSegment.SYN) ? "S" : "")
            + (segment.has(TcpSegment.RST) ? "R" : "")
            + (segment.has(TcpSegment.PSH) ? "P" : "")
            + (segment.has(TcpSegment.ACK) ? "." : "");
    return "[" + flags + "]";
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
