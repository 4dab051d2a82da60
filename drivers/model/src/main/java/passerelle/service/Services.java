package passerelle.service;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsWriter;
import passerelle.text.Digits;

/** Starts services by their specification. */
public final class Services {
  private Services() {}

  /**
   * Starts one service in a process. A service with the setting {@code inUse} whose port is taken
   * prints that text and ends the process with 1; one that reads a configuration ends it for what
   * is wrong there.
   *
   * @param open is run once it is open, now or later; not when it has ended the process
   * @throws KernelException EADDRINUSE, EADDRNOTAVAIL; EINVAL for a kind, address or target that is
   *     not understood; EAFNOSUPPORT for an IPv6 address where there is none
   */
  public static void start(ServiceProcess process, ServiceSpec spec, OnceOpen open)
      throws KernelException {
    if (spec.kind().equals("nginx")) {
      NginxServer.start(process, spec, open);
      return;
    }
    if (spec.kind().equals("haproxy")) {
      HaproxyServer.start(process, spec, open);
      return;
    }
    if (spec.kind().equals("traefik")) {
      TraefikServer.start(process, spec, open);
      return;
    }
    if (spec.kind().equals("caddy")) {
      CaddyServer.start(process, spec, open);
      return;
    }
    Optional<IpAddress> address = IpAddress.parse(spec.address());
    if (address.isEmpty()) {
      throw new KernelException(Errno.EINVAL);
    }
    SocketAddress local = new SocketAddress(address.get(), spec.port());
    long first = firstStart(process, spec.settings());
    if (first > 0) {
      process.prepare(first, () -> later(process, spec, local, open));
    } else {
      listen(process, spec, local, open);
    }
  }

  /** How long it takes until it listens, where it has to make its files first. */
  private static long firstStart(ServiceProcess process, Map<String, String> settings) {
    String millis = settings.getOrDefault("first", "");
    String journal = settings.getOrDefault("journal", "");
    return millis.isEmpty() || process.file(journal).isPresent()
        ? 0
        : Long.parseLong(millis) * 1_000_000L;
  }

  private static void later(
      ServiceProcess process, ServiceSpec spec, SocketAddress local, OnceOpen open) {
    try {
      listen(process, spec, local, open);
    } catch (KernelException refused) {
      process.print("listen: " + refused.getMessage() + "\n");
      process.exit(1);
    }
  }

  private static void listen(
      ServiceProcess process, ServiceSpec spec, SocketAddress local, OnceOpen open)
      throws KernelException {
    boolean v6only = spec.settings().getOrDefault("v6only", "").equals("true");
    try {
      if (spec.protocol().equals("udp")) {
        process.bind(local, v6only, datagrams(process, spec));
      } else {
        process.listen(local, v6only, spec.backlog(), connections(process, spec));
      }
    } catch (KernelException refused) {
      String text = spec.settings().getOrDefault("inUse", "");
      if (refused.errno() != Errno.EADDRINUSE || text.isEmpty()) {
        throw refused;
      }
      process.print(text);
      process.exit(1);
      return;
    }
    open.opened();
  }

  private static Consumer<Connection> connections(ServiceProcess process, ServiceSpec spec)
      throws KernelException {
    Map<String, String> settings = spec.settings();
    return switch (spec.kind()) {
      case "http" -> TlsAcceptor.of(settings, WebService.of(process, settings));
      case "banner" -> SmallServices.banner(Payload.of(settings.getOrDefault("text", "")));
      case "echo" -> SmallServices::echo;
      case "sink" -> SmallServices::sink;
      case "dns" -> zoneOverTcp(new DnsZone(settings));
      case "fpm" -> new PhpFpm(process, settings.getOrDefault("version", ""));
      case "mysql" -> new MySqlServer(process, settings);
      case "postgres" -> new PostgresServer(process, settings);
      case "redis" -> new RedisServer(process, settings);
      case "proxy" -> new UserlandProxy(process, target(settings));
      default -> throw new KernelException(Errno.EINVAL);
    };
  }

  private static UdpPort.Listener datagrams(ServiceProcess process, ServiceSpec spec)
      throws KernelException {
    return switch (spec.kind()) {
      case "echo" -> UdpPort::send;
      case "sink" -> (port, source, data) -> {};
      case "dns" -> zone(new DnsZone(spec.settings()));
      case "proxy" -> new UserlandProxy(process, target(spec.settings()));
      default -> throw new KernelException(Errno.EINVAL);
    };
  }

  private static UdpPort.Listener zone(DnsZone zone) {
    return (port, source, data) ->
        DnsReader.read(data)
            .filter(query -> !query.has(DnsMessage.RESPONSE))
            .ifPresent(query -> port.send(source, DnsWriter.write(zone.answer(query))));
  }

  private static Consumer<Connection> zoneOverTcp(DnsZone zone) {
    return DnsOverTcp.server(
        (data, reply) ->
            DnsReader.read(data)
                .filter(query -> !query.has(DnsMessage.RESPONSE))
                .ifPresent(query -> reply.accept(DnsWriter.write(zone.answer(query)))));
  }

  private static SocketAddress target(Map<String, String> settings) throws KernelException {
    String text = settings.getOrDefault("target", "");
    int colon = text.lastIndexOf(':');
    Optional<IpAddress> address =
        colon < 0 ? Optional.empty() : Family.IPV4.parse(text.substring(0, colon));
    String port = text.substring(colon + 1);
    if (address.isEmpty() || !Digits.are(port, 5) || Integer.parseInt(port) > 65535) {
      throw new KernelException(Errno.EINVAL);
    }
    return new SocketAddress(address.get(), Integer.parseInt(port));
  }
}
