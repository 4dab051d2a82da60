package passerelle.nginx;

import java.util.List;
import java.util.Set;
import passerelle.text.WordSet;

/**
 * An address that a server listens on.
 *
 * @param address an IPv4 or IPv6 address
 * @param port 1..65535
 * @param tls whether TLS is spoken there
 * @param first whether its server answers when no name fits
 */
public record Listen(String address, int port, boolean tls, boolean first) {

  /** What may stand behind the address (ngx_http_core_module, ngx_stream_core_module). */
  private static final Set<String> OPTIONS =
      WordSet.of(
          """
          default_server default ssl http2 quic proxy_protocol setfib fastopen backlog rcvbuf
          sndbuf accept_filter deferred bind ipv6only reuseport so_keepalive multipath udp
          """);

  /** Reads a directive's words. */
  static Listen of(Directive listen) throws ConfigurationError {
    String where = listen.argument(0);
    List<String> options = listen.arguments().subList(1, listen.arguments().size());
    for (String option : options) {
      if (!OPTIONS.contains(option.replaceFirst("=.*", ""))) {
        throw new ConfigurationError("invalid parameter \"" + option + "\"", listen);
      }
    }
    boolean bare = where.matches("[0-9]+");
    int colon = where.startsWith("[") ? where.indexOf("]:") + 1 : where.lastIndexOf(':');
    String host = bare ? "*" : colon <= 0 ? where : where.substring(0, colon);
    String digits = bare ? where : colon <= 0 ? "80" : where.substring(colon + 1);
    if (!digits.matches("[0-9]{1,5}")
        || Integer.parseInt(digits) < 1
        || Integer.parseInt(digits) > 65535) {
      throw new ConfigurationError(
          "invalid port in \"" + where + "\" of the \"listen\" directive", listen);
    }
    String address =
        switch (host) {
          case "*" -> "0.0.0.0";
          case "localhost" -> "127.0.0.1";
          default -> host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        };
    return new Listen(
        address,
        Integer.parseInt(digits),
        options.contains("ssl"),
        options.contains("default_server") || options.contains("default"));
  }

  /** As nginx names it in what it says. */
  public String text() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
