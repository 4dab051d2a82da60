package passerelle.sim.userland.ping;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/** Where the probes of ping go, where they come from, and the socket that sends them. */
final class PingPath {
  private static final int PROBE_PORT = 1025;
  private final Process self;
  private final Net net;
  private final PingOptions options;
  private IpAddress target = Family.IPV4.any();
  private IpAddress source = Family.IPV4.any();
  private String device = "";
  private boolean pingSocket;
  private int identifier;

  PingPath(Process self, Net net, PingOptions options) {
    this.self = self;
    this.net = net;
    this.options = options;
  }

  /**
   * Asks the kernel for the source address by connecting a UDP socket, unless one was asked for.
   *
   * @return what is wrong with the source that was asked for
   * @throws KernelException ENETUNREACH and the like; EACCES for a broadcast address
   */
  Optional<String> choose(IpAddress destination) throws KernelException {
    target = destination.isUnspecified() ? destination.family().loopback() : destination;
    UdpSocket probe = net.udp();
    if (options.source.isPresent()) {
      Optional<String> refusal = bind(probe, options.source.get());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    probe.options().setBroadcast(options.broadcast);
    boolean toBroadcast = net.routes().addressType(target).equals("BROADCAST");
    if (toBroadcast && options.broadcast) {
      self.stderr().print("WARNING: pinging broadcast address\n");
    }
    if (source.isUnspecified() || toBroadcast) {
      probe.connect(new SocketAddress(target, PROBE_PORT));
      source = probe.local().address();
    }
    probe.close();
    if (!device.isEmpty() && !isOnDevice()) {
      self.stderr()
          .print(
              "ping: Warning: source address might be selected on device other than: "
                  + device
                  + "\n");
    }
    return Optional.empty();
  }

  private boolean isOnDevice() {
    Rtnetlink links = new Rtnetlink(self.netns());
    return links.link(device).stream()
        .flatMap(link -> links.addresses(link).stream())
        .anyMatch(address -> address.local().equals(source));
  }

  /** What {@code -v} tells of the sockets, those for IPv6 among them. */
  String sockets() {
    String type = " (socktype: " + (mayOpenPingSocket(self) ? "SOCK_DGRAM" : "SOCK_RAW") + ")";
    return "ping: sock4.fd: 3"
        + type
        + (options.inet
            ? ", sock6.fd: -1 (socktype: 0), hints.ai_family: AF_INET"
            : ", sock6.fd: 4" + type + ", hints.ai_family: AF_UNSPEC")
        + "\n\n";
  }

  private Optional<String> bind(UdpSocket probe, String wanted) {
    Optional<IpAddress> address = Family.IPV4.parse(wanted);
    if (address.isEmpty()) {
      try {
        probe.bindToDevice(wanted);
      } catch (KernelException refused) {
        return Optional.of(
            "SO_BINDTODEVICE " + wanted + ": " + self.place().libc().strerror(refused));
      }
      device = wanted;
      return Optional.empty();
    }
    source = address.get();
    try {
      probe.bind(new SocketAddress(source, 0));
      return Optional.empty();
    } catch (KernelException refused) {
      return Optional.of("bind: " + self.place().libc().strerror(refused));
    }
  }

  /** Whether the group 0 may open ping sockets ({@code net/ipv4/ping.c:ping_init_sock}). */
  static boolean mayOpenPingSocket(Process self) {
    Optional<String> range = self.place().sysctls().read("net.ipv4.ping_group_range");
    return range.filter(r -> r.matches("0\\s+[0-9]+")).isPresent();
  }

  /**
   * A ping socket where the sysctl allows it, as in containers; else a raw one.
   *
   * @throws KernelException EADDRNOTAVAIL when the source is not there any more
   */
  RawSocket open() throws KernelException {
    pingSocket = mayOpenPingSocket(self);
    RawSocket socket = pingSocket ? net.ping() : net.raw(IpProtocol.ICMP);
    identifier =
        pingSocket
            ? socket.identifier()
            : self.place().machine().random().stream("ping/" + self.hostPid()).nextInt(65535) + 1;
    socket.bindToDevice(device);
    socket.options().setReceiveErrors(true).setTos(options.tos).setMark(options.mark);
    socket.options().setBroadcast(options.broadcast).setIpOptions(options.ipOptions);
    options.ttl.ifPresent(ttl -> socket.options().setTtl(ttl).setMulticastTtl(ttl));
    options.pathMtu.ifPresent(socket.options()::setPathMtu);
    if (options.source.isPresent() && device.isEmpty()) {
      socket.bind(source);
    }
    return socket;
  }

  IpAddress target() {
    return target;
  }

  IpAddress source() {
    return source;
  }

  String device() {
    return device;
  }

  int identifier() {
    return identifier;
  }
}
