package passerelle.sim.userland.socat;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ServiceNames;
import passerelle.sim.userland.tool.ToolFailure;

/** The sockets' addresses that an address of TCP or UDP stands for (xio-ipapp.c). */
record IpApp(Process self, SocatAddress address, SocatLog log, Net net) {
  /** As a message has one. */
  static String shown(SocketAddress socket) {
    return "AF=2 " + socket.address() + ":" + socket.port();
  }

  /** Whom it connects or sends to. */
  SocketAddress peer() throws ToolFailure {
    return new SocketAddress(resolve(address.host()), port());
  }

  /** Where {@code bind=} and {@code sourceport=} put a socket that connects or sends. */
  Optional<SocketAddress> source() throws ToolFailure {
    Optional<String> text = address.option("bind");
    Optional<String> port = address.option("sourceport").or(() -> address.option("sp"));
    if (text.isEmpty() && port.isEmpty()) {
      return Optional.empty();
    }
    String[] words = text.orElse("").split(":", 2);
    IpAddress from = words[0].isEmpty() ? Family.IPV4.any() : resolve(words[0]);
    String number = words.length > 1 ? words[1] : port.orElse("");
    int at = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0;
    return Optional.of(new SocketAddress(from, at & 0xffff));
  }

  /** Where a socket that waits for others is bound. */
  SocketAddress own() throws ToolFailure {
    IpAddress at = source().map(SocketAddress::address).orElse(Family.IPV4.any());
    return new SocketAddress(at, port());
  }

  private int port() throws ToolFailure {
    String service = address.service();
    if (service.matches("[0-9]{1,9}")) {
      return Integer.parseInt(service) & 0xffff;
    }
    OptionalInt named = new ServiceNames(self).port(service, address.protocol());
    String why = ": Servname not supported for ai_socktype";
    return named.orElseThrow(
        () -> log.error("getaddrinfo(\"NULL\", \"" + service + "\", {0x01,2,1,0}, {})" + why));
  }

  private IpAddress resolve(String host) throws ToolFailure {
    Resolver.Result found = Resolver.ofIpv4(self, net).lookup(host);
    if (found.isFound()) {
      return found.first();
    }
    String service = address.service();
    String why = ": " + found.outcome().text(self);
    int type = address.protocol().equals("udp") ? 2 : 1;
    int protocol = type == 1 ? 6 : 17;
    log.warning(
        String.format(
            "getaddrinfo(\"%s\", \"%s\", {0x20,0,%d,%d}, {})%s",
            host, service, type, protocol, why));
    log.warning(
        String.format(
            "_xioopen_ipapp_prepare(node=\"%s\", service=\"%s\", pf=0, ...)%s",
            host, service, why));
    throw new ToolFailure(255, "");
  }
}
