package passerelle.nginx;

import java.util.List;

/**
 * An address that a server listens on.
 *
 * @param address an IPv4 or IPv6 address
 * @param port 1..65535
 * @param tls whether TLS is spoken there
 * @param first whether its server answers when no name fits
 */
public record Listen(String address, int port, boolean tls, boolean first) {

  /** Reads a directive's words. */
  static Listen of(Directive listen) throws ConfigurationError {
    String where = listen.argument(0);
    List<String> options = listen.arguments().subList(1, listen.arguments().size());
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
