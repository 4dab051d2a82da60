package passerelle.sim.socket.app;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.packet.Payload;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketTable;
import passerelle.sim.socket.dns.DnsReader;
import passerelle.sim.socket.dns.DnsWriter;

/** Starts services by their specification. */
public final class Services {
  private Services() {}

  /**
   * Starts one service in a namespace. A service with the setting {@code inUse} whose port is taken
   * prints that text and ends its process with 1.
   *
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL; EINVAL for a kind, address or target that is
   *     not understood; EAFNOSUPPORT for one IPv6 address
   */
  public static void start(SocketTable sockets, ServiceSpec spec, Host host)
      throws KernelException {
    try {
      SocketFamily family = family(spec);
      SocketAddress address = new SocketAddress(address(spec.address()), spec.port());
      if (spec.protocol().equals("udp")) {
        UdpServer.start(sockets, host, family, address, datagrams(sockets, spec, host));
      } else {
        TcpServer.start(
            sockets, host, family, address, spec.backlog(), connections(sockets, spec, host));
      }
    } catch (KernelException refused) {
      String text = spec.settings().getOrDefault("inUse", "");
      if (refused.errno() != Errno.EADDRINUSE || text.isEmpty()) {
        throw refused;
      }
      host.print(text);
      host.exit(1);
    }
  }

  private static SocketFamily family(ServiceSpec spec) {
    boolean six = spec.address().indexOf(':') >= 0;
    boolean only = spec.settings().getOrDefault("v6only", "").equals("true");
    return six ? only ? SocketFamily.INET6_ONLY : SocketFamily.INET6 : SocketFamily.INET;
  }

  private static IpAddress address(String text) throws KernelException {
    Optional<IpAddress> parsed = IpAddress.parse(text);
    if (parsed.isEmpty()) {
      throw new KernelException(Errno.EINVAL);
    }
    return parsed.get().isUnspecified() ? Ipv4Address.ANY : parsed.get();
  }

  private static Consumer<Connection> connections(SocketTable sockets, ServiceSpec spec, Host host)
      throws KernelException {
    Map<String, String> settings = spec.settings();
    return switch (spec.kind()) {
      case "http" -> new HttpServer(web(settings, host));
      case "banner" -> SmallServices.banner(Payload.of(settings.getOrDefault("text", "")));
      case "echo" -> SmallServices::echo;
      case "sink" -> SmallServices::sink;
      case "proxy" -> new UserlandProxy(sockets, host, target(settings));
      default -> throw new KernelException(Errno.EINVAL);
    };
  }

  private static HttpSoftware web(Map<String, String> settings, Host host) {
    String server = settings.getOrDefault("server", "busybox");
    SettingsSite site = new SettingsSite(settings, host.date().getEpochSecond());
    return server.equals("busybox")
        ? new BusyboxHttpd(site, host::date)
        : new OtherWebServer(server, site, host::date);
  }

  private static BiConsumer<UdpServer, ReceivedDatagram> datagrams(
      SocketTable sockets, ServiceSpec spec, Host host) throws KernelException {
    return switch (spec.kind()) {
      case "echo" -> (server, d) -> server.send(d.source(), d.payload());
      case "sink" -> (server, d) -> {};
      case "dns" -> zone(DnsZone.of(spec.settings()));
      case "proxy" -> new UserlandProxy(sockets, host, target(spec.settings()))::datagram;
      default -> throw new KernelException(Errno.EINVAL);
    };
  }

  private static BiConsumer<UdpServer, ReceivedDatagram> zone(DnsZone zone) {
    return (server, datagram) ->
        DnsReader.read(datagram.payload())
            .filter(query -> !query.has(passerelle.sim.socket.dns.DnsMessage.RESPONSE))
            .ifPresent(
                query -> server.send(datagram.source(), DnsWriter.write(zone.answer(query))));
  }

  private static SocketAddress target(Map<String, String> settings) throws KernelException {
    String text = settings.getOrDefault("target", "");
    int colon = text.lastIndexOf(':');
    Optional<Ipv4Address> address =
        colon < 0 ? Optional.empty() : Ipv4Address.parse(text.substring(0, colon));
    String port = text.substring(colon + 1);
    if (address.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw new KernelException(Errno.EINVAL);
    }
    return new SocketAddress(address.get(), Integer.parseInt(port));
  }
}
